import { z } from "zod";
import {
  orderStatuses,
  paymentStatuses,
  type OrderStatus,
  type StatusMessage,
  type StatusParameters,
} from "../state/orders";
import {
  addMessageIssue,
  anyObject,
  integer,
  object,
  oneOf,
  optional,
  textUpTo,
  type MessageRules,
} from "./message-fields";
import { bodyLimit, createTextPart, footerLimit, referenceId } from "./order-details";

/** Accepts both spellings of Meta's pages; the later ones use the underscore. */
const orderStatusName: z.ZodType<OrderStatus> = z.preprocess(
  (value) => (value === "partially-shipped" ? "partially_shipped" : value),
  oneOf(...orderStatuses),
);

export function createStatusChange(rules: MessageRules) {
  return object(rules, { status: orderStatusName, description: optional(textUpTo(rules, 120)) });
}

/** Requires order, payment or both. Meta's older page requires `order`; the later one does not, for payment messages. */
function createStatusParameters(rules: MessageRules): z.ZodType<StatusParameters> {
  return object(rules, {
    reference_id: referenceId,
    order: optional(createStatusChange(rules)),
    payment: optional(object(rules, { status: oneOf(...paymentStatuses), timestamp: optional(integer) })),
  }).superRefine(({ order, payment }: StatusParameters, context) => {
    if (order === undefined && payment === undefined) {
      addMessageIssue(context, 131008, "must have order, payment or both");
    }
  });
}

/** Reads an order status. Meta's table allows any header. */
export function createOrderStatus(rules: MessageRules): z.ZodType<StatusMessage> {
  return object(rules, {
    type: oneOf("order_status"),
    header: optional(anyObject),
    body: createTextPart(rules, bodyLimit),
    footer: optional(createTextPart(rules, footerLimit)),
    action: object(rules, { name: oneOf("review_order"), parameters: createStatusParameters(rules) }),
  });
}
