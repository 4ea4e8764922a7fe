import type { AdStatus, Reach, SequenceContent } from "../state/entities";
import type { TemplateCategory, TemplateComponent, TemplateStatus } from "../state/templates";

/** Data to add to the simulator. Missing ids are generated; an entry with an existing id replaces it. */
export interface SeedData {
  readonly apps?: readonly AppSeed[];
  readonly wabas?: readonly WabaSeed[];
  readonly adAccounts?: readonly AdAccountSeed[];
  readonly pages?: readonly PageSeed[];
  readonly phoneNumbers?: readonly PhoneNumberSeed[];
  readonly tokens?: readonly TokenSeed[];
  readonly sequences?: readonly SequenceSeed[];
  readonly adSets?: readonly AdSetSeed[];
  readonly ads?: readonly AdSeed[];
  readonly people?: readonly PersonSeed[];
  readonly conversations?: readonly ConversationSeed[];
  readonly templates?: readonly TemplateSeed[];
}

/**
 * A person on WhatsApp. Without `waId` the business does not know the number; without user id, number and username, the person of Meta's
 * examples. An existing person, found by user id, number or username, keeps the fields that are not given.
 */
export interface PersonSeed {
  /** Business-scoped user id, such as "BR.7Q2". Default: derived from the number, otherwise from the username. */
  readonly userId?: string;
  /** Such as "BR.ENT.3K". Default: none: the portfolio is not linked to others. */
  readonly parentUserId?: string;
  /** Without "@". Default: none. */
  readonly username?: string;
  /** Default "Sheena Nelson". */
  readonly name?: string;
  /** Phone number, digits. Default "16505551234", unless `userId` or `username` is given. */
  readonly waId?: string;
  /** True if webhooks show the number. Default true. */
  readonly showsNumber?: boolean;
}

export interface AppSeed {
  readonly id: string;
  readonly name?: string;
  /** Key of `appsecret_proof` only. Default: the simulator's `appSecret`. */
  readonly secret?: string;
  /** ISO day such as "2025-06-30". Default: the platform date, so that features closed to new apps are refused. */
  readonly createdOn?: string;
}

export interface WabaSeed {
  readonly id: string;
  readonly name?: string;
  /** Calls an hour of each app, with the switch `quotas`. Default: 200, or 5,000 if the account has a phone number. */
  readonly callsPerHour?: number;
}

export interface AdAccountSeed {
  /** Digits, without `act_`. */
  readonly id: string;
  readonly name?: string;
  /** Calls an hour of each app, with the switch `quotas`. Default: 300 or 100,000, by the switch `adsAccessTier`, and 40 for each active ad. */
  readonly callsPerHour?: number;
}

export interface PageSeed {
  readonly id: string;
  readonly name?: string;
}

export interface PhoneNumberSeed {
  readonly id: string;
  /** Default: the default account. */
  readonly wabaId?: string;
  readonly displayPhoneNumber?: string;
}

export interface TokenSeed {
  /** The token. Default: a generated token that is clearly fake. */
  readonly value?: string;
  /** Default: the default app. A missing app is created. */
  readonly appId?: string;
  readonly userId?: string;
  /** Default: whatsapp_business_management, whatsapp_business_messaging, ads_management, ads_read, pages_show_list. */
  readonly scopes?: readonly string[];
  /** Business accounts that the token can access. Default "all". */
  readonly wabaIds?: Reach;
  /** Ad accounts that the token can access, as digits. Default "all". */
  readonly adAccountIds?: Reach;
  /** "view" may list but not write: 4027005, 4027006, 4027017, and 131005 for messages. Default "manage". */
  readonly access?: "manage" | "view";
  /** Milliseconds since 1970. Default: never. */
  readonly expiresAtMs?: number;
  /** Number of requests before the token expires. Default: no limit. */
  readonly expiresAfterRequests?: number;
}

export interface SequenceSeed {
  /** Any text: Meta's page shows ids with leading zeros. Default: generated. */
  readonly id?: string;
  /** Default: the default account. */
  readonly wabaId?: string;
  /** Default: the default app. */
  readonly appId?: string;
  readonly name: string;
  /** The sequence JSON, keyed as on Meta's page. Not validated, so that tests can create malformed rows. */
  readonly content: SequenceContent;
  /** Fixes `is_used_in_ad`. Default: derived from the ads. */
  readonly isUsedInAd?: boolean;
  /** Milliseconds since 1970. Default: now. */
  readonly lastUpdateAtMs?: number;
}

export interface AdSetSeed {
  readonly id?: string;
  readonly name?: string;
  /** Default "ACTIVE". */
  readonly status?: AdStatus;
  /** Default: the default ad account. */
  readonly adAccountId?: string;
}

/** An ad and its creative. */
export interface AdSeed {
  readonly id?: string;
  readonly creativeId?: string;
  readonly name?: string;
  /** Sequence in the creative. Default: none. */
  readonly sequenceId?: string;
  /** Default "ACTIVE". */
  readonly status?: AdStatus;
  /** Default: the default ad account. */
  readonly adAccountId?: string;
}

/** A message or call from a person to a business number. */
export interface ConversationSeed {
  /** WhatsApp id (digits) or user id, such as `BR.7Q2`, of the recipient of order messages. */
  readonly person: string;
  /** The business number. Default: the default account's. */
  readonly phoneNumberId?: string;
  /** Milliseconds since 1970. Default: now. The business may send free-form messages for 24 hours from then. */
  readonly lastMessageAtMs?: number;
}

/** A message template. Replaces one with the same account, name and language. */
export interface TemplateSeed {
  readonly name: string;
  /** Such as `pt_BR`. */
  readonly language: string;
  /** Default: the default account. */
  readonly wabaId?: string;
  /** Default "UTILITY". */
  readonly category?: TemplateCategory;
  /** `ORDER_STATUS` for a template with an order status. Default: none. */
  readonly subCategory?: "ORDER_DETAILS" | "ORDER_STATUS";
  /** Default "APPROVED". */
  readonly status?: TemplateStatus;
  /** Components with Meta's keys. A button of type `ORDER_DETAILS` makes a template for order details. Texts are not validated. */
  readonly components: readonly TemplateComponent[];
}
