import {
  orderStatuses,
  paymentStatuses,
  type OrderStatus,
  type StatusMessage,
  type StatusParameters,
} from "../state/orders";
import { anyObject, integer, object, oneOf, optional, requireField, textUpTo, type Reader } from "./field-readers";
import { messageFailure } from "./message-error";
import { bodyLimit, footerLimit, referenceId, words } from "./order-details";

/** Accepts both spellings of Meta's pages; the later ones use the underscore. */
export const orderStatusName: Reader<OrderStatus> = (value, at) =>
  oneOf(...orderStatuses)(value === "partially-shipped" ? "partially_shipped" : value, at);

const parametersShape = object<StatusParameters>({
  reference_id: requireField(referenceId),
  order: optional(
    object<NonNullable<StatusParameters["order"]>>({
      status: requireField(orderStatusName),
      description: optional(textUpTo(120)),
    }),
  ),
  payment: optional(
    object<NonNullable<StatusParameters["payment"]>>({
      status: requireField(oneOf(...paymentStatuses)),
      timestamp: optional(integer),
    }),
  ),
});

/** Requires order, payment or both. Meta's older page requires `order`; the later one does not, for payment messages. */
const parameters: Reader<StatusParameters> = (value, at) => {
  const given = parametersShape(value, at);
  if (given.order === undefined && given.payment === undefined) {
    throw messageFailure({ code: 131008, details: `${at.path} must have order, payment or both` });
  }
  return given;
};

/** Reads an order status. Meta's table allows any header. */
export const orderStatus = object<StatusMessage>({
  type: requireField(oneOf("order_status")),
  header: optional(anyObject),
  body: requireField(words(bodyLimit)),
  footer: optional(words(footerLimit)),
  action: requireField(
    object<StatusMessage["action"]>({
      name: requireField(oneOf("review_order")),
      parameters: requireField(parameters),
    }),
  ),
});
