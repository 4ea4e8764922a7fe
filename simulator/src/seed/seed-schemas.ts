import { z } from "zod";
import {
  day,
  either,
  flag,
  jsonObject,
  list,
  number,
  object,
  oneOf,
  optional,
  positive,
  text,
  time,
} from "../schema-types";
import type { SequenceContent } from "../state/entities";
import { headerFormats, templateCategories, templateStatuses } from "../state/templates";
import { findPersonProblems } from "./put-person";
import type { AdSeed, PersonSeed, SeedData, SequenceSeed, TokenSeed } from "./seed-data";

export const adStatus = oneOf("ACTIVE", "PAUSED", "ARCHIVED", "DELETED");
export const reach = either(list(text), oneOf("all"), "must be all or a list of ids");

/** Arguments of the provider, by the names of the same fields in Meta's rows. */
const fieldsByArgument: ReadonlyMap<string, string> = new Map([
  ["iceBreakers", "ice_breakers"],
  ["autofillMessage", "autofill_message"],
]);

/** Any object, since tests create malformed rows on purpose, but without arguments of the provider: they would have no effect. */
export const sequenceContent: z.ZodType<SequenceContent> = jsonObject.superRefine((content, context) => {
  for (const [argument, field] of fieldsByArgument) {
    if (!Object.hasOwn(content, argument)) continue;
    context.addIssue({ code: "custom", path: [argument], message: `is no field of a row; write ${field}` });
  }
});

const named = { id: text, name: optional(text) };
const account = object({ ...named, callsPerHour: optional(positive) });

export const tokenSeed: z.ZodType<TokenSeed> = object({
  value: optional(text),
  appId: optional(text),
  userId: optional(text),
  scopes: optional(list(text)),
  wabaIds: optional(reach),
  adAccountIds: optional(reach),
  access: optional(oneOf("manage", "view")),
  expiresAtMs: optional(time),
  expiresAfterRequests: optional(number),
});

export const sequenceSeed: z.ZodType<SequenceSeed> = object({
  id: optional(text),
  wabaId: optional(text),
  appId: optional(text),
  name: text,
  content: sequenceContent,
  isUsedInAd: optional(flag),
  lastUpdateAtMs: optional(time),
});

const adSetSeed = object({
  id: optional(text),
  name: optional(text),
  status: optional(adStatus),
  adAccountId: optional(text),
});

export const adSeed: z.ZodType<AdSeed> = object({
  id: optional(text),
  creativeId: optional(text),
  name: optional(text),
  sequenceId: optional(text),
  status: optional(adStatus),
  adAccountId: optional(text),
});

export const personSeed: z.ZodType<PersonSeed> = object({
  userId: optional(text),
  parentUserId: optional(text),
  username: optional(text),
  name: optional(text),
  waId: optional(text),
  showsNumber: optional(flag),
}).superRefine((person, context) => {
  for (const { key, rule } of findPersonProblems(person)) {
    context.addIssue({ code: "custom", path: [key], message: rule });
  }
});

const conversationSeed = object({
  person: text,
  phoneNumberId: optional(text),
  lastMessageAtMs: optional(time),
});

const templateComponent = z.discriminatedUnion(
  "type",
  [
    object({ type: z.literal("HEADER"), format: oneOf(...headerFormats), text: optional(text) }),
    object({ type: z.literal("BODY"), text }),
    object({ type: z.literal("FOOTER"), text }),
    object({ type: z.literal("BUTTONS"), buttons: list(object({ type: text, text })) }),
  ],
  "must be one of HEADER, BODY, FOOTER, BUTTONS",
);

const templateSeed = object({
  name: text,
  language: text,
  wabaId: optional(text),
  category: optional(oneOf(...templateCategories)),
  subCategory: optional(oneOf("ORDER_DETAILS", "ORDER_STATUS")),
  status: optional(oneOf(...templateStatuses)),
  components: list(templateComponent),
});

export const seedData: z.ZodType<SeedData> = object({
  apps: optional(list(object({ ...named, secret: optional(text), createdOn: optional(day) }))),
  wabas: optional(list(account)),
  adAccounts: optional(list(account)),
  pages: optional(list(object(named))),
  phoneNumbers: optional(list(object({ id: text, wabaId: optional(text), displayPhoneNumber: optional(text) }))),
  tokens: optional(list(tokenSeed)),
  sequences: optional(list(sequenceSeed)),
  adSets: optional(list(adSetSeed)),
  ads: optional(list(adSeed)),
  people: optional(list(personSeed)),
  templates: optional(list(templateSeed)),
  conversations: optional(list(conversationSeed)),
});
