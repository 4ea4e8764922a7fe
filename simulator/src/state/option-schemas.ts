import { count, either, flag, list, nullable, object, oneOf, optional, text } from "../decode";
import type { BehaviourOptions } from "./behaviour";
import type { NextLink, WireOptions } from "./wire";

export const wireOptions = object<Partial<WireOptions>>({
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
  pageSize: optional(count),
  filter: optional(oneOf("honoured", "ignored", "wrong")),
  duplicateRow: optional(flag),
  failedStatusContacts: optional(oneOf("number", "none")),
  next: optional(either<NextLink, NextLink>(object<Exclude<NextLink, string>>({ url: text }), oneOf("on", "loop"))),
});

export const behaviourOptions = object<Partial<BehaviourOptions>>({
  pausedAdsCount: optional(flag),
  updatesInUse: optional(oneOf("refuse", "allow")),
  uniqueNames: optional(flag),
  truncateAt: optional(object<BehaviourOptions["truncateAt"]>({ text: nullable(count), title: nullable(count) })),
  refuseAbove: optional(
    object<BehaviourOptions["refuseAbove"]>({
      name: nullable(count),
      text: nullable(count),
      autofill: nullable(count),
      title: nullable(count),
      iceBreakers: nullable(count),
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
  textLength: optional(oneOf("utf16", "code-points", "graphemes")),
  zeroAmounts: optional(oneOf("refuse", "accept")),
  zeroDiscount: optional(oneOf("refuse", "accept")),
  headerWithoutOrder: optional(oneOf("refuse", "ignore")),
  unknownMessageKeys: optional(oneOf("refuse", "ignore")),
  orderStatusErrors: optional(oneOf("webhook", "answer", "both")),
  repeatedOrderStatus: optional(oneOf("refuse", "accept")),
  unknownOrder: optional(oneOf("refuse", "accept")),
  reusedReferenceId: optional(oneOf("accept", "refuse")),
  cannotReceive: optional(list(text)),
  foreignUserIds: optional(list(text)),
  recipientErrors: optional(oneOf("webhook", "answer", "both")),
  windowErrors: optional(oneOf("webhook", "answer", "both", "none")),
  windowOfStrangers: optional(oneOf("open", "closed")),
  paymentTermsAccepted: optional(flag),
});

export interface OptionChanges {
  readonly wire?: Partial<WireOptions>;
  readonly behaviour?: Partial<BehaviourOptions>;
}

export const optionChanges = object<OptionChanges>({
  wire: optional(wireOptions),
  behaviour: optional(behaviourOptions),
});
