import type { Contact, Message, MessageStatus, OtherEvent, Origin, WebhookEvent } from "./events";
import { parseExactJson } from "../schema/exact-json";
import { errorAt, errorsAt } from "./errors";
import { orderAt, paymentMethodAt, withExactPrices } from "./order";
import {
  fieldOf,
  isAbsent,
  itemsAt,
  note,
  objectAt,
  requiredTextAt,
  textAt,
  timeAt,
  type Place,
  type Problem,
} from "./place";
import { referralAt } from "./referral";

export interface ParsedWebhook {
  /** In the order of the body; within one change messages come before statuses, and both before errors. */
  readonly events: readonly WebhookEvent[];
  /** What was not as Meta documents it, and was read as absent or kept as an `other` event; the first 1,000. */
  readonly problems: readonly Problem[];
  /** The whole body; undefined when it is not JSON. */
  readonly raw: unknown;
}

/**
 * The events in a webhook's body. Whatever the bytes are it throws nothing, and one odd entry does not hide the others. Integers of 16
 * digits and more become text, so that no digit of an id is lost, and so does every `item_price`.
 */
export function parseWebhook(rawBody: Uint8Array | string): ParsedWebhook {
  const problems: Problem[] = [];
  const body: Place = { value: jsonOf(rawBody, problems), path: "body", problems };
  return { events: body.value === undefined ? [] : eventsOf(body), problems, raw: body.value };
}

function jsonOf(rawBody: Uint8Array | string, problems: Problem[]): unknown {
  try {
    return parseExactJson(withExactPrices(typeof rawBody === "string" ? rawBody : textOf(rawBody, problems)));
  } catch {
    problems.push({ path: "body", reason: "is not JSON" });
    return undefined;
  }
}

function textOf(bytes: Uint8Array, problems: Problem[]): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    problems.push({ path: "body", reason: "is not UTF-8 throughout; U+FFFD stands for what is not" });
    return new TextDecoder().decode(bytes);
  }
}

function eventsOf(body: Place): WebhookEvent[] {
  objectAt(body);
  const object = fieldOf(body, "object");
  const entry = fieldOf(body, "entry");
  if (isAbsent(entry)) note(entry, "is missing");
  if (object.value === "whatsapp_business_account") return itemsAt(entry).flatMap(eventsOfEntry);
  note(object, "is not whatsapp_business_account");
  return itemsAt(entry).map(({ value }) => ({ kind: "other", wabaId: undefined, field: undefined, raw: value }));
}

function eventsOfEntry(entry: Place): WebhookEvent[] {
  objectAt(entry);
  const wabaId = requiredTextAt(fieldOf(entry, "id"));
  const changes = fieldOf(entry, "changes");
  if (isAbsent(changes)) note(changes, "is missing");
  const events = itemsAt(changes).flatMap((change) => eventsOfChange(change, wabaId));
  return events.length > 0 ? events : [{ kind: "other", wabaId, field: undefined, raw: entry.value }];
}

/** What a change of the field `messages` may hold; more than that is kept as an `other` event beside. */
const typedKeys = new Set(["messaging_product", "metadata", "contacts", "messages", "statuses", "errors"]);

function eventsOfChange(change: Place, wabaId: string | undefined): WebhookEvent[] {
  const field = requiredTextAt(fieldOf(change, "field"));
  const other: OtherEvent = { kind: "other", wabaId, field, raw: change.value };
  if (field !== "messages") return [other];
  const value = fieldOf(change, "value");
  if (isAbsent(value)) note(value, "is missing");
  const events = eventsOfValue(value, wabaId);
  const isTyped = Object.keys(objectAt(value) ?? {}).every((key) => typedKeys.has(key));
  return events.length > 0 && isTyped ? events : [...events, other];
}

function eventsOfValue(value: Place, wabaId: string | undefined): WebhookEvent[] {
  const messages = itemsAt(fieldOf(value, "messages"));
  const statuses = itemsAt(fieldOf(value, "statuses"));
  const errors = itemsAt(fieldOf(value, "errors"));
  const contactOf = contactsAt(fieldOf(value, "contacts"), messages.length + statuses.length === 1);
  const origin = originAt(fieldOf(value, "metadata"), wabaId);
  const otherwise = ({ value: raw }: Place): OtherEvent => ({ kind: "other", wabaId, field: "messages", raw });
  return [
    ...messages.map((place): WebhookEvent => {
      const message = messageAt(place);
      return message ? { kind: "message", ...origin, contact: contactOf(message.from), message } : otherwise(place);
    }),
    ...statuses.map((place): WebhookEvent => {
      const status = statusAt(place);
      return status ? { kind: "status", ...origin, contact: contactOf(status.recipientId), status } : otherwise(place);
    }),
    ...errors.map((place): WebhookEvent => {
      const error = errorAt(place);
      return error ? { kind: "error", ...origin, field: "messages", error } : otherwise(place);
    }),
  ];
}

const originAt = (metadata: Place, wabaId: string | undefined): Origin => ({
  wabaId,
  phoneNumberId: textAt(fieldOf(metadata, "phone_number_id")),
  displayPhoneNumber: textAt(fieldOf(metadata, "display_phone_number")),
});

/** Finds the person by id. An only contact belongs to the only message, since an id and a phone number may differ. */
function contactsAt(place: Place, isOnly: boolean): (waId: string | undefined) => Contact | undefined {
  const contacts = itemsAt(place).map((contact): Contact => ({
    waId: textAt(fieldOf(contact, "wa_id")),
    name: textAt(fieldOf(fieldOf(contact, "profile"), "name")),
    raw: contact.value,
  }));
  const byId = new Map(contacts.map((contact) => [contact.waId, contact]));
  const only = isOnly && contacts.length === 1 ? contacts[0] : undefined;
  return (waId) => (waId === undefined ? undefined : byId.get(waId)) ?? only;
}

/** Undefined without an id: it could not be told from its repetition. */
function messageAt(place: Place): Message | undefined {
  const raw = objectAt(place);
  const id = requiredTextAt(fieldOf(place, "id"));
  if (raw === undefined || id === undefined) return undefined;
  return {
    id,
    from: textAt(fieldOf(place, "from")),
    timestamp: timeAt(fieldOf(place, "timestamp")),
    type: textAt(fieldOf(place, "type")),
    text: textAt(fieldOf(fieldOf(place, "text"), "body")),
    referral: referralAt(fieldOf(place, "referral")),
    order: orderAt(fieldOf(place, "order")),
    paymentMethod: paymentMethodAt(fieldOf(place, "interactive")),
    errors: errorsAt(fieldOf(place, "errors"), "received"),
    raw,
  };
}

function statusAt(place: Place): MessageStatus | undefined {
  const raw = objectAt(place);
  const id = requiredTextAt(fieldOf(place, "id"));
  const status = requiredTextAt(fieldOf(place, "status"));
  if (raw === undefined || id === undefined || status === undefined) return undefined;
  return {
    id,
    status,
    timestamp: timeAt(fieldOf(place, "timestamp")),
    recipientId: textAt(fieldOf(place, "recipient_id")),
    bizOpaqueCallbackData: textAt(fieldOf(place, "biz_opaque_callback_data")),
    errors: errorsAt(fieldOf(place, "errors")),
    raw,
  };
}
