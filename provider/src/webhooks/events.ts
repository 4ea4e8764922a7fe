import type { Raw } from "./place";

/** What a webhook tells, one thing at a time. Names are Meta's in camelCase; `raw` holds Meta's own object with every key it had. */
export type WebhookEvent = MessageEvent | StatusEvent | OtherEvent;

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

/** What became of a message of the business. */
export interface StatusEvent extends Origin {
  readonly kind: "status";
  readonly contact: Contact | undefined;
  readonly status: MessageStatus;
}

export interface MessageStatus {
  /** Id of the message it is about. */
  readonly id: string;
  /** `sent`, `delivered`, `read`, `failed`. */
  readonly status: string;
  readonly timestamp: Date | undefined;
  readonly recipientId: string | undefined;
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
