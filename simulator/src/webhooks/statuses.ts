import type { JsonObject } from "../json";
import { createWebhookError, type MessageError } from "../messages/message-error";
import type { StoredMessage } from "../state/orders";
import { findPerson, isUserId, visibleNumber } from "../state/people";
import type { Person } from "../state/entities";
import { getOrThrow } from "../state/store";
import type { SimulatorContext } from "../state/simulator-context";
import { wrapMessages, formatSeconds } from "./payload";
import { formatContact } from "./contacts";

type ReportedStatus = "sent" | "delivered" | "read" | "failed";

/** The recipient of a message, which is addressed by phone number (digits), user id or parent user id. */
interface Recipient {
  readonly person: Person;
  /** Number, if the business knows it: it wrote to the number, or webhooks show it. */
  readonly number: string | null;
  readonly isByNumber: boolean;
}

/**
 * Source: Statuses of Meta's OpenAPI file, without conversation and pricing; `biz_opaque_callback_data` from its page on statuses; ids
 * of the recipient from its page "Business-scoped user IDs".
 */
export function buildStatus(
  context: SimulatorContext,
  message: StoredMessage,
  status: ReportedStatus,
  error: MessageError | null = null,
): JsonObject {
  const phone = getOrThrow(
    context.store.phoneNumbers.get(message.phoneNumberId),
    "phone number",
    message.phoneNumberId,
  );
  const recipient = findRecipient(context, message);
  // From now on the business can know the person's user id and write to it.
  if (status !== "failed") context.store.people.put(recipient.person);
  const event = {
    id: message.id,
    status,
    timestamp: formatSeconds(context.clock.nowMs()),
    ...formatRecipient(recipient, status),
    ...(message.callbackData === null ? {} : { biz_opaque_callback_data: message.callbackData }),
    ...(error === null ? {} : { errors: [createWebhookError(error)] }),
  };
  return wrapMessages(phone, { ...formatContacts(context, recipient, status), statuses: [event] });
}

function formatContacts(
  { wire }: SimulatorContext,
  { person, number, isByNumber }: Recipient,
  status: ReportedStatus,
): JsonObject {
  if (status !== "failed") return { contacts: [formatContact(person, number, status !== "sent")] };
  return isByNumber && wire.failedStatusContacts === "number" ? { contacts: [{ wa_id: number }] } : {};
}

function findRecipient({ store }: SimulatorContext, { recipient }: StoredMessage): Recipient {
  const person = getOrThrow(findPerson(store, recipient), "person", recipient);
  const isByNumber = !isUserId(recipient);
  return { person, isByNumber, number: isByNumber ? recipient : visibleNumber(person) };
}

/** Returns ids of the recipient. A failed message to a number has no user id: Meta may not have found a person. */
function formatRecipient({ person, number, isByNumber }: Recipient, status: ReportedStatus): JsonObject {
  const hasIds = status !== "failed" || !isByNumber;
  return {
    ...(number === null ? {} : { recipient_id: number }),
    ...(hasIds ? { recipient_user_id: person.id } : {}),
    ...(hasIds && person.parentUserId !== null ? { recipient_parent_user_id: person.parentUserId } : {}),
  };
}

/** Queues a payload until its write is finished. */
export function queueNotice(context: SimulatorContext, payload: JsonObject): void {
  context.store.notices.put({ id: String(context.store.nextOrdinal()), payload });
}
