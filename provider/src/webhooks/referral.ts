import type { Referral } from "./events";
import { fieldOf, objectAt, textAt, type Place } from "./place";

export function referralAt(place: Place): Referral | undefined {
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
