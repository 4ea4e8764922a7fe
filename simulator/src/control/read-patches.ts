import { count, flag, list, nullable, number, object, oneOf, optional, text } from "../decode";
import type { AdPatch, SequencePatch, TokenPatch } from "../patches";
import { adStatus, contentDecoder, reach } from "../seed/read";

export const sequencePatch = object<SequencePatch>({
  name: optional(nullable(text)),
  content: optional(nullable(contentDecoder)),
  isUsedInAd: optional(nullable(flag)),
  appId: optional(text),
});

export const adPatch = object<AdPatch>({
  name: optional(text),
  status: optional(adStatus),
  creativeId: optional(text),
});

export const tokenPatch = object<TokenPatch>({
  appId: optional(text),
  userId: optional(text),
  scopes: optional(list(text)),
  wabaIds: optional(reach),
  adAccountIds: optional(reach),
  access: optional(oneOf("manage", "view")),
  expiresAtMs: optional(nullable(number)),
  expiresAfterRequests: optional(nullable(count)),
});
