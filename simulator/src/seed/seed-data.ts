import type { AdStatus, Reach, SequenceContent } from "../state/entities";
import type { TemplateCategory, TemplateComponent, TemplateStatus } from "../state/templates";

/** What can be put into the simulator. Ids that are left out are given; what already has the id is replaced. */
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
 * Somebody on WhatsApp. Without `waId` the business does not know the number, unless nothing tells who it is: then it is the person of
 * Meta's examples. One who is there already, by user id, number or username, keeps what is not given.
 */
export interface PersonSeed {
  /** Business-scoped user id, such as "BR.7Q2". Default: follows from the number, otherwise from the username. */
  readonly userId?: string;
  /** Such as "BR.ENT.3K". Default: none, since the portfolio is not linked with others. */
  readonly parentUserId?: string;
  /** Without "@". Default: none. */
  readonly username?: string;
  /** Default "Sheena Nelson". */
  readonly name?: string;
  /** Phone number, digits. Default "16505551234", unless `userId` or `username` is given. */
  readonly waId?: string;
  /** Whether webhooks show the number. Default true. */
  readonly showsNumber?: boolean;
}

export interface AppSeed {
  readonly id: string;
  readonly name?: string;
  /** Key of `appsecret_proof`, and of nothing else. Default: the simulator's `appSecret`. */
  readonly secret?: string;
  /** ISO day such as "2025-06-30". Default: the platform date, so that what Meta refuses new apps is refused. */
  readonly createdOn?: string;
}

export interface WabaSeed {
  readonly id: string;
  readonly name?: string;
}

export interface AdAccountSeed {
  /** Digits, without `act_`. */
  readonly id: string;
  readonly name?: string;
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
  /** The token. Default: a new one that is clearly a fake. */
  readonly value?: string;
  /** Default: the default app. An app that does not exist is made. */
  readonly appId?: string;
  readonly userId?: string;
  /** Default: whatsapp_business_management, whatsapp_business_messaging, ads_management, ads_read, pages_show_list. */
  readonly scopes?: readonly string[];
  /** The business accounts it reaches. Default "all". */
  readonly wabaIds?: Reach;
  /** The ad accounts it reaches, as digits. Default "all". */
  readonly adAccountIds?: Reach;
  /** "view" may list but not write: 4027005, 4027006, 4027017, and 131005 for messages. Default "manage". */
  readonly access?: "manage" | "view";
  /** Milliseconds since 1970. Default: never. */
  readonly expiresAtMs?: number;
  /** It is good for so many requests. Default: no end. */
  readonly expiresAfterRequests?: number;
}

export interface SequenceSeed {
  /** Any text: Meta's page shows ids with leading zeros. */
  readonly id?: string;
  /** Default: the default account. */
  readonly wabaId?: string;
  /** Default: the default app. */
  readonly appId?: string;
  readonly name: string;
  /** The sequence JSON, keyed as on Meta's page. Not validated, so that odd rows can be made. */
  readonly content: SequenceContent;
  /** Fixes `is_used_in_ad`. Default: follows from the ads. */
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

/** An ad with its creative. */
export interface AdSeed {
  readonly id?: string;
  readonly creativeId?: string;
  readonly name?: string;
  /** The sequence its creative holds; none makes an ad that uses nothing. */
  readonly sequenceId?: string;
  /** Default "ACTIVE". */
  readonly status?: AdStatus;
  /** Default: the default ad account. */
  readonly adAccountId?: string;
}

/** A person who wrote to a business number, or called it. */
export interface ConversationSeed {
  /** The person's WhatsApp id, digits, or user id, such as `BR.7Q2`: what order messages are addressed to. */
  readonly person: string;
  /** The business number. Default: the default account's. */
  readonly phoneNumberId?: string;
  /** Milliseconds since 1970. Default: now. The business may send free-form messages for 24 hours from then. */
  readonly lastMessageAtMs?: number;
}

/** A message template, as somebody made it in Meta's own tools. What has the same account, name and language is replaced. */
export interface TemplateSeed {
  readonly name: string;
  /** Such as `pt_BR`. */
  readonly language: string;
  /** Default: the default account. */
  readonly wabaId?: string;
  /** Default "UTILITY". */
  readonly category?: TemplateCategory;
  /** `ORDER_STATUS` makes a template for an order's status. Default: none. */
  readonly subCategory?: "ORDER_DETAILS" | "ORDER_STATUS";
  /** Default "APPROVED". */
  readonly status?: TemplateStatus;
  /** Keyed as on Meta's pages; a button of the type `ORDER_DETAILS` makes a template for order details. Not validated. */
  readonly components: readonly TemplateComponent[];
}
