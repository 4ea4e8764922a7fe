import type { ErrorMeaning } from "../schema/error-codes";
import type { Raw } from "./json-cursor";

/**
 * One thing that a webhook reports. Names are Meta's in camelCase; `raw` holds Meta's own object with every key it had. Events can go
 * through JSON: dates become ISO text, and absent values disappear.
 */
export type WebhookEvent = MessageEvent | StatusEvent | ErrorEvent | ContactEvent | OtherEvent;

/** The business number at which something happened; undefined is what Meta did not tell. */
export interface Origin {
  /** The WhatsApp Business Account. */
  readonly wabaId: string | undefined;
  readonly phoneNumberId: string | undefined;
  readonly displayPhoneNumber: string | undefined;
}

/** An event that can be claimed (see `deduplicate`). */
interface Claimable {
  /** Identifies the claim under which `receive` returned the event with a store; absent without one. `releaseClaim` needs it. */
  readonly claimId?: string;
}

/**
 * The person. Key people on `userId`, keep a map from it to `waId`, and change the key when a system message says so: the phone number
 * is missing for people who hide it.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */
export interface Contact {
  /** Business-scoped user id, `BR.7Q2`: one for each pair of business portfolio and person; a new one when the phone number changes. */
  readonly userId: string | undefined;
  /** The same across business portfolios that Meta has linked, `BR.ENT.3K`. */
  readonly parentUserId: string | undefined;
  /** Without "@". People change it: show it, never key on it. */
  readonly username: string | undefined;
  /** Digits; may differ from the phone number, in Brazil by the ninth digit. */
  readonly waId: string | undefined;
  /** As the person wrote it in WhatsApp: not to be trusted. */
  readonly name: string | undefined;
  readonly raw: unknown;
}

/** Somebody wrote to the business. */
export interface MessageEvent extends Origin, Claimable {
  readonly kind: "message";
  readonly contact: Contact | undefined;
  readonly message: Message;
}

export interface Message {
  /** `wamid...`; the same in every delivery of this message. */
  readonly id: string;
  /** The phone number; undefined when Meta does not show it to the business. */
  readonly from: string | undefined;
  /** Business-scoped user id of the sender; in every message since April 2026. */
  readonly fromUserId: string | undefined;
  readonly fromParentUserId: string | undefined;
  /** Only in groups. */
  readonly groupId: string | undefined;
  readonly timestamp: Date | undefined;
  /** `text`, `image`, `interactive`, `order` and so on; a tapped ice breaker arrives as `text`. */
  readonly type: string | undefined;
  /** `text.body`, verbatim; undefined for other types, which `raw` holds. */
  readonly text: string | undefined;
  /** Only in the first message after a click on an ad or a post. */
  readonly referral: Referral | undefined;
  /** What the person put into the cart, of type `order`. */
  readonly order: CustomerOrder | undefined;
  /** How the person chose to pay for an order with one click: type `interactive`, in it `payment_method`. */
  readonly paymentMethod: PaymentMethod | undefined;
  /** A change of the person's phone number or user id, of type `system`. */
  readonly system: SystemNotice | undefined;
  /** Why Meta cannot give the message, of type `unsupported`; else none. */
  readonly errors: readonly ReportedError[];
  /**
   * True when Meta cannot give the message yet (131060), mostly after a click on an ad. The real message may follow with the same id,
   * often without the referral. So a placeholder is new each time, and never makes the real message a duplicate: keep it by its id,
   * answer the person only once the real message is there, and give both to `restoreReferral`.
   */
  readonly isPlaceholder: boolean;
  readonly raw: Raw;
}

/**
 * Something that WhatsApp says about the person. After `user_changed_number` and `user_changed_user_id`, move what you keep under
 * `previousUserId` to `userId`.
 */
export interface SystemNotice {
  /** `user_changed_number`, `user_changed_user_id`. */
  readonly type: string | undefined;
  /** A sentence for people. */
  readonly body: string | undefined;
  /** The new number. */
  readonly waId: string | undefined;
  readonly userId: string | undefined;
  readonly previousUserId: string | undefined;
  readonly parentUserId: string | undefined;
  readonly previousParentUserId: string | undefined;
  readonly raw: Raw;
}

/**
 * Where the person came from. No key is certain: Meta leaves `ctwa_clid` out for ads in WhatsApp Status, the image's address is there
 * for images only, the video's and thumbnail's for videos only.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/text
 */
