import type { ErrorMeaning } from "../schema/error-codes";
import type { Raw } from "./json-cursor";

/**
 * One event of a webhook. Names are Meta's in camelCase; `raw` is Meta's own object with all its keys. Events can be serialized to
 * JSON: dates become ISO text, and absent values disappear.
 */
export type WebhookEvent = MessageEvent | StatusEvent | ErrorEvent | ContactEvent | OtherEvent;

/** Business number of an event. Undefined fields are missing in the webhook. */
export interface Origin {
  /** The WhatsApp Business Account. */
  readonly wabaId: string | undefined;
  readonly phoneNumberId: string | undefined;
  readonly displayPhoneNumber: string | undefined;
}

/** An event that can be claimed (see `deduplicate`). */
interface Claimable {
  /** Identifies the claim of the event; absent if `receive` was called without a store. `releaseClaim` needs it. */
  readonly claimId?: string;
}

/**
 * A person. Use `userId` as the key, keep a map from it to `waId`, and change the key when a system message reports a change: the phone
 * number is missing for people who hide it.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */
export interface Contact {
  /** Business-scoped user id, e.g. `BR.7Q2`: one for each pair of business portfolio and person. It changes with the phone number. */
  readonly userId: string | undefined;
  /** User id across business portfolios that Meta has linked, e.g. `BR.ENT.3K`. */
  readonly parentUserId: string | undefined;
  /** Username without "@". People change it, so do not use it as a key. */
  readonly username: string | undefined;
  /** WhatsApp id, in digits. It may differ from the phone number, in Brazil by the ninth digit. */
  readonly waId: string | undefined;
  /** Name that the person chose in WhatsApp: untrusted text. */
  readonly name: string | undefined;
  readonly raw: unknown;
}

/** A message to the business. */
export interface MessageEvent extends Origin, Claimable {
  readonly kind: "message";
  readonly contact: Contact | undefined;
  readonly message: Message;
}

export interface Message {
  /** `wamid...`; the same in every delivery of this message. */
  readonly id: string;
  /** Phone number; undefined if Meta does not show it to the business. */
  readonly from: string | undefined;
  /** Business-scoped user id of the sender; in every message since April 2026. */
  readonly fromUserId: string | undefined;
  readonly fromParentUserId: string | undefined;
  /** Group id; only in groups. */
  readonly groupId: string | undefined;
  readonly timestamp: Date | undefined;
  /** `text`, `image`, `interactive`, `order` and so on; a tapped ice breaker arrives as `text`. */
  readonly type: string | undefined;
  /** `text.body`, verbatim; undefined for other types (see `raw`). */
  readonly text: string | undefined;
  /** Referral; only in the first message after a click on an ad or a post. */
  readonly referral: Referral | undefined;
  /** Cart of a message of type `order`. */
  readonly order: CustomerOrder | undefined;
  /** Payment method for an order with one-click payment: `payment_method` of type `interactive`. */
  readonly paymentMethod: PaymentMethod | undefined;
  /** A change of the person's phone number or user id, of type `system`. */
  readonly system: SystemNotice | undefined;
  /** Reasons why Meta cannot deliver the message, of type `unsupported`; else none. */
  readonly errors: readonly ReportedError[];
  /**
   * True if Meta cannot deliver the message yet (131060), mostly after a click on an ad. The real message may follow with the same id,
   * often without the referral. A placeholder is therefore new each time, and never makes the real message a duplicate: keep it by its id,
   * reply to the person only when the real message arrives, and pass both to `restoreReferral`.
   */
  readonly isPlaceholder: boolean;
  readonly raw: Raw;
}

/**
 * A notice from WhatsApp about the person. After `user_changed_number` and `user_changed_user_id`, move your data from `previousUserId`
 * to `userId`.
 */
export interface SystemNotice {
  /** `user_changed_number`, `user_changed_user_id`. */
  readonly type: string | undefined;
  /** Text of the notice. */
  readonly body: string | undefined;
  /** New WhatsApp id. */
  readonly waId: string | undefined;
  readonly userId: string | undefined;
  readonly previousUserId: string | undefined;
  readonly parentUserId: string | undefined;
  readonly previousParentUserId: string | undefined;
  readonly raw: Raw;
}

/**
 * Source of the person's first message. No field is guaranteed: Meta omits `ctwa_clid` for ads in WhatsApp Status, the image URL is present
 * for images only, and the video and thumbnail URLs for videos only.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/text
 */
