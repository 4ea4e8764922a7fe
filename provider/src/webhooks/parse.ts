import { parseExactJson } from "../schema/exact-json";
import { contactAt, matchContacts } from "./contacts";
import { errorAt } from "./errors";
import type { Contact, MessageEvent, OtherEvent, Origin, StatusEvent, WebhookEvent } from "./events";
import { messageAt, statusAt } from "./message";
import { cutDeepParts } from "./nesting";
import { withExactPrices } from "./order";
import {
  fieldOf,
  isAbsent,
  itemsAt,
  note,
  objectAt,
  requiredTextAt,
  textAt,
  type JsonCursor,
  type Problem,
} from "./json-cursor";

export interface ParsedWebhook {
  /** Events in the order of the body; within one change: messages, statuses, errors, then other contacts. */
  readonly events: readonly WebhookEvent[];
  /** Deviations from Meta's documentation, read as absent or kept as an `other` event; the first 1,000. */
  readonly problems: readonly Problem[];
  /** The whole body; undefined if it is not JSON. */
  readonly raw: unknown;
}

/** Limit on nesting. Meta's bodies have about 15 levels. */
const maxLevels = 100;

/**
 * Parses the events of a webhook's body. Never throws, and an invalid entry does not hide the others. Integers of 16 digits and more become
 * text, so that no digit of an id is lost, and so does every `item_price`. Values deeper than 100 levels become null and are reported as a
 * problem, so that `JSON.stringify` can write the result.
 */
export function parseWebhook(rawBody: Uint8Array | string): ParsedWebhook {
  const problems: Problem[] = [];
  const body: JsonCursor = { value: jsonOf(rawBody, problems), path: "body", problems };
  return { events: body.value === undefined ? [] : eventsOf(body), problems, raw: body.value };
}

function jsonOf(rawBody: Uint8Array | string, problems: Problem[]): unknown {
  try {
    const json = parseExactJson(withExactPrices(textOf(rawBody, problems)));
    if (cutDeepParts(json, maxLevels)) {
      problems.push({
        path: "body",
        reason: `is nested deeper than ${maxLevels} levels; deeper values were replaced by null`,
      });
    }
    return json;
  } catch {
    problems.push({ path: "body", reason: "is not JSON" });
    return undefined;
  }
}

function textOf(rawBody: Uint8Array | string, problems: Problem[]): string {
  if (typeof rawBody === "string") return rawBody.replace(/^\ufeff/, "");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(rawBody);
  } catch {
    problems.push({ path: "body", reason: "contains invalid UTF-8, which was replaced by U+FFFD" });
    return new TextDecoder().decode(rawBody);
  }
}

function eventsOf(body: JsonCursor): WebhookEvent[] {
  objectAt(body);
  const object = fieldOf(body, "object");
  const entry = fieldOf(body, "entry");
  if (isAbsent(entry)) note(entry, "is missing");
  if (object.value === "whatsapp_business_account") return itemsAt(entry).flatMap(eventsOfEntry);
  note(object, "is not whatsapp_business_account");
  return itemsAt(entry).map(({ value }) => ({ kind: "other", wabaId: undefined, field: undefined, raw: value }));
}

function eventsOfEntry(entry: JsonCursor): WebhookEvent[] {
  objectAt(entry);
  const wabaId = requiredTextAt(fieldOf(entry, "id"));
  const changes = fieldOf(entry, "changes");
  if (isAbsent(changes)) note(changes, "is missing");
  const events = itemsAt(changes).flatMap((change) => eventsOfChange(change, wabaId));
  return events.length > 0 ? events : [{ kind: "other", wabaId, field: undefined, raw: entry.value }];
}

/** Lists of the field `messages`. Each element becomes an event, or part of one. */
const lists = ["contacts", "messages", "statuses", "errors"];
const typedKeys = new Set(["messaging_product", "metadata", ...lists]);

