import { errorsAt } from "./errors";
import type { Message, MessageStatus, SystemNotice } from "./events";
import { orderAt, paymentMethodAt } from "./order";
import { fieldOf, objectAt, requiredTextAt, textAt, timeAt, type JsonCursor } from "./json-cursor";
import { referralAt } from "./referral";

/** Meta's code for a message that it cannot deliver yet; the real message may follow with the same id. Several clients recorded it in 2026. */
const unavailable = 131060;

/** Parses a message; undefined without an id, which deduplication needs. */
export function messageAt(place: JsonCursor): Message | undefined {
  const raw = objectAt(place);
  const id = requiredTextAt(fieldOf(place, "id"));
  if (raw === undefined || id === undefined) return undefined;
  const errors = errorsAt(fieldOf(place, "errors"), "received");
  return {
    id,
    from: textAt(fieldOf(place, "from")),
    fromUserId: textAt(fieldOf(place, "from_user_id")),
    fromParentUserId: textAt(fieldOf(place, "from_parent_user_id")),
    groupId: textAt(fieldOf(place, "group_id")),
    timestamp: timeAt(fieldOf(place, "timestamp")),
    type: textAt(fieldOf(place, "type")),
    text: textAt(fieldOf(fieldOf(place, "text"), "body")),
    referral: referralAt(fieldOf(place, "referral")),
    order: orderAt(fieldOf(place, "order")),
    paymentMethod: paymentMethodAt(fieldOf(place, "interactive")),
    system: systemAt(fieldOf(place, "system")),
    errors,
    isPlaceholder: errors.some(({ code }) => code === unavailable),
    raw,
  };
}

function systemAt(place: JsonCursor): SystemNotice | undefined {
  const raw = objectAt(place);
  if (raw === undefined) return undefined;
  const text = (key: string): string | undefined => textAt(fieldOf(place, key));
  return {
    type: text("type"),
    body: text("body"),
    waId: text("wa_id"),
    userId: text("user_id"),
    previousUserId: text("previous_user_id"),
    parentUserId: text("parent_user_id"),
    previousParentUserId: text("previous_parent_user_id"),
    raw,
  };
}

/** Names of the parent id: since 5 May 2026, before that, and before 9 April. */
const parentNames = ["recipient_parent_user_id", "parent_recipient_user_id", "parent_user_id"];

/** Parses a status; undefined without a message id or a status. */
export function statusAt(place: JsonCursor): MessageStatus | undefined {
  const raw = objectAt(place);
  const text = (key: string): string | undefined => textAt(fieldOf(place, key));
  const id = requiredTextAt(fieldOf(place, "id"));
  const status = requiredTextAt(fieldOf(place, "status"));
  if (raw === undefined || id === undefined || status === undefined) return undefined;
  return {
    id,
    status,
    timestamp: timeAt(fieldOf(place, "timestamp")),
    recipientId: text("recipient_id"),
    recipientUserId: text("recipient_user_id"),
    recipientParentUserId: parentNames.map(text).find((parentId) => parentId !== undefined),
    recipientType: text("recipient_type"),
    recipientParticipantId: text("recipient_participant_id"),
    recipientParticipantUserId: text("recipient_participant_user_id"),
    recipientParticipantParentUserId: text("recipient_participant_parent_user_id"),
    bizOpaqueCallbackData: text("biz_opaque_callback_data"),
    errors: errorsAt(fieldOf(place, "errors")),
    raw,
  };
}
