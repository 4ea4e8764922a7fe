import { readErrors } from "./errors";
import type { Message, MessageStatus } from "./events";
import { fieldOf, list, objectSchema, readObject, requiredText, text, time, type JsonCursor } from "./json-cursor";
import { readOrder, readPaymentMethod } from "./order";
import { readReferral } from "./referral";

const messageSchema = objectSchema({
  id: requiredText,
  from: text,
  from_user_id: text,
  from_parent_user_id: text,
  group_id: text,
  timestamp: time,
  type: text,
  errors: list,
});

const textSchema = objectSchema({ body: text });

const systemSchema = objectSchema({
  type: text,
  body: text,
  wa_id: text,
  user_id: text,
  previous_user_id: text,
  parent_user_id: text,
  previous_parent_user_id: text,
});

/** Meta's code for a message that it cannot deliver yet; the real message may follow with the same id. Several clients recorded it in 2026. */
const unavailable = 131060;

/** Reads a message; undefined without an id, which deduplication needs. */
export function readMessage(at: JsonCursor): Message | undefined {
  const fields = readObject(messageSchema, at);
  if (fields?.id === undefined) return undefined;
  const errors = readErrors(fieldOf(at, "errors"), "received");
  return {
    ...fields,
    id: fields.id,
    text: readObject(textSchema, fieldOf(at, "text"))?.body,
    referral: readReferral(fieldOf(at, "referral")),
    order: readOrder(fieldOf(at, "order")),
    paymentMethod: readPaymentMethod(fieldOf(at, "interactive")),
    system: readObject(systemSchema, fieldOf(at, "system")),
    errors,
    isPlaceholder: errors.some(({ code }) => code === unavailable),
  };
}

const statusSchema = objectSchema({
  id: requiredText,
  status: requiredText,
  timestamp: time,
  recipient_id: text,
  recipient_user_id: text,
  recipient_parent_user_id: text,
  recipient_type: text,
  recipient_participant_id: text,
  recipient_participant_user_id: text,
  recipient_participant_parent_user_id: text,
  biz_opaque_callback_data: text,
  errors: list,
});

/** Names of the recipient's parent user id before 5 May 2026, and before 9 April. */
const olderStatusSchema = objectSchema({ parent_recipient_user_id: text, parent_user_id: text });

/** Reads a status; undefined without a message id or a status. */
export function readStatus(at: JsonCursor): MessageStatus | undefined {
  const fields = readObject(statusSchema, at);
  if (fields?.id === undefined || fields.status === undefined) return undefined;
  const older = readObject(olderStatusSchema, at);
  return {
    ...fields,
    id: fields.id,
    status: fields.status,
    recipientParentUserId: fields.recipientParentUserId ?? older?.parentRecipientUserId ?? older?.parentUserId,
    errors: readErrors(fieldOf(at, "errors"), "status"),
  };
}
