import type { z } from "zod";
import { count, either, flag, list, object, oneOf, optional, text } from "../schema-types";
import type { BehaviourOptions } from "./behaviour";
import type { WireOptions } from "./wire";

const errorChannels = ["webhook", "answer", "both"] as const;

export const wireOptions: z.ZodType<Partial<WireOptions>> = object({
  listShape: optional(oneOf("paged", "array", "data")),
  contentShape: optional(oneOf("string", "object", "double-encoded")),
  idKey: optional(oneOf("id", "sequence_id", "both", "disagreeing")),
  numericIds: optional(flag),
  featureCodes: optional(oneOf("subcode", "code", "string-code")),
  extraFields: optional(flag),
  reorder: optional(flag),
  nulls: optional(oneOf("absent", "null", "empty")),
  creativeExtras: optional(flag),
  pageWelcomeMessage: optional(oneOf("string", "object")),
  listOrder: optional(oneOf("oldest-first", "newest-first", "arbitrary")),
  pageSize: optional(count),
  filter: optional(oneOf("honoured", "ignored", "wrong")),
  duplicateRow: optional(flag),
  failedStatusContacts: optional(oneOf("number", "none")),
  adReadAfterWrite: optional(flag),
  sequenceReadAfterWrite: optional(oneOf("ignored", "returned", "refused")),
  next: optional(either(object({ url: text }), oneOf("on", "loop"), "must be on, loop or an object with url")),
});

export const behaviourOptions: z.ZodType<Partial<BehaviourOptions>> = object({
  pausedAdsCount: optional(flag),
  updatesInUse: optional(oneOf("refuse", "allow")),
  uniqueNames: optional(flag),
  truncateAt: optional(object({ text: count.nullable(), title: count.nullable() })),
  refuseAbove: optional(
    object({
      name: count.nullable(),
      text: count.nullable(),
      autofill: count.nullable(),
      title: count.nullable(),
      iceBreakers: count.nullable(),
    }),
  ),
  absentParameters: optional(oneOf("keep", "clear", "refuse")),
  absentParts: optional(oneOf("replace", "merge")),
  unknownSequenceInFilter: optional(oneOf("empty", "not-loadable", "unknown-object")),
  reuseIds: optional(flag),
  unknownContentKeys: optional(oneOf("refuse", "drop", "keep")),
  textRequired: optional(flag),
  unknownSequenceInCreative: optional(oneOf("refuse", "allow")),
  deleteCreativeInUse: optional(oneOf("refuse", "allow")),
  sequenceAndPageMessage: optional(oneOf("refuse", "allow")),
  deletedCreative: optional(oneOf("status", "gone")),
  creativeOrder: optional(oneOf("newest-first", "oldest-first")),
  unknownAdSet: optional(oneOf("refuse", "allow")),
  appIdReadsOtherApps: optional(flag),
  unavailableFor: optional(list(text)),
  creativeFiltering: optional(oneOf("refuse", "ignore", "filter")),
  endedMarketingVersion: optional(oneOf("raise", "refuse")),
  endingMarketingVersion: optional(oneOf("as-asked", "raise")),
  oversizedBatch: optional(oneOf("400", "200")),
  requireAppSecretProof: optional(flag),
  quotas: optional(oneOf("off", "enforce")),
  adsAccessTier: optional(oneOf("limited", "full")),
  textLength: optional(oneOf("utf16", "code-points", "graphemes")),
  zeroAmounts: optional(oneOf("refuse", "accept")),
  zeroDiscount: optional(oneOf("refuse", "accept")),
  headerWithoutOrder: optional(oneOf("refuse", "ignore")),
  unknownMessageKeys: optional(oneOf("refuse", "ignore")),
  orderStatusErrors: optional(oneOf(...errorChannels)),
  repeatedOrderStatus: optional(oneOf("refuse", "accept")),
  unknownOrder: optional(oneOf("refuse", "accept")),
  reusedReferenceId: optional(oneOf("accept", "refuse")),
  cannotReceive: optional(list(text)),
  foreignUserIds: optional(list(text)),
  recipientErrors: optional(oneOf(...errorChannels)),
  windowErrors: optional(oneOf(...errorChannels, "none")),
  windowOfStrangers: optional(oneOf("open", "closed")),
  paymentTermsAccepted: optional(flag),
});

interface OptionChanges {
  readonly wire?: Partial<WireOptions>;
  readonly behaviour?: Partial<BehaviourOptions>;
}

export const optionChanges: z.ZodType<OptionChanges> = object({
  wire: optional(wireOptions),
  behaviour: optional(behaviourOptions),
});
