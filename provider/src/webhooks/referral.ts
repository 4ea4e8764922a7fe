import type { Message, MessageEvent, Referral } from "./events";
import { fieldOf, objectSchema, readObject, text, type JsonCursor } from "./json-cursor";

const referralSchema = objectSchema({
  source_url: text,
  source_id: text,
  source_type: text,
  headline: text,
  body: text,
  media_type: text,
  image_url: text,
  video_url: text,
  thumbnail_url: text,
  ctwa_clid: text,
  ref: text,
});

const welcomeMessageSchema = objectSchema({ text });

export function readReferral(at: JsonCursor): Referral | undefined {
  const fields = readObject(referralSchema, at);
  if (fields === undefined) return undefined;
  const welcomeMessage = readObject(welcomeMessageSchema, fieldOf(at, "welcome_message"));
  return { ...fields, welcomeMessage: welcomeMessage && { text: welcomeMessage.text } };
}

/**
 * Adds the referral of a placeholder (`isPlaceholder`) to the real message, which arrives later with the same id, unless it has its own.
 * `placeholder` is the `message` that you kept of that event, at least its `id` and `referral`. Without one, or with another id, returns
 * the event unchanged, so you can call this for every message.
 */
export function restoreReferral(
  event: MessageEvent,
  placeholder: Pick<Message, "id" | "referral"> | undefined,
): MessageEvent {
  const { message } = event;
  if (placeholder?.id !== message.id || message.referral !== undefined) return event;
  return { ...event, message: { ...message, referral: placeholder.referral } };
}
