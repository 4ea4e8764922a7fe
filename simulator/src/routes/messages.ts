import { ok, type GraphAnswer, type GraphRequest } from "../graph/request";
import type { JsonObject } from "../json";
import { messageFailure, parameterFailure, type MessageError } from "../messages/message-error";
import { readSendRequest, type SendRequest } from "../messages/send-request";
import { findStatusRefusal } from "../messages/status-transitions";
import { digitsOf } from "../webhooks/payload";
import { queueNotice, buildStatus } from "../webhooks/statuses";
import type { ErrorChannel } from "../state/behaviour";
import { isWindowOpen } from "../state/conversations";
import type { PhoneNumber } from "../state/entities";
import { orderKey, type StoredMessage, type StoredOrder } from "../state/orders";
import { findOrAddPerson } from "../state/people";
import { templateKey } from "../state/templates";
import type { SimulatorContext } from "../state/simulator-context";
import { getSender } from "./access";

/** Source: Meta's pages "Messages" and "Orders". */
export function sendMessage(context: SimulatorContext, request: GraphRequest, phoneNumberId: string): GraphAnswer {
  const phone = getSender(context, request, phoneNumberId);
  const wanted = readSendRequest(
    request,
    { behaviour: context.behaviour, nowMs: () => context.clock.nowMs() },
    (name, language) => context.store.templates.get(templateKey(phone.wabaId, name, language)),
  );
  requireAllowed(context, phone, wanted);
  findOrAddPerson(context.store, wanted.recipient);
  const order = findOrder(context, phone, wanted);
  const refusal = findRefusal(context, phone, wanted, order);
  if (refusal?.channel === "answer") throw messageFailure(refusal.error);
  const message = createMessage(context, phone, wanted, refusal);
  context.store.messages.put(message);
  if (refusal === null) storeAccepted(context, message, order);
  else queueNotice(context, buildStatus(context, message, "failed", refusal.error));
  if (refusal?.channel === "both") throw messageFailure(refusal.error);
  return ok({
    messaging_product: "whatsapp",
    contacts: [formatContact(wanted)],
    // Source: Meta's page "Order details template"; answers to interactive messages have no message_status.
    messages: [{ id: message.id, ...(wanted.template === null ? {} : { message_status: "accepted" }) }],
  });
}

/** Source: Meta's page "Business-scoped user IDs", text of March 2026: one of the two ids, by how the message is addressed. */
function formatContact({ input, recipient, isUserId }: SendRequest): JsonObject {
  return isUserId ? { input, user_id: recipient } : { input, wa_id: recipient };
}

function requireAllowed({ behaviour }: SimulatorContext, phone: PhoneNumber, { recipient }: SendRequest): void {
  // Meta documents no code.
  if (behaviour.foreignUserIds.includes(recipient)) {
    throw parameterFailure("Param recipient is a user ID of another business portfolio");
  }
  if (recipient === digitsOf(phone)) {
    throw messageFailure({ code: 131021, details: "The recipient is the sending number" });
  }
  if (behaviour.paymentTermsAccepted) return;
  const details = `The business account ${phone.wabaId} has not accepted the terms of WhatsApp Payments`;
  throw messageFailure({ code: 134011, details });
}

/** Returns the order of the message; null for a new order, or for an order that this person does not have. */
function findOrder(
  context: SimulatorContext,
  { wabaId }: PhoneNumber,
  { recipient, interactive, orderPath }: SendRequest,
): StoredOrder | null {
  const { reference_id: referenceId } = interactive.action.parameters;
  const { reusedReferenceId, unknownOrder } = context.behaviour;
  const place = `${orderPath}.reference_id "${referenceId}"`;
  const order = context.store.orders.get(orderKey(wabaId, referenceId)) ?? null;
  if (interactive.type === "order_details") {
    if (order === null || reusedReferenceId === "accept") return null;
    throw messageFailure({ code: 131009, details: `${place} was used before, and must be unique for the business` });
  }
  if (order !== null && isSamePerson(context, order.recipient, recipient)) return order;
  if (unknownOrder === "accept") return null;
  const known = order === null ? "was never sent in order_details" : "was sent to another recipient";
  throw messageFailure({ code: 131009, details: `${place} ${known}` });
}

/** True if both refer to one person, by phone number or user id. */
function isSamePerson({ store }: SimulatorContext, one: string, other: string): boolean {
  return findOrAddPerson(store, one).id === findOrAddPerson(store, other).id;
}

/** Source: Meta's page "Error Codes". */
const windowClosed =
  "Message failed to send because more than 24 hours have passed since the customer last replied to this number.";

interface Refusal {
  readonly error: MessageError;
  readonly channel: ErrorChannel;
}

/** Returns an error that can occur after Meta accepted the message; otherwise null. */
function findRefusal(
  context: SimulatorContext,
  phone: PhoneNumber,
  wanted: SendRequest,
  order: StoredOrder | null,
): Refusal | null {
  const { behaviour } = context;
  const { recipient, interactive } = wanted;
  if (behaviour.cannotReceive.includes(recipient)) {
    const details = "The message you are trying to send cannot be received by this user";
    return { error: { code: 2040, details }, channel: behaviour.recipientErrors };
  }
  // Templates can be sent at any time.
  const isFreeForm = wanted.template === null;
  if (isFreeForm && behaviour.windowErrors !== "none" && !isWindowOpen(context, phone.id, recipient)) {
    return { error: { code: 131047, details: windowClosed }, channel: behaviour.windowErrors };
  }
  if (interactive.type === "order_details" || order === null) return null;
  const error = findStatusRefusal(order, interactive.action.parameters, behaviour);
  return error === null ? null : { error, channel: behaviour.orderStatusErrors };
}

function createMessage(
  context: SimulatorContext,
  phone: PhoneNumber,
  wanted: SendRequest,
  refusal: Refusal | null,
): StoredMessage {
  return {
    id: context.ids.next("message"),
    wabaId: phone.wabaId,
    phoneNumberId: phone.id,
    recipient: wanted.recipient,
    interactive: wanted.interactive,
    template: wanted.template,
    callbackData: wanted.callbackData,
    status: refusal === null ? "delivered" : "failed",
    errorCode: refusal?.error.code ?? null,
    sentAtMs: context.clock.nowMs(),
  };
}

function storeAccepted(context: SimulatorContext, message: StoredMessage, order: StoredOrder | null): void {
  const changed = applyToOrder(message, order);
  if (changed !== null) context.store.orders.put(changed);
  queueNotice(context, buildStatus(context, message, "sent"));
  queueNotice(context, buildStatus(context, message, "delivered"));
}

function applyToOrder(message: StoredMessage, order: StoredOrder | null): StoredOrder | null {
  const { id, wabaId, phoneNumberId, recipient, interactive, template } = message;
  if (interactive.type === "order_details") {
    const referenceId = interactive.action.parameters.reference_id;
    const key = { id: orderKey(wabaId, referenceId), wabaId, phoneNumberId, referenceId, recipient };
    const initial = { status: "pending", payment: null, description: null } as const;
    return { ...key, ...initial, details: interactive, template, messageIds: [id] };
  }
  if (order === null) return null;
  const { order: change, payment } = interactive.action.parameters;
  return {
    ...order,
    ...(change === undefined ? {} : { status: change.status, description: change.description ?? null }),
    ...(payment === undefined ? {} : { payment: payment.status }),
    messageIds: [...order.messageIds, id],
  };
}
