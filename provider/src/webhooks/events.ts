import type { ErrorMeaning } from "../schema/error-codes";
import type { Raw } from "./place";

/** What a webhook tells, one thing at a time. Names are Meta's in camelCase; `raw` holds Meta's own object with every key it had. */
export type WebhookEvent = MessageEvent | StatusEvent | ErrorEvent | OtherEvent;

/** The business number at which something happened; undefined is what Meta did not tell. */
export interface Origin {
  /** The WhatsApp Business Account. */
  readonly wabaId: string | undefined;
  readonly phoneNumberId: string | undefined;
  readonly displayPhoneNumber: string | undefined;
}

/** The person. A WhatsApp id and a phone number may differ. */
export interface Contact {
  readonly waId: string | undefined;
  /** As the person wrote it in WhatsApp: not to be trusted. */
  readonly name: string | undefined;
  readonly raw: unknown;
}

/** Somebody wrote to the business. */
export interface MessageEvent extends Origin {
  readonly kind: "message";
  readonly contact: Contact | undefined;
  readonly message: Message;
}

export interface Message {
  /** `wamid...`; the same in every delivery of this message. */
  readonly id: string;
  readonly from: string | undefined;
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
  /** Why Meta cannot give the message, of type `unsupported`; else none. */
  readonly errors: readonly ReportedError[];
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
  /** `ad` or `post`. */
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
export interface StatusEvent extends Origin {
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
  readonly recipientId: string | undefined;
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
  /** `error_data.details`. */
  readonly details: string | undefined;
  /** Meta's page of error codes. */
  readonly href: string | undefined;
  readonly raw: Raw;
}

/** All else, as it came: the whole change, entry or element that has no type of its own here. */
export interface OtherEvent {
  readonly kind: "other";
  readonly wabaId: string | undefined;
  /** The webhook field that it came under, e.g. `account_update`. */
  readonly field: string | undefined;
  readonly raw: unknown;
}
