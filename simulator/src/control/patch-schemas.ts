import type { z } from "zod";
import type { AdPatch, SequencePatch, TokenPatch } from "../patches";
import { count, flag, list, number, object, oneOf, optional, text, time } from "../schema-types";
import { adStatus, reach, sequenceContent } from "../seed/seed-schemas";

export const sequencePatch: z.ZodType<SequencePatch> = object({
  name: optional(text.nullable()),
  content: optional(sequenceContent.nullable()),
  isUsedInAd: optional(flag.nullable()),
  appId: optional(text),
});

export const adPatch: z.ZodType<AdPatch> = object({
  name: optional(text),
  status: optional(adStatus),
  creativeId: optional(text),
});

export const tokenPatch: z.ZodType<TokenPatch> = object({
  appId: optional(text),
  userId: optional(text),
  scopes: optional(list(text)),
  wabaIds: optional(reach),
  adAccountIds: optional(reach),
  access: optional(oneOf("manage", "view")),
  expiresAtMs: optional(time.nullable()),
  expiresAfterRequests: optional(count.nullable()),
});

export const faultPatch = object({ isEnabled: flag });

/** Null follows the clock. */
export const platformDateChange = object({ date: text.nullable() });

export const clockMove = object({ advanceMs: optional(number), nowMs: optional(number) }).refine(
  ({ advanceMs, nowMs }) => (advanceMs === undefined) !== (nowMs === undefined),
  "must have one of advanceMs and nowMs",
);
