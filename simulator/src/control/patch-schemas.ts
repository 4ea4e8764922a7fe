import { count, flag, list, nullable, number, object, oneOf, optional, text, time, type Decoder } from "../decode";
import type { AdPatch, SequencePatch, TokenPatch } from "../patches";
import { adStatus, contentDecoder, reach } from "../seed/seed-schemas";

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
  expiresAtMs: optional(nullable(time)),
  expiresAfterRequests: optional(nullable(count)),
});

/** Null lets the clock decide. */
export const platformDateChange = object<{ readonly date: string | null }>({ date: nullable(text) });

export type ClockMove = { readonly advanceMs: number } | { readonly nowMs: number };

export const clockMove: Decoder<ClockMove> = (value, path) => {
  const { advanceMs, nowMs } = object<{ readonly advanceMs?: number; readonly nowMs?: number }>({
    advanceMs: optional(number),
    nowMs: optional(number),
  })(value, path);
  if (advanceMs !== undefined && nowMs === undefined) return { advanceMs };
  if (nowMs !== undefined && advanceMs === undefined) return { nowMs };
  throw new TypeError(`${path} must have one of advanceMs and nowMs`);
};
