import { createHmac } from "node:crypto";
import type { MessageEvent, StatusEvent } from "../events";

export const appSecret = "an-app-secret-for-tests";

export function sign(body: Uint8Array | string, secret = appSecret): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

export function signedHeaders(body: Uint8Array | string): Readonly<Record<string, string>> {
  return {
    "X-Hub-Signature-256": sign(body),
  };
}

/** Referral of Meta's page about welcome message sequences, with all keys of that page and of the reference. */
export const referral = {
  source_url: "https://fb.me/3cr4Wqqkv",
  source_id: "120226305854810726",
  source_type: "ad",
  headline: "Chat with us",
  body: "Summer Succulents are here!",
  media_type: "image",
  image_url: "https://scontent.xx.fbcdn.net/v/t45.1",
  video_url: "https://example.com/video.mp4",
  thumbnail_url: "https://example.com/thumbnail.jpg",
  ctwa_clid: "Aff-n8ZTODiE79d22KtAwQKj9e_mIEOOj27vDVwFjN80dp4",
  ref: "REF_ID",
  welcome_message: { text: "Hi there! Let us know how we can help!" },
};

export function message(id = "wamid.1", more: object = { referral }) {
  return {
    from: "16505551234",
    id,
    timestamp: "1750269342",
    type: "text",
    text: { body: "Hello! Can I get more info on this?" },
    ...more,
  };
}

const written = { from: "16505551234", timestamp: "1750096325" };

/** Builds a cart message as in Meta's webhook specification. */
export function cart(order: unknown) {
  return { ...written, id: "wamid.cart", type: "order", order };
}

/** Payment method of Meta's page about one-click payments. */
export const oneClick = {
  payment_method: "offsite_card_pay",
  payment_timestamp: 1726170122,
  reference_id: "pix_test_webhook",
  last_four_digits: "5235",
  credential_id: "1234567",
};

export function paymentStatus(method: unknown = oneClick) {
  return {
    ...written,
    id: "wamid.paid",
    type: "interactive",
    interactive: { type: "payment_method", payment_method: method },
  };
}

/** Builds an error as in Meta's webhooks. */
export function metaError(code: unknown, details = "Details of Meta's.") {
  return {
    code,
    title: `Title of ${String(code)}`,
    message: `Title of ${String(code)}`,
    error_data: { details },
    href: "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
  };
}

export function failedStatus(id: string, errors: unknown, more: object = {}) {
  return {
    id,
    status: "failed",
    timestamp: "1750269343",
    recipient_id: "5511999998888",
    errors,
    ...more,
  };
}

export function change(value: object, field = "messages") {
  return {
    value: {
      messaging_product: "whatsapp",
      metadata: { display_phone_number: "15550783881", phone_number_id: "106540352242922" },
      ...value,
    },
    field,
  };
}

export const contacts = [{ profile: { name: "Sheena Nelson" }, wa_id: "16505551234" }];

export function entry(...changes: readonly unknown[]) {
  return { id: "102290129340398", changes };
}

export function webhook(...entries: readonly unknown[]) {
  return { object: "whatsapp_business_account", entry: entries };
}

export function bodyOf(...messages: readonly unknown[]): string {
  return JSON.stringify(webhook(entry(change({ contacts, messages }))));
}

const origin = { wabaId: "1", phoneNumberId: "2", displayPhoneNumber: "3", contact: undefined };

export function messageEvent(id: string, more: Partial<MessageEvent["message"]> = {}): MessageEvent {
  return {
    kind: "message",
    ...origin,
    message: {
      id,
      from: undefined,
      fromUserId: undefined,
      fromParentUserId: undefined,
      groupId: undefined,
      timestamp: undefined,
      type: "text",
      text: undefined,
      referral: undefined,
      order: undefined,
      paymentMethod: undefined,
      system: undefined,
      errors: [],
      isPlaceholder: false,
      raw: {},
      ...more,
    },
  };
}

export function statusEvent(id: string, status: string, more: Partial<StatusEvent["status"]> = {}): StatusEvent {
  return {
    kind: "status",
    ...origin,
    status: {
      id,
      status,
      recipientId: "1",
      recipientUserId: undefined,
      recipientParentUserId: undefined,
      recipientType: undefined,
      recipientParticipantId: undefined,
      recipientParticipantUserId: undefined,
      recipientParticipantParentUserId: undefined,
      timestamp: undefined,
      bizOpaqueCallbackData: undefined,
      errors: [],
      raw: {},
      ...more,
    },
  };
}
