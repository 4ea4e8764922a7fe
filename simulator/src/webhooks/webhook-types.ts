import type { JsonObject } from "../json";
import type { PersonSeed } from "../seed/seed-data";

/** A webhook subscription for `whatsapp_business_account`. */
export interface Webhook {
  /** Destination: `http` on a loopback address. */
  readonly url: string;
  /** `hub.verify_token` of the handshake. */
  readonly verifyToken: string;
  /** Signs every delivery. Default: `defaults.appSecret`. */
  readonly appSecret?: string;
  /**
   * Milliseconds before each retry; after the last retry a delivery is given up. `[]` tries once. Default 1000, 5000, 30000: a second
   * for each of the 36 hours during which Meta retries with growing intervals.
   */
  readonly retryAfterMs?: readonly number[];
  /** Timeout of an attempt, milliseconds. Default 10000; Meta documents none. */
  readonly attemptTimeoutMs?: number;
}

/** A webhook with all defaults filled in. */
export type Subscription = Required<Webhook>;

/** A subscription without its secrets. */
export type SubscribedWebhook = Pick<Webhook, "url" | "retryAfterMs" | "attemptTimeoutMs">;

/** Options of a click: a person taps an ad, WhatsApp opens, and the person sends a first message. */
export interface ClickOptions {
  /** The person. `{ userId: "BR.7Q2", username: "bia.doces" }` hides the number from the business. */
  readonly person?: PersonSeed;
  /** Index of the ice breaker to tap, from 0. */
  readonly tap?: number;
  /** Text to type instead. */
  readonly say?: string;
  /** Placement of the ad: "status" has no `ctwa_clid`, "post" has `source_type` "post". Default "feed". */
  readonly placement?: "feed" | "status" | "post";
  /** `referral.ref`. Default: absent. Meta's page names it without an explanation. */
  readonly ref?: string;
  /** See `WriteOptions`. The placeholder has the referral, the later message has none. */
  readonly unavailable?: Unavailability;
  /** Delivers to the subscribed webhook. Default: true if there is one. */
  readonly deliver?: boolean;
}

/** Duration of an unavailable message: it follows its placeholder with the same id ("at-first"), or never arrives. */
export type Unavailability = "at-first" | "for-good";

/** Options of a message from a person to the business. */
export interface WriteOptions {
  /** Default: the recipient of the message in `replyTo`, otherwise the person of Meta's examples. */
  readonly person?: PersonSeed;
  /** Business number. Default: the sender of the message in `replyTo`, otherwise the default number. */
  readonly phoneNumberId?: string;
  /** Id of the business's message to reply to, for `context`. */
  readonly replyTo?: string;
  /** Meta sends a placeholder of type `unsupported`, code 131060, instead of the message. Default: no placeholder. */
  readonly unavailable?: Unavailability;
}

/** The chat before the person sends a message. */
export interface ChatScreen {
  /** The sequence's `text`. */
  readonly greeting: string | null;
  /** Text in the input line. */
  readonly prefilledText: string | null;
  readonly iceBreakers: readonly string[];
}

export interface Click {
  readonly adId: string;
  readonly creativeId: string;
  /** Sequence in the chat; null if the creative has none, or a deleted one. */
  readonly sequenceId: string | null;
  readonly screen: ChatScreen;
  /** Text that the person sent. */
  readonly message: string;
  /** Webhook payload. */
  readonly webhook: JsonObject;
  /** Payload of the placeholder for an unavailable message; otherwise null. */
  readonly placeholder: JsonObject | null;
  /** Result of the delivery; null without one. */
  readonly delivery: Delivery | null;
}

/** Result of a person's action on a message. */
export interface RecipientAction {
  /** Webhook payload. */
  readonly webhook: JsonObject;
  /** Result of the delivery; null without a subscription. */
  readonly delivery: Delivery | null;
}

/** Result of a message from a person. */
export interface WrittenMessage extends RecipientAction {
  /** Payload of the placeholder for an unavailable message; otherwise null. */
  readonly placeholder: JsonObject | null;
}

/** Delivery of one payload, with all attempts. */
export interface Delivery {
  readonly id: string;
  readonly attempts: number;
  /** HTTP status of the last attempt; null without a response. */
  readonly status: number | null;
  /** "ended": the simulator was closed or reset, or the subscription removed, before the delivery finished. */
  readonly outcome: "delivered" | "given-up" | "ended";
}

/** A request to the webhook. */
export interface DeliveryAttempt {
  readonly deliveryId: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Ids of the messages in the payload, and of messages whose status it reports. */
  readonly messageIds: readonly string[];
  /** HTTP status; null without a response. */
  readonly status: number | null;
  /** Reason for a missing response; otherwise null. */
  readonly failure: string | null;
  /** Body of the response, cut after 64 KiB; null without a response. */
  readonly response: string | null;
  /** Simulator's clock, milliseconds. */
  readonly sentAtMs: number;
}

/** A delivery with its payload and attempts so far. */
export interface DeliveryRow {
  readonly id: string;
  readonly url: string;
  /** Body of the requests, byte for byte. */
  readonly payload: string;
  /** `X-Hub-Signature-256`. */
  readonly signature: string;
  readonly outcome: Delivery["outcome"] | "pending";
  readonly attempts: readonly DeliveryAttempt[];
  /** Simulator's clock, milliseconds. */
  readonly startedAtMs: number;
}

/** Repeats an earlier delivery, with the same bytes and signature. */
export type RepeatedDelivery = { readonly replay: string };

export interface DeliverOptions {
  /** Key of the signature. Default: the subscription's secret. A repeated delivery keeps its signature. */
  readonly appSecret?: string;
  /** Number of times that each payload is sent. Default 1. */
  readonly times?: number;
  /** Changes one byte after signing; JSON stays valid. Default false. */
  readonly tamper?: boolean;
}

/** One or more payloads, or an earlier delivery. */
export type Deliverable = JsonObject | readonly JsonObject[] | RepeatedDelivery;
