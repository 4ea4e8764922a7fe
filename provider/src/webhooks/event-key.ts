import { createHash } from "node:crypto";
import type { MessageEvent, StatusEvent, WebhookEvent } from "./events";

/**
 * Identifies an event across deliveries; undefined for an event that counts as new each time. Up to about 300 characters. An event that was
 * serialized to JSON has the same key. In doubt, two events are different:
 * - A message: its id, business number, type, sender and group. A placeholder (`isPlaceholder`) has no key, so that the real message is
 *   not taken for a duplicate.
 * - A status, which has no id of its own: its whole content, i.e. message, status, time, recipient and participant, errors, payment
 *   attempt.
 * - Errors, contacts and other events have no key.
 */
export function eventKey(event: WebhookEvent): string | undefined {
  switch (event.kind) {
    case "message":
      return event.message.isPlaceholder ? undefined : messageKey(event);
    case "status":
      return statusKey(event);
    case "error":
    case "contact":
    case "other":
      return undefined;
    default:
      return event satisfies never;
  }
}

function messageKey({ phoneNumberId, message }: MessageEvent): string {
  const { id, type, from, fromUserId, fromParentUserId, groupId } = message;
  return `message:${shorten(id)}:${digestOf([id, phoneNumberId, type, from, fromUserId, fromParentUserId, groupId])}`;
}

function statusKey({ phoneNumberId, status }: StatusEvent): string {
  return `status:${shorten(status.id)}:${shorten(status.status)}:${digestOf([phoneNumberId, status.raw])}`;
}

/** Shortens text for readers of the store. The digest distinguishes keys that are shortened to the same text. */
function shorten(text: string): string {
  return text.slice(0, 100);
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("base64url");
}
