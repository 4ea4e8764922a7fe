import type { JsonObject } from "../json";
import { messagesPayload, secondsOf, somebody } from "../webhooks/payload";
import { statusPayload } from "../webhooks/statuses";
import { recordMessageFrom } from "../world/conversations";
import type { Order } from "../world/orders";
import { orderKey } from "../world/orders";
import { held } from "../world/store";
import type { World } from "../world/world";
import { whyUnpayable } from "./view";

export function heldOrder({ store }: World, referenceId: string, wabaId: string): Order {
  return held(store.orders.get(orderKey(wabaId, referenceId)), "order", referenceId);
}

/** The person opens a message. What the webhook hears comes back. */
export function readBy(world: World, messageId: string): JsonObject {
  const message = held(world.store.messages.get(messageId), "message", messageId);
  if (message.status !== "delivered") {
    throw new Error(`the message ${messageId} is ${message.status}: only one that was delivered can be read, and once`);
  }
  world.store.messages.put({ ...message, status: "read" });
  return statusPayload(world, message, "read");
}

/** The person pays with the stored card. Source: Meta's page on one-click payments. */
export function payFor(world: World, order: Order): JsonObject {
  const { referenceId, recipient, phoneNumberId, details } = order;
  const settings = details.action.parameters.payment_settings ?? [];
  const card = settings.find((setting) => setting.type === "offsite_card_pay")?.offsite_card_pay;
  const reason = card === undefined ? "offers no offsite_card_pay" : whyUnpayable(order, world.clock);
  if (card === undefined || reason !== null) {
    throw new Error(`the order ${referenceId} ${reason ?? ""}, so nobody can pay it with one click`);
  }
  world.store.orders.put({ ...order, payment: "captured" });
  recordMessageFrom(world, phoneNumberId, recipient);
  const nowMs = world.clock.nowMs();
  const paid = {
    payment_method: "offsite_card_pay",
    payment_timestamp: Math.floor(nowMs / 1000),
    reference_id: referenceId,
    last_four_digits: card.last_four_digits,
    credential_id: card.credential_id,
  };
  const message = {
    from: recipient,
    id: world.ids.next("message"),
    timestamp: secondsOf(nowMs),
    type: "interactive",
    interactive: { type: "payment_method", payment_method: paid },
  };
  const phone = held(world.store.phoneNumbers.get(phoneNumberId), "phone number", phoneNumberId);
  const contacts = [{ profile: { name: somebody.name }, wa_id: recipient }];
  return messagesPayload(phone, { contacts, messages: [message] });
}
