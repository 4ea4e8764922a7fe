import {
  orderStatuses,
  paymentStatuses,
  type OrderStatus,
  type StatusMessage,
  type StatusParameters,
} from "../world/orders";
import { anyObject, integer, object, oneOf, optional, required, textUpTo, type Reader } from "./decode";
import { messageFailure } from "./failure";
import { bodyLimit, footerLimit, referenceId, words } from "./read-details";

/** Meta's pages print both spellings, the later ones the underscore. */
export const orderStatusName: Reader<OrderStatus> = (value, at) =>
  oneOf(...orderStatuses)(value === "partially-shipped" ? "partially_shipped" : value, at);

const parametersShape = object<StatusParameters>({
  reference_id: required(referenceId),
  order: optional(
    object<NonNullable<StatusParameters["order"]>>({
      status: required(orderStatusName),
      description: optional(textUpTo(120)),
    }),
  ),
  payment: optional(
    object<NonNullable<StatusParameters["payment"]>>({
      status: required(oneOf(...paymentStatuses)),
      timestamp: optional(integer),
    }),
  ),
});

/** `order` is required on Meta's older page, and optional on the later one, for messages about the payment alone. */
const parameters: Reader<StatusParameters> = (value, at) => {
  const given = parametersShape(value, at);
  if (given.order === undefined && given.payment === undefined) {
    throw messageFailure({ code: 131008, details: `${at.path} must have order, payment or both` });
  }
  return given;
};

/** Meta's table has a header of any kind here. */
export const orderStatus = object<StatusMessage>({
  type: required(oneOf("order_status")),
  header: optional(anyObject),
  body: required(words(bodyLimit)),
  footer: optional(words(footerLimit)),
  action: required(
    object<StatusMessage["action"]>({ name: required(oneOf("review_order")), parameters: required(parameters) }),
  ),
});