export interface Referral {
  readonly sourceUrl: string | undefined;
  /** Ad id, if `sourceType` is `ad`. */
  readonly sourceId: string | undefined;
  /** `ad` or `post`, the documented values; a referral without it is about an ad. */
  readonly sourceType: string | undefined;
  readonly headline: string | undefined;
  readonly body: string | undefined;
  /** `image` or `video`. */
  readonly mediaType: string | undefined;
  readonly imageUrl: string | undefined;
  readonly videoUrl: string | undefined;
  readonly thumbnailUrl: string | undefined;
  /** Click id. */
  readonly ctwaClid: string | undefined;
  /** Only on Meta's page about welcome message sequences, which does not describe it. */
  readonly ref: string | undefined;
  /** Welcome message of the ad, as the person saw it. */
  readonly welcomeMessage: { readonly text: string | undefined } | undefined;
  readonly raw: Raw;
}

/**
 * A cart that a person sent from the catalog. It is not an `order_details` message, and its prices are not verified.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/order
 */
export interface CustomerOrder {
  readonly catalogId: string | undefined;
  /** Text of the person; empty in Meta's documentation. */
  readonly text: string | undefined;
  readonly items: readonly CustomerOrderItem[];
  readonly raw: Raw;
}

export interface CustomerOrderItem {
  readonly productRetailerId: string | undefined;
  readonly quantity: number | undefined;
  /** Unit price in whole units of the currency: the exact digits from Meta (`30.10`), without floating point. */
  readonly itemPrice: string | undefined;
  /** ISO 4217. */
  readonly currency: string | undefined;
  readonly raw: Raw;
}

/**
 * The person chose to pay an order with a stored card. Meta's sample has no amount and no outcome: rely on neither.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-br/one-click-payments
 */
export interface PaymentMethod {
  /** `offsite_card_pay`. */
  readonly paymentMethod: string | undefined;
  readonly paymentTimestamp: Date | undefined;
  /** Reference id of the `order_details` message. */
  readonly referenceId: string | undefined;
  readonly lastFourDigits: string | undefined;
  readonly credentialId: string | undefined;
  readonly raw: Raw;
}

/** A status of a message from the business. */
export interface StatusEvent extends Origin, Claimable {
  readonly kind: "status";
  readonly contact: Contact | undefined;
  readonly status: MessageStatus;
}

/**
 * Payments in India come as statuses too (`raw.type` is `payment`, `status` is `captured` or `pending`); their own fields stay in `raw`.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
 */
export interface MessageStatus {
  /** Id of the message. */
  readonly id: string;
  /** `sent`, `delivered`, `read`, `failed`. */
  readonly status: string;
  readonly timestamp: Date | undefined;
  /** Phone number, or group id in groups; undefined if the message went to a user id and the number is not known. */
  readonly recipientId: string | undefined;
  /** Business-scoped user id of the recipient; missing on `failed` if the message went to a phone number. */
  readonly recipientUserId: string | undefined;
  /** Also read from the older names `parent_recipient_user_id` and `parent_user_id`. */
  readonly recipientParentUserId: string | undefined;
  /** `group` for a message to a group; the participant is then the person of this status. */
  readonly recipientType: string | undefined;
  /** Phone number of the participant. */
  readonly recipientParticipantId: string | undefined;
  readonly recipientParticipantUserId: string | undefined;
  readonly recipientParticipantParentUserId: string | undefined;
  /** `biz_opaque_callback_data` of the message. Only statuses return it. */
  readonly bizOpaqueCallbackData: string | undefined;
  /** Reasons for a failure; else none. */
  readonly errors: readonly ReportedError[];
  readonly raw: Raw;
}

/**
 * An error of Meta's systems, the app or the account that belongs to no message.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/errors
 */
export interface ErrorEvent extends Origin {
  readonly kind: "error";
  /** Webhook field: `messages`. */
  readonly field: string;
  readonly error: ReportedError;
}

/** An error of Meta's with its meaning. Rely on `code` and `details`, since Meta changes titles. */
export interface ReportedError extends Pick<ErrorMeaning, "kind" | "retry" | "advice"> {
  readonly code: number | undefined;
  readonly title: string | undefined;
  /** Same as the title, according to Meta's page. */
  readonly message: string | undefined;
  /** `error_data.details`, or `details` beside the code. */
  readonly details: string | undefined;
  /** Meta's page of error codes. */
  readonly href: string | undefined;
  readonly raw: Raw;
}

/** A contact without a message or status in the same change. */
export interface ContactEvent extends Origin {
  readonly kind: "contact";
  readonly contact: Contact;
}

/** Anything else, unparsed: a change, entry or element without a type here. */
export interface OtherEvent {
  readonly kind: "other";
  readonly wabaId: string | undefined;
  /** Webhook field, e.g. `account_update`. */
  readonly field: string | undefined;
  readonly raw: unknown;
}
