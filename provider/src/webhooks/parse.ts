import { z } from "zod";
import { parseBody } from "./body";
import { matchContacts, readContact, type Part } from "./contacts";
import { readError } from "./errors";
import type { Contact, MessageEvent, OtherEvent, Origin, StatusEvent, WebhookEvent } from "./events";
import { readMessage, readStatus } from "./message";
import {
  fieldOf,
  isAbsent,
  itemsAt,
  list,
  note,
  objectSchema,
  readObject,
  requiredList,
  requiredText,
  text,
  type JsonCursor,
  type Problem,
  type Raw,
} from "./json-cursor";

export interface ParsedWebhook {
  /** Events in the order of the body; within one change: messages, statuses, errors, then other contacts. */
  readonly events: readonly WebhookEvent[];
  /** Deviations from Meta's documentation, read as absent or kept as an `other` event; the first 1,000. */
  readonly problems: readonly Problem[];
  /** The whole body; undefined if it is not JSON. */
  readonly raw: unknown;
}

/**
 * Parses the events of a webhook's body. Never throws, and an invalid entry does not hide the others. Integers of 16 digits and more become
 * text, so that no digit of an id is lost, and so does every `item_price`. Values deeper than 100 levels become null and are reported as a
 * problem, so that `JSON.stringify` can write the result.
 */
export function parseWebhook(rawBody: Uint8Array | string): ParsedWebhook {
  const problems: Problem[] = [];
  const body: JsonCursor = { value: parseBody(rawBody, problems), path: "body", problems };
  return { events: body.value === undefined ? [] : eventsOf(body), problems, raw: body.value };
}

const bodySchema = objectSchema({
  object: z.literal("whatsapp_business_account", "is not whatsapp_business_account"),
  entry: requiredList,
});

function eventsOf(body: JsonCursor): WebhookEvent[] {
  const isWhatsApp = readObject(bodySchema, body)?.object !== undefined;
  const entries = itemsAt(fieldOf(body, "entry"));
  if (isWhatsApp) return entries.flatMap(eventsOfEntry);
  return entries.map(({ value }) => ({ kind: "other", wabaId: undefined, field: undefined, raw: value }));
}

const entrySchema = objectSchema({ id: requiredText, changes: requiredList });

function eventsOfEntry(entry: JsonCursor): WebhookEvent[] {
  const wabaId = readObject(entrySchema, entry)?.id;
  const events = itemsAt(fieldOf(entry, "changes")).flatMap((change) => eventsOfChange(change, wabaId));
  return events.length > 0 ? events : [{ kind: "other", wabaId, field: undefined, raw: entry.value }];
}

const changeSchema = objectSchema({ field: requiredText });

/** Lists in the value of the field `messages`. Each element becomes an event, or part of one. */
const lists: ReadonlySet<string> = new Set(["contacts", "messages", "statuses", "errors"]);

const valueSchema = objectSchema({
  messaging_product: z.unknown().optional(),
  metadata: z.unknown().optional(),
  contacts: list,
  messages: list,
  statuses: list,
  errors: list,
});

/** Returns the events of a change. Unknown content of the field `messages` is kept as an `other` event. */
function eventsOfChange(change: JsonCursor, wabaId: string | undefined): WebhookEvent[] {
  const field = readObject(changeSchema, change)?.field;
  const other: OtherEvent = { kind: "other", wabaId, field, raw: change.value };
  if (field !== "messages") return [other];
  const value = fieldOf(change, "value");
  if (isAbsent(value)) note(value, "is missing");
  const raw = readObject(valueSchema, value)?.raw;
  const events = eventsOfValue(value, wabaId);
  return raw !== undefined && isKnown(raw) && events.length > 0 ? events : [...events, other];
}

/** True if the events of its lists are all the content of a value. */
function isKnown(value: Raw): boolean {
  return Object.entries(value).every(([key, part]) =>
    lists.has(key) ? part === null || Array.isArray(part) : Object.hasOwn(valueSchema.shape, key),
  );
}

function eventsOfValue(value: JsonCursor, wabaId: string | undefined): WebhookEvent[] {
  const origin = readOrigin(fieldOf(value, "metadata"), wabaId);
  const otherwise = ({ value: raw }: JsonCursor): OtherEvent => ({ kind: "other", wabaId, field: "messages", raw });
  const messages = itemsAt(fieldOf(value, "messages")).map((at): MessageEvent | OtherEvent => {
    const message = readMessage(at);
    return message ? { kind: "message", ...origin, contact: undefined, message } : otherwise(at);
  });
  const statuses = itemsAt(fieldOf(value, "statuses")).map((at): StatusEvent | OtherEvent => {
    const status = readStatus(at);
    return status ? { kind: "status", ...origin, contact: undefined, status } : otherwise(at);
  });
  const errors = itemsAt(fieldOf(value, "errors")).map((at): WebhookEvent => {
    const error = readError(at, "status");
    return error ? { kind: "error", ...origin, field: "messages", error } : otherwise(at);
  });
  const [parts, others] = addContacts([...messages, ...statuses], itemsAt(fieldOf(value, "contacts")), origin);
  return [...parts, ...errors, ...others];
}

const metadataSchema = objectSchema({ phone_number_id: text, display_phone_number: text });

function readOrigin(metadata: JsonCursor, wabaId: string | undefined): Origin {
  const { phoneNumberId, displayPhoneNumber } = readObject(metadataSchema, metadata) ?? {};
  return { wabaId, phoneNumberId, displayPhoneNumber };
}

/** Limit on a contact, which is repeated in each message of the person. Meta's contacts have about 300 characters. */
const maxContactCharacters = 2048;

/** Adds contacts to their events. Returns the others as separate events. */
function addContacts(
  parts: readonly Part[],
  cursors: readonly JsonCursor[],
  origin: Origin,
): readonly [readonly Part[], readonly WebhookEvent[]] {
  const contacts = new Map<string, { readonly at: JsonCursor; readonly contact: Contact }>();
  const others: WebhookEvent[] = [];
  for (const at of cursors) {
    const contact = readContact(at);
    if (contact === undefined) {
      others.push({ kind: "other", wabaId: origin.wabaId, field: "messages", raw: at.value });
    } else if (JSON.stringify(contact.raw).length > maxContactCharacters) {
      note(at, `is larger than ${maxContactCharacters} characters; it is returned as a separate event`);
      others.push({ kind: "contact", ...origin, contact });
    } else if (!contacts.has(fingerprintOf(contact))) contacts.set(fingerprintOf(contact), { at, contact });
  }
  const distinct = Array.from(contacts.values());
  const contactOf = matchContacts(
    distinct.map(({ contact }) => contact),
    parts,
  );
  const matched = new Set(contactOf.values());
  for (const { at, contact } of distinct.filter(({ contact }) => !matched.has(contact))) {
    note(at, "belongs to no message or status; it is returned as a separate event");
    others.push({ kind: "contact", ...origin, contact });
  }
  return [parts.map((part) => (part.kind === "other" ? part : { ...part, contact: contactOf.get(part) })), others];
}

/** Identifies a contact, since a batch may repeat it for each of the person's messages. */
function fingerprintOf({ userId, parentUserId, username, waId, name }: Contact): string {
  return JSON.stringify([userId, parentUserId, username, waId, name]);
}
