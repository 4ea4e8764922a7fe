import type { JsonObject } from "../json";
import type { PersonSeed } from "../seed/seed-data";

/** A subscription to what Meta tells a business, as an app makes it for `whatsapp_business_account`. */
export interface Webhook {
  /** Where deliveries go: `http` on a loopback address. */
  readonly url: string;
  /** What the handshake carries as `hub.verify_token`. */
  readonly verifyToken: string;
  /** Signs every delivery. Default: `defaults.appSecret`. */
  readonly appSecret?: string;
  /**
   * Milliseconds before each further attempt; after the last one a delivery is given up. `[]` tries once. Default 1000, 5000, 30000:
   * a second for each hour of the 36 during which Meta tries, less and less often.
   */
  readonly retryAfterMs?: readonly number[];
  /** Milliseconds an attempt waits for its answer. Default 10000; Meta documents no number. */
  readonly attemptTimeoutMs?: number;
}

/** A webhook with all defaults filled in. */
export type Subscription = Required<Webhook>;

/** A subscription without its secrets. */
export type SubscribedWebhook = Pick<Webhook, "url" | "retryAfterMs" | "attemptTimeoutMs">;

/** Somebody taps an ad, WhatsApp opens, and a first message is sent. */
export interface ClickOptions {
  /** Who it is; `{ userId: "BR.7Q2", username: "bia.doces" }` is somebody whose number the business does not see. */
  readonly person?: PersonSeed;
  /** The ice breaker that is tapped, from 0. */
  readonly tap?: number;
  /** What is typed instead. */
  readonly say?: string;
  /** Where the ad stood: "status" brings no `ctwa_clid`, "post" is `source_type` "post". Default "feed". */
  readonly placement?: "feed" | "status" | "post";
  /** `referral.ref`; left out unless given. Meta's page names it and explains it nowhere. */
  readonly ref?: string;
  /** See `WriteOptions`. The placeholder has the referral, the message after it has none. */
  readonly unavailable?: Unavailability;
  /** Whether the subscribed webhook hears of it. Default: if there is one. */
  readonly deliver?: boolean;
}

/** How long Meta cannot give a message: it comes after its placeholder, with the same id, or never. */
export type Unavailability = "at-first" | "for-good";

/** Somebody writes to the business, or answers a message of it. */
export interface WriteOptions {
  /** Default: the person to whom the message in `replyTo` went, otherwise the person of Meta's examples. */
  readonly person?: PersonSeed;
  /** The business number that hears of it. Default: the one that sent the message in `replyTo`, otherwise the default one. */
  readonly phoneNumberId?: string;
  /** Id of a message of the business; it becomes the `context`. */
  readonly replyTo?: string;
  /** Meta cannot give the message and sends a placeholder of type `unsupported`, code 131060. Default: it can. */
  readonly unavailable?: Unavailability;
}

/** What WhatsApp shows before anything is sent. */
export interface ChatScreen {
  /** The sequence's `text`. */
  readonly greeting: string | null;
  /** What stands in the input line. */
  readonly prefilledText: string | null;
  readonly iceBreakers: readonly string[];
}

export interface Click {
  readonly adId: string;
  readonly creativeId: string;
  /** The sequence that was shown; null when the creative names none, or one that is gone. */
  readonly sequenceId: string | null;
  readonly screen: ChatScreen;
  /** The text that was sent. */
  readonly message: string;
  /** What the webhook hears, as JSON. */
  readonly webhook: JsonObject;
  /** What the webhook hears before, when Meta cannot give the message at first; otherwise null. */
  readonly placeholder: JsonObject | null;
  /** How that went; null when it was not sent. */
  readonly delivery: Delivery | null;
}

/** What a person did with a message, and who heard of it. */
export interface RecipientAction {
  /** What the webhook hears, as JSON. */
  readonly webhook: JsonObject;
  /** How that went; null when none is subscribed. */
  readonly delivery: Delivery | null;
}

/** What a person wrote, and who heard of it. */
export interface WrittenMessage extends RecipientAction {
  /** What the webhook hears before, when Meta cannot give the message at first; otherwise null. */
  readonly placeholder: JsonObject | null;
}

/** One payload on its way, through all attempts. */
export interface Delivery {
  readonly id: string;
  readonly attempts: number;
  /** HTTP status of the last attempt; null when it brought no answer. */
  readonly status: number | null;
  /** "ended": the simulator was closed or reset, or the subscription taken away, before it was through. */
  readonly outcome: "delivered" | "given-up" | "ended";
}

/** One request to the webhook. */
export interface DeliveryAttempt {
  readonly deliveryId: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Ids of the messages in the payload, and of those whose status it tells. */
  readonly messageIds: readonly string[];
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  /** Why no answer came; null when one did. */
  readonly failure: string | null;
  /** Simulator's clock, milliseconds. */
  readonly sentAtMs: number;
}

/** An earlier delivery once more: the same bytes, the same signature. */
export type RepeatedDelivery = { readonly replay: string };

export interface DeliverOptions {
  /** Signs with this instead of the subscription's secret. A replay keeps its signature. */
  readonly appSecret?: string;
  /** How often each payload is sent, one after the other. Default 1. */
  readonly times?: number;
  /** One byte is changed after signing; what was JSON stays JSON. Default false. */
  readonly tamper?: boolean;
}

/** Payloads, or an earlier delivery, to send one after the other. */
export type Deliverable = JsonObject | readonly JsonObject[] | RepeatedDelivery;
