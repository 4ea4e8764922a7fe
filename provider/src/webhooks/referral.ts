import type { Message, MessageEvent, Referral } from "./events";
import { fieldOf, objectAt, textAt, type JsonCursor } from "./json-cursor";

export function referralAt(place: JsonCursor): Referral | undefined {
  const raw = objectAt(place);
  if (raw === undefined) return undefined;
  const text = (key: string): string | undefined => textAt(fieldOf(place, key));
  const welcomeMessage = fieldOf(place, "welcome_message");
  return {
    sourceUrl: text("source_url"),
    sourceId: text("source_id"),
    sourceType: text("source_type"),
    headline: text("headline"),
    body: text("body"),
    mediaType: text("media_type"),
    imageUrl: text("image_url"),
    videoUrl: text("video_url"),
    thumbnailUrl: text("thumbnail_url"),
    ctwaClid: text("ctwa_clid"),
    ref: text("ref"),
    welcomeMessage:
      objectAt(welcomeMessage) === undefined ? undefined : { text: textAt(fieldOf(welcomeMessage, "text")) },
    raw,
  };
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
