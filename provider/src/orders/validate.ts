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
  /** Time against which an expiration is checked. Default: now. */
  readonly now?: Date;
  /** State of the order before this message. If given, the transition of an `order_status` is checked too. */
  readonly currentState?: OrderState;
  /** Meta documents a positive integer for a discount, with the same wording as for a tax, which may be 0. Default: "refuse"; "accept" warns. */
  readonly zeroDiscount?: "refuse" | "accept";
}

export interface Validation {
  /** Rules that the message breaks, with paths in Meta's field names. Empty if the message is valid. */
  readonly failures: readonly Failure[];
  /** Rules of other providers, and points that Meta does not document; paths as in a program. Only for a valid message. */
  readonly warnings: readonly Failure[];
  /** The message; undefined when it is not valid. */
  readonly message: OrderMessage | undefined;
}

/**
 * Validates the body of a request to `/<PHONE_NUMBER_ID>/messages`, interactive or by template, against every rule that Meta documents,
 * including sums. Rules that only Meta can check are skipped: the 24-hour window, and the template's own parameters.
 *
 * @param body JSON text, which keeps every digit of an amount, or a parsed value.
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
    const reason = error instanceof SyntaxError ? `is not JSON: ${error.message}` : "is nested too deeply to be read";
    return { wire: undefined, problem: { path: "body", reason } };
  }
}

function transitionFailures(given: OrderMessage, currentState: OrderState, path: string): Failure[] {
  const message = asInteractive(given);
  if (message.kind !== "order_status" || message.order === undefined) return [];
  const reason = transitionProblem(currentState, message.order.status);
  return reason === undefined ? [] : [{ path, reason }];
}
