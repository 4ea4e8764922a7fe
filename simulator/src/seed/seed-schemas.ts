import { anything, either, flag, list, number, object, oneOf, optional, text, time, type Decoder } from "../decode";
import { isObject, parseJson } from "../json";
import { parseDay } from "../platform/platform-date";
import type { SequenceContent } from "../state/entities";
import { templateCategories, templateStatuses } from "../state/templates";
import { templateComponent } from "./read-template-component";
import type {
  AdAccountSeed,
  AdSetSeed,
  AdSeed,
  AppSeed,
  ConversationSeed,
  PageSeed,
  PersonSeed,
  PhoneNumberSeed,
  SeedData,
  SequenceSeed,
  TemplateSeed,
  TokenSeed,
  WabaSeed,
} from "./seed-data";

export const adStatus = oneOf("ACTIVE", "PAUSED", "ARCHIVED", "DELETED");
export const reach = either(list(text), oneOf("all"));

/** Any object passes: odd rows are made on purpose. */
export const contentDecoder: Decoder<SequenceContent> = (value, path) => {
  const given = anything(value, path);
  if (!isObject(given)) throw new TypeError(`${path} must be an object`);
  return given;
};

const named = { id: text, name: optional(text) };

const day: Decoder<string> = (value, path) => parseDay(text(value, path), path);

export const appSeed = object<AppSeed>({ ...named, secret: optional(text), createdOn: optional(day) });
export const wabaSeed = object<WabaSeed>(named);
const adAccountSeed = object<AdAccountSeed>(named);
const pageSeed = object<PageSeed>(named);

const phoneNumberSeed = object<PhoneNumberSeed>({
  id: text,
  wabaId: optional(text),
  displayPhoneNumber: optional(text),
});

export const tokenSeed = object<TokenSeed>({
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

export const sequenceSeed = object<SequenceSeed>({
  id: optional(text),
  wabaId: optional(text),
  appId: optional(text),
  name: text,
  content: contentDecoder,
  isUsedInAd: optional(flag),
  lastUpdateAtMs: optional(time),
});

const adSetSeed = object<AdSetSeed>({
  id: optional(text),
  name: optional(text),
  status: optional(adStatus),
  adAccountId: optional(text),
});

export const adSeed = object<AdSeed>({
  id: optional(text),
  creativeId: optional(text),
  name: optional(text),
  sequenceId: optional(text),
  status: optional(adStatus),
  adAccountId: optional(text),
});

export const personSeed = object<PersonSeed>({
  userId: optional(text),
  parentUserId: optional(text),
  username: optional(text),
  name: optional(text),
  waId: optional(text),
  showsNumber: optional(flag),
});

const conversationSeed = object<ConversationSeed>({
  person: text,
  phoneNumberId: optional(text),
  lastMessageAtMs: optional(time),
});

const templateSeed = object<TemplateSeed>({
  name: text,
  language: text,
  wabaId: optional(text),
  category: optional(oneOf(...templateCategories)),
  subCategory: optional(oneOf("ORDER_DETAILS", "ORDER_STATUS")),
  status: optional(oneOf(...templateStatuses)),
  components: list(templateComponent),
});

export const seedData = object<SeedData>({
  apps: optional(list(appSeed)),
  wabas: optional(list(wabaSeed)),
  adAccounts: optional(list(adAccountSeed)),
  pages: optional(list(pageSeed)),
  phoneNumbers: optional(list(phoneNumberSeed)),
  tokens: optional(list(tokenSeed)),
  sequences: optional(list(sequenceSeed)),
  adSets: optional(list(adSetSeed)),
  ads: optional(list(adSeed)),
  people: optional(list(personSeed)),
  templates: optional(list(templateSeed)),
  conversations: optional(list(conversationSeed)),
});

/** Reads JSON text as something; the name stands in the message when it is not. */
export function readJsonAs<Value>(source: string, decoder: Decoder<Value>, name: string): Value {
  const parsed = parseJson(source, Infinity);
  if (!parsed.ok) throw new TypeError(`${name} ${parsed.reason}`);
  return decoder(parsed.value, name);
}
