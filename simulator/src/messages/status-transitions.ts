import type { BehaviourOptions } from "../state/behaviour";
import type { StoredOrder, OrderStatus, StatusParameters } from "../state/orders";
import type { MessageError } from "./message-error";

const allowed: { readonly [Status in OrderStatus]: readonly OrderStatus[] } = {
  pending: ["processing", "partially_shipped", "shipped", "completed", "canceled"],
  processing: ["partially_shipped", "shipped", "completed", "canceled"],
  partially_shipped: ["processing", "shipped", "completed", "canceled"],
  shipped: ["processing", "partially_shipped", "completed", "canceled"],
  completed: [],
  canceled: [],
};

/**
 * Returns Meta's error for a status that it does not accept; otherwise null. A payment alone is always accepted.
 * Source: Meta's page of the Indian gateway, "Supported order status and transitions"; the Brazilian page only names the errors.
 */
export function findStatusRefusal(
  order: StoredOrder,
  wanted: StatusParameters,
  rules: BehaviourOptions,
): MessageError | null {
  const status = wanted.order?.status;
  if (status === undefined) return null;
  const isRepeated = status === order.status;
  const isAllowed = isRepeated ? rules.repeatedOrderStatus === "accept" : allowed[order.status].includes(status);
  if (!isAllowed) return { code: 2046, details: "New order status was not correctly transitioned" };
  const isPaid = order.payment === "captured" || order.payment === "pending";
  if (status === "canceled" && !isRepeated && isPaid) {
    return { code: 2047, details: "Could not change order status to 'canceled'" };
  }
  return null;
}
