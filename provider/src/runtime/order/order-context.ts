import { whereToSet } from "../../schema/settings";
import { createContext, failureHeadline, type OperationContext } from "../error-messages";

/** An operation on an order. Messages are sent; they can be neither read nor changed. */
export interface OrderOperation {
  readonly verb: "send" | "change" | "read" | "cancel";
  /** The kind of message, if the operation sends one. */
  readonly message?: "order_details" | "order_status";
  readonly phoneNumberId: string;
  readonly referenceId: string;
}

/** Names the order, or the message about it: `the order_status of order "a" (1/a)`. */
export function nameOrder({ message, phoneNumberId, referenceId }: OrderOperation): string {
  const title = `order ${JSON.stringify(referenceId)} (${phoneNumberId}/${referenceId})`;
  return message === undefined ? title : `the ${message} of ${title}`;
}

export function orderContext(operation: OrderOperation): OperationContext {
  const { verb, phoneNumberId } = operation;
  return createContext({
    verb,
    target: nameOrder(operation),
    hints: {
      "no-such-object": `Check that ${phoneNumberId} is the id of a phone number (not the number itself) and that the token may see it; set it with ${whereToSet("phoneNumberId")}.`,
    },
    afterUnknown: "Nothing is sent again: look at the chat and at the status webhooks first.",
    usesDocumentedAdvice: true,
  });
}

/** Returns the first sentence of an error. */
export function orderHeadline(operation: OrderOperation): string {
  return failureHeadline(orderContext(operation));
}
