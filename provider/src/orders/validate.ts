import { parseJsonIntegers } from "../schema/exact-json";
import type { Failure } from "../schema/failures";
import {
  asInteractive,
  findWireOrder,
  fromWire,
  orderWarnings,
  wireFailures,
  type OrderMessage,
} from "../schema/order/order-message";
import { transitionProblem, type OrderState } from "../schema/order/status";

export interface ValidateOptions {
  /** The moment that an expiration is judged against. Default: now. */
  readonly now?: Date;
  /** What the person was last told of the order; with it, the transition of an `order_status` is judged too. */
  readonly currentState?: OrderState;
  /** Meta's table has a positive integer for a discount, and the same words for a tax, which may be 0. Default: "refuse"; "accept" warns. */
  readonly zeroDiscount?: "refuse" | "accept";
}

export interface Validation {
  /** What Meta would refuse, each with its path in Meta's words. Empty: the message is valid. */
  readonly failures: readonly Failure[];
  /** What other providers refuse or Meta leaves open; paths as in a program. Only of a valid message. */
  readonly warnings: readonly Failure[];
  /** The message; undefined when it is not valid. */
  readonly message: OrderMessage | undefined;
}

/**
 * Judges the body of a request to `/<PHONE_NUMBER_ID>/messages`, interactive or by template, by every rule of Meta's tables, sums
 * included. What only Meta knows is not judged: the 24 hours, and what the template looks like.
 *
 * @param body The JSON itself, as text, in which no digit of an amount is lost; or a value that was parsed before.
 */
export function validateOrderMessage(
  body: unknown,
  { now = new Date(), currentState, zeroDiscount }: ValidateOptions = {},
): Validation {
  const { wire, problem } = typeof body === "string" ? parseBody(body) : { wire: body, problem: undefined };
  const failures = problem === undefined ? wireFailures(wire, { nowMs: now.getTime(), zeroDiscount }) : [problem];
  if (failures.length > 0) return { failures, warnings: [], message: undefined };
  const message = fromWire(wire);
  const forbidden =
    currentState === undefined
      ? []
      : transitionFailures(message, currentState, `${findWireOrder(wire)?.path ?? ""}.order.status`);
  return {
    failures: forbidden,
    warnings: forbidden.length > 0 ? [] : orderWarnings(message),
    message: forbidden.length > 0 ? undefined : message,
  };
}

function parseBody(text: string): { readonly wire: unknown; readonly problem: Failure | undefined } {
  try {
    return { wire: parseJsonIntegers(text), problem: undefined };
  } catch (error) {
    const reason = error instanceof SyntaxError ? `is not JSON: ${error.message}` : "is nested too deep to be read";
    return { wire: undefined, problem: { path: "body", reason } };
  }
}

function transitionFailures(given: OrderMessage, currentState: OrderState, path: string): Failure[] {
  const message = asInteractive(given);
  if (message.kind !== "order_status" || message.order === undefined) return [];
  const reason = transitionProblem(currentState, message.order.status);
  return reason === undefined ? [] : [{ path, reason }];
}