export interface Referral {
  readonly sourceUrl: string | undefined;
  /** The id of the ad, when `sourceType` is `ad`. */
  readonly sourceId: string | undefined;
  /** `ad` or `post`; Meta names no other, and a referral without it names an ad. */
  readonly sourceType: string | undefined;
  readonly headline: string | undefined;
  readonly body: string | undefined;
  /** `image` or `video`. */
  readonly mediaType: string | undefined;
  readonly imageUrl: string | undefined;
  readonly videoUrl: string | undefined;
  readonly thumbnailUrl: string | undefined;
  /** The click's id. */
  readonly ctwaClid: string | undefined;
  /** On Meta's page about welcome message sequences only, which does not say what it holds. */
  readonly ref: string | undefined;
  /** The ad's greeting, as the person saw it. */
  readonly welcomeMessage: { readonly text: string | undefined } | undefined;
  readonly raw: Raw;
}

/**
 * A cart that a person sent from the catalog. It is no `order_details` message, and nobody has checked its prices.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/order
 */
export interface CustomerOrder {
  readonly catalogId: string | undefined;
  /** What the person wrote to it; Meta documents an empty text. */
  readonly text: string | undefined;
  readonly items: readonly CustomerOrderItem[];
  readonly raw: Raw;
}

export interface CustomerOrderItem {
  readonly productRetailerId: string | undefined;
  readonly quantity: number | undefined;
  /** Price of one, in the currency's whole units: the digits as Meta wrote them (`30.10`), never through floating point. */
  readonly itemPrice: string | undefined;
  /** ISO 4217. */
  readonly currency: string | undefined;
  readonly raw: Raw;
}

/**
 * The person chose to pay an order with a stored card. Meta's sample brings no amount and no outcome: take neither for granted.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-br/one-click-payments
 */
export interface PaymentMethod {
  /** `offsite_card_pay`. */
  readonly paymentMethod: string | undefined;
  readonly paymentTimestamp: Date | undefined;
  /** Of the order's `order_details` message. */
  readonly referenceId: string | undefined;
  readonly lastFourDigits: string | undefined;
  readonly credentialId: string | undefined;
  readonly raw: Raw;
}

/** What became of a message of the business. */
export interface StatusEvent extends Origin, Claimable {
  readonly kind: "status";
  readonly contact: Contact | undefined;
  readonly status: MessageStatus;
}

/**
 * Payments in India come as statuses too (`raw.type` is `payment`, `status` is `captured` or `pending`); what is theirs stays in `raw`.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
 */
export interface MessageStatus {
  /** Id of the message it is about. */
  readonly id: string;
  /** `sent`, `delivered`, `read`, `failed`. */
  readonly status: string;
  readonly timestamp: Date | undefined;
  /** The phone number, in groups the group; undefined when the message went to a user id and the number is not known. */
  readonly recipientId: string | undefined;
  /** Business-scoped user id of the recipient; missing on `failed` when the message went to a phone number. */
  readonly recipientUserId: string | undefined;
  /** Also from its older names `parent_recipient_user_id` and `parent_user_id`. */
  readonly recipientParentUserId: string | undefined;
  /** `group` for a message to a group; then the participant is the person whom this status is about. */
  readonly recipientType: string | undefined;
  /** The participant's phone number. */
  readonly recipientParticipantId: string | undefined;
  readonly recipientParticipantUserId: string | undefined;
  readonly recipientParticipantParentUserId: string | undefined;
  /** What the business gave the message as `biz_opaque_callback_data`. Statuses alone bring it back. */
  readonly bizOpaqueCallbackData: string | undefined;
  /** Why it failed; else none. */
  readonly errors: readonly ReportedError[];
  readonly raw: Raw;
}

/**
 * Something that Meta could not do because of its own system, of the app or of the account; it belongs to no message.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/errors
 */
export interface ErrorEvent extends Origin {
  readonly kind: "error";
  /** The webhook field that it came under: `messages`. */
  readonly field: string;
  readonly error: ReportedError;
}

/** An error in Meta's words, with what it means. Build on `code` and `details`: Meta changes titles. */
export interface ReportedError extends Pick<ErrorMeaning, "kind" | "retry" | "advice"> {
  readonly code: number | undefined;
  readonly title: string | undefined;
  /** By Meta's page the same as the title. */
  readonly message: string | undefined;
  /** `error_data.details`, or `details` beside the code. */
  readonly details: string | undefined;
  /** Meta's page of error codes. */
  readonly href: string | undefined;
  readonly raw: Raw;
}

/** A contact that belongs to no message and no status of its change. */
export interface ContactEvent extends Origin {
  readonly kind: "contact";
  readonly contact: Contact;
}

/** All else, as it came: the whole change, entry or element that has no type of its own here. */
export interface OtherEvent {
  readonly kind: "other";
  readonly wabaId: string | undefined;
  /** The webhook field that it came under, e.g. `account_update`. */
  readonly field: string | undefined;
  readonly raw: unknown;
}