/** Returns the events of a change. Unknown content of the field `messages` is kept as an `other` event. */
function eventsOfChange(change: JsonCursor, wabaId: string | undefined): WebhookEvent[] {
  const field = requiredTextAt(fieldOf(change, "field"));
  const other: OtherEvent = { kind: "other", wabaId, field, raw: change.value };
  if (field !== "messages") return [other];
  const value = fieldOf(change, "value");
  if (isAbsent(value)) note(value, "is missing");
  const events = eventsOfValue(value, wabaId);
  return isTyped(value) && events.length > 0 ? events : [...events, other];
}

function isTyped(value: JsonCursor): boolean {
  return (
    Object.keys(objectAt(value) ?? {}).every((key) => typedKeys.has(key)) &&
    lists.map((key) => fieldOf(value, key)).every((list) => isAbsent(list) || Array.isArray(list.value))
  );
}

function eventsOfValue(value: JsonCursor, wabaId: string | undefined): WebhookEvent[] {
  const origin = originAt(fieldOf(value, "metadata"), wabaId);
  const otherwise = ({ value: raw }: JsonCursor): OtherEvent => ({ kind: "other", wabaId, field: "messages", raw });
  const messages = itemsAt(fieldOf(value, "messages")).map((place): MessageEvent | OtherEvent => {
    const message = messageAt(place);
    return message ? { kind: "message", ...origin, contact: undefined, message } : otherwise(place);
  });
  const statuses = itemsAt(fieldOf(value, "statuses")).map((place): StatusEvent | OtherEvent => {
    const status = statusAt(place);
    return status ? { kind: "status", ...origin, contact: undefined, status } : otherwise(place);
  });
  const errors = itemsAt(fieldOf(value, "errors")).map((place): WebhookEvent => {
    const error = errorAt(place);
    return error ? { kind: "error", ...origin, field: "messages", error } : otherwise(place);
  });
  const [parts, others] = addContacts([...messages, ...statuses], itemsAt(fieldOf(value, "contacts")), origin);
  return [...parts, ...errors, ...others];
}

function originAt(metadata: JsonCursor, wabaId: string | undefined): Origin {
  return {
    wabaId,
    phoneNumberId: textAt(fieldOf(metadata, "phone_number_id")),
    displayPhoneNumber: textAt(fieldOf(metadata, "display_phone_number")),
  };
}

type Part = MessageEvent | StatusEvent | OtherEvent;

/** Limit on a contact, which is repeated in each message of the person. Meta's contacts have about 300 characters. */
const maxContactCharacters = 2048;

/** Adds contacts to their events. Returns the others as separate events. */
function addContacts(
  parts: readonly Part[],
  places: readonly JsonCursor[],
  origin: Origin,
): readonly [readonly Part[], readonly WebhookEvent[]] {
  const contacts = new Map<string, { readonly place: JsonCursor; readonly contact: Contact }>();
  const others: WebhookEvent[] = [];
  for (const place of places) {
    const contact = contactAt(place);
    if (contact === undefined) {
      others.push({ kind: "other", wabaId: origin.wabaId, field: "messages", raw: place.value });
    } else if (JSON.stringify(contact.raw).length > maxContactCharacters) {
      note(place, `is larger than ${maxContactCharacters} characters; it is returned as a separate event`);
      others.push({ kind: "contact", ...origin, contact });
    } else if (!contacts.has(fingerprintOf(contact))) contacts.set(fingerprintOf(contact), { place, contact });
  }
  const distinct = Array.from(contacts.values());
  const contactOf = matchContacts(
    distinct.map(({ contact }) => contact),
    parts,
  );
  const matched = new Set(contactOf.values());
  for (const { place, contact } of distinct.filter(({ contact }) => !matched.has(contact))) {
    note(place, "belongs to no message or status; it is returned as a separate event");
    others.push({ kind: "contact", ...origin, contact });
  }
  return [parts.map((part) => (part.kind === "other" ? part : { ...part, contact: contactOf.get(part) })), others];
}

/** Identifies a contact, since a batch may repeat it for each of the person's messages. */
function fingerprintOf({ userId, parentUserId, username, waId, name }: Contact): string {
  return JSON.stringify([userId, parentUserId, username, waId, name]);
}
