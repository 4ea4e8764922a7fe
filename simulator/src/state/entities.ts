import type { JsonObject } from "../json";

/** The JSON of one welcome message sequence, keyed as on Meta's page. */
export interface SequenceContent {
  /** Absent only with the switch `textRequired` off, or in a seed. */
  readonly text?: string;
  readonly autofill_message?: { readonly content: string } | null;
  readonly ice_breakers?: readonly { readonly title: string }[] | null;
}

export interface App {
  readonly id: string;
  readonly name: string;
  /** Key of `appsecret_proof`. */
  readonly secret: string;
  /** ISO day; undefined for the platform date, which applies the strictest rules. */
  readonly createdOn?: string;
}

export interface Waba {
  readonly id: string;
  readonly name: string;
  /** Undefined: Meta's quota. */
  readonly callsPerHour?: number;
}

export interface AdAccount {
  /** Digits, without the `act_` prefix. */
  readonly id: string;
  readonly name: string;
  /** Undefined: Meta's quota. */
  readonly callsPerHour?: number;
}

export interface FacebookPage {
  readonly id: string;
  readonly name: string;
}

export interface PhoneNumber {
  readonly id: string;
  readonly wabaId: string;
  readonly displayPhoneNumber: string;
}

export type Reach = "all" | readonly string[];

export interface Token {
  /** The token itself. */
  readonly id: string;
  readonly appId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly wabaIds: Reach;
  readonly adAccountIds: Reach;
  readonly access: "manage" | "view";
  readonly expiresAtMs: number | null;
  readonly expiresAfterRequests: number | null;
}

export interface Sequence {
  readonly id: string;
  /** Position in lists and cursors. */
  readonly ordinal: number;
  readonly wabaId: string;
  readonly appId: string;
  readonly name: string | null;
  readonly content: SequenceContent | null;
  readonly lastUpdateAtMs: number;
  /** Null: derived from the ads. */
  readonly usedInAdOverride: boolean | null;
}

export interface Creative {
  readonly id: string;
  readonly adAccountId: string;
  readonly name: string;
  readonly status: "ACTIVE" | "DELETED" | "IN_PROCESS" | "WITH_ISSUES";
  /** Parameters from the client, except name, status and token. */
  readonly spec: JsonObject;
}

export type AdStatus = "ACTIVE" | "PAUSED" | "ARCHIVED" | "DELETED";

export interface AdSet {
  readonly id: string;
  readonly adAccountId: string;
  readonly name: string;
  readonly status: AdStatus;
  readonly destinationType: string | null;
  readonly billingEvent: string | null;
  readonly promotedObject: JsonObject | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface Ad {
  readonly id: string;
  readonly adAccountId: string;
  readonly name: string;
  readonly adSetId: string;
  readonly creativeId: string;
  readonly status: AdStatus;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** A person on WhatsApp, as the business portfolio knows them. All business accounts of a simulator are in one portfolio. */
export interface Person {
  /** Business-scoped user id, such as `BR.7Q2`. */
  readonly id: string;
  /** Such as `BR.ENT.3K`; null while the portfolio is not linked to others. */
  readonly parentUserId: string | null;
  /** Without "@". */
  readonly username: string | null;
  readonly name: string;
  /** Digits; null if the business cannot know the number. */
  readonly waId: string | null;
  /** True if webhooks show the number. */
  readonly showsNumber: boolean;
}

/** The last message or call of a person to a business number. */
export interface Conversation {
  /** See `conversationKey`. */
  readonly id: string;
  readonly phoneNumberId: string;
  /** The person's business-scoped user id. */
  readonly userId: string;
  /** Milliseconds since 1970. */
  readonly lastMessageAtMs: number;
}

/** A message of a person to a business number. */
export interface ReceivedMessage {
  /** `wamid...`. */
  readonly id: string;
  readonly phoneNumberId: string;
  /** The person's business-scoped user id. */
  readonly userId: string;
  /** `type` and its members, as in the webhook; `context` for a reply. */
  readonly content: JsonObject;
  /** The ad that the person tapped; null for other messages. */
  readonly referral: JsonObject | null;
  /** Simulator's clock, milliseconds. */
  readonly sentAtMs: number;
}
