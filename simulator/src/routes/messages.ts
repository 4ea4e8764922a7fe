import { ok, type GraphAnswer, type GraphRequest } from "../graph/request";
import type { JsonObject } from "../json";
import { messageFailure, parameterFailure, type MessageError } from "../messages/failure";
import { readMessage, type Wanted } from "../messages/read";
import { statusRefusal } from "../messages/transitions";
import { digitsOf } from "../webhooks/payload";
import { note, statusPayload } from "../webhooks/statuses";
import type { ErrorsTold } from "../world/behaviour";
import { isWindowOpen } from "../world/conversations";
import type { PhoneNumber } from "../world/entities";
import { orderKey, type Message, type Order } from "../world/orders";
import { findOrAddPerson } from "../world/people";
import { templateKey } from "../world/templates";
import type { World } from "../world/world";
import { senderOf } from "./access";

/** Source: Meta's pages "Messages" and "Orders". */
export function sendMessage(world: World, request: GraphRequest, phoneNumberId: string): GraphAnswer {
  const phone = senderOf(world, request, phoneNumberId);
  const wanted = readMessage(request, { behaviour: world.behaviour, nowMs: world.clock.nowMs() }, (name, language) =>
    world.store.templates.get(templateKey(phone.wabaId, name, language)),
  );
  requireAllowed(world, phone, wanted);
  findOrAddPerson(world.store, wanted.recipient);
  const order = orderFor(world, phone, wanted);
  const refusal = refusalOf(world, phone, wanted, order);
  if (refusal?.told === "answer") throw messageFailure(refusal.error);
  const message = messageOf(world, phone, wanted, refusal);
  world.store.messages.put(message);
  if (refusal === null) accept(world, message, order);
  else note(world, statusPayload(world, message, "failed", refusal.error));
  if (refusal?.told === "both") throw messageFailure(refusal.error);
  return ok({
    messaging_product: "whatsapp",
    contacts: [contactOf(wanted)],
    // Source: Meta's page "Order details template"; answers to interactive messages have no message_status.
    messages: [{ id: message.id, ...(wanted.template === null ? {} : { message_status: "accepted" }) }],
  });
}

/** Source: Meta's page "Business-scoped user IDs", text of March 2026: one of the two ids, by how the message is addressed. */
function contactOf({ input, recipient, isUserId }: Wanted): JsonObject {
  return isUserId ? { input, user_id: recipient } : { input, wa_id: recipient };
}

function requireAllowed({ behaviour }: World, phone: PhoneNumber, { recipient }: Wanted): void {
  // The code is stated nowhere.
  if (behaviour.foreignUserIds.includes(recipient)) {
    throw parameterFailure("Param recipient is a user ID of another business portfolio");
  }
  if (recipient === digitsOf(phone)) {
    throw messageFailure({ code: 131021, details: "The recipient is the number that sends" });
  }
  if (behaviour.paymentTermsAccepted) return;
  const details = `The business account ${phone.wabaId} has not accepted the terms of WhatsApp Payments`;
  throw messageFailure({ code: 134011, details });
}

/** The order the message is about; null when it begins one, or is about one that this person does not have. */
function orderFor(world: World, { wabaId }: PhoneNumber, { recipient, interactive, orderPath }: Wanted): Order | null {
  const { reference_id: referenceId } = interactive.action.parameters;
  const { reusedReferenceId, unknownOrder } = world.behaviour;
  const place = `${orderPath}.reference_id "${referenceId}"`;
  const order = world.store.orders.get(orderKey(wabaId, referenceId)) ?? null;
  if (interactive.type === "order_details") {
    if (order === null || reusedReferenceId === "accept") return null;
    throw messageFailure({ code: 131009, details: `${place} was used before, and must be unique for the business` });
  }
  if (order !== null && isSamePerson(world, order.recipient, recipient)) return order;
  if (unknownOrder === "accept") return null;
  const known = order === null ? "was never sent in order_details" : "was sent to another recipient";
  throw messageFailure({ code: 131009, details: `${place} ${known}` });
}

/** One person may be addressed by phone number and by user id. */
function isSamePerson({ store }: World, one: string, other: string): boolean {
  return findOrAddPerson(store, one).id === findOrAddPerson(store, other).id;
}
/** Source: Meta's page "Error Codes". */
const windowClosed =
  "Message failed to send because more than 24 hours have passed since the customer last replied to this number.";

interface Refusal {
  readonly error: MessageError;
  readonly told: ErrorsTold;
}

/** What can come after the message was taken. */
function refusalOf(world: World, phone: PhoneNumber, wanted: Wanted, order: Order | null): Refusal | null {
  const { behaviour } = world;
  const { recipient, interactive } = wanted;
  if (behaviour.cannotReceive.includes(recipient)) {
    const details = "The message you are trying to send cannot be received by this user";
    return { error: { code: 2040, details }, told: behaviour.recipientErrors };
  }
  // Templates may be sent at any time.
  const isFreeForm = wanted.template === null;
  if (isFreeForm && behaviour.windowErrors !== "none" && !isWindowOpen(world, phone.id, recipient)) {
    return { error: { code: 131047, details: windowClosed }, told: behaviour.windowErrors };
  }
  if (interactive.type === "order_details" || order === null) return null;
  const error = statusRefusal(order, interactive.action.parameters, behaviour);
  return error === null ? null : { error, told: behaviour.orderStatusErrors };
}

function messageOf(world: World, phone: PhoneNumber, wanted: Wanted, refusal: Refusal | null): Message {
  return {
    id: world.ids.next("message"),
    wabaId: phone.wabaId,
    phoneNumberId: phone.id,
    recipient: wanted.recipient,
    interactive: wanted.interactive,
    template: wanted.template,
    callbackData: wanted.callbackData,
    status: refusal === null ? "delivered" : "failed",
    errorCode: refusal?.error.code ?? null,
    sentAtMs: world.clock.nowMs(),
  };
}

function accept(world: World, message: Message, order: Order | null): void {
  const changed = orderAfter(message, order);
  if (changed !== null) world.store.orders.put(changed);
  note(world, statusPayload(world, message, "sent"));
  note(world, statusPayload(world, message, "delivered"));
}

function orderAfter(message: Message, order: Order | null): Order | null {
  const { id, wabaId, phoneNumberId, recipient, interactive, template } = message;
  if (interactive.type === "order_details") {
    const referenceId = interactive.action.parameters.reference_id;
    const key = { id: orderKey(wabaId, referenceId), wabaId, phoneNumberId, referenceId, recipient };
    const untold = { status: "pending", payment: null, description: null } as const;
    return { ...key, ...untold, details: interactive, template, messageIds: [id] };
  }
  if (order === null) return null;
  const { order: told, payment } = interactive.action.parameters;
  return {
    ...order,
    ...(told === undefined ? {} : { status: told.status, description: told.description ?? null }),
    ...(payment === undefined ? {} : { payment: payment.status }),
    messageIds: [...order.messageIds, id],
  };
}
