import type { JsonObject } from "../json";
import { buildIncoming } from "./payload";
import { buildStatus } from "./statuses";
import type { StoredOrder } from "../state/orders";
import { orderKey } from "../state/orders";
import { findPerson } from "../state/people";
import { getOrThrow } from "../state/store";
import type { SimulatorContext } from "../state/simulator-context";
import { findPaymentObstacle } from "../messages/order-view";

export function getOrder({ store }: SimulatorContext, referenceId: string, wabaId: string): StoredOrder {
  return getOrThrow(store.orders.get(orderKey(wabaId, referenceId)), "order", referenceId);
}

/** Marks a delivered message as read by the person. Returns the webhook payload. */
export function markAsRead(context: SimulatorContext, messageId: string): JsonObject {
  const message = getOrThrow(context.store.messages.get(messageId), "message", messageId);
  if (message.status !== "delivered") {
    throw new Error(`the message ${messageId} is ${message.status}: only a delivered message can be read, and once`);
  }
  context.store.messages.put({ ...message, status: "read" });
  return buildStatus(context, message, "read");
}

/** Lets the person pay with the stored card. Returns the webhook payload. Source: Meta's page on one-click payments. */
export function payOrder(context: SimulatorContext, order: StoredOrder): JsonObject {
  const { referenceId, recipient, phoneNumberId, details } = order;
  const settings = details.action.parameters.payment_settings ?? [];
  const card = settings.find((setting) => setting.type === "offsite_card_pay")?.offsite_card_pay;
  const reason = card === undefined ? "offers no offsite_card_pay" : findPaymentObstacle(order, context.clock);
  if (card === undefined || reason !== null) {
    throw new Error(`the order ${referenceId} ${reason ?? ""}, so it cannot be paid with one click`);
  }
  context.store.orders.put({ ...order, payment: "captured" });
  const nowMs = context.clock.nowMs();
  const paid = {
    payment_method: "offsite_card_pay",
    payment_timestamp: Math.floor(nowMs / 1000),
    reference_id: referenceId,
    last_four_digits: card.last_four_digits,
    credential_id: card.credential_id,
  };
  const content = { type: "interactive", interactive: { type: "payment_method", payment_method: paid } };
  const phone = getOrThrow(context.store.phoneNumbers.get(phoneNumberId), "phone number", phoneNumberId);
  const person = getOrThrow(findPerson(context.store, recipient), "person", recipient);
  return buildIncoming(context, { phone, person, content }).webhook;
}
