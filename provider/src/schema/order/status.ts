import { z } from "zod";

/** Order statuses in requests. Meta's 2025 table writes `partially-shipped`, its later pages and every payload `partially_shipped`. */
export const orderStatuses = [
  "pending",
  "processing",
  "partially_shipped",
  "shipped",
  "completed",
  "canceled",
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export const paymentStatuses = ["pending", "captured", "failed"] as const;
export type PaymentStatus = (typeof paymentStatuses)[number];

/**
 * Allowed transitions from each status. Documented for India and used for Brazil, which has the same statuses and error 2046.
 * Not documented, and left out: the same status again; back to `pending`.
 * Source: Meta, payments-in/pg, "Supported order status and transitions".
 */
export const nextOrderStatuses = {
  pending: ["processing", "partially_shipped", "shipped", "completed", "canceled"],
  processing: ["partially_shipped", "shipped", "completed", "canceled"],
  partially_shipped: ["processing", "shipped", "completed", "canceled"],
  shipped: ["processing", "partially_shipped", "completed", "canceled"],
  completed: [],
  canceled: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

/** The statuses that may follow `From`: `NextOrderStatus<"completed">` is `never`. */
export type NextOrderStatus<From extends OrderStatus> = (typeof nextOrderStatuses)[From][number];

/**
 * Returns the next status if the transition is allowed. The compiler rejects other transitions: `nextStatus("completed", "shipped")` does
 * not compile.
 * @throws RangeError with the allowed statuses, if plain JavaScript passes another one.
 */
export function nextStatus<From extends OrderStatus>(from: From, next: NextOrderStatus<From>): OrderStatus {
  const problem = transitionProblem({ status: from, payment: undefined }, next);
  if (problem === undefined && (next as OrderStatus) !== from) return next;
  throw new RangeError(problem ?? `the status is already "${from}"`);
}

/** Last status and payment status that the person received for an order. */
export interface OrderState {
  readonly status: OrderStatus;
  /** Undefined before the first payment status. */
  readonly payment: PaymentStatus | undefined;
}

/** State of an order after its `order_details` message. */
export const initialOrderState: OrderState = { status: "pending", payment: undefined };

/**
 * Lists the statuses that may come next. An order with a captured or pending payment cannot be canceled:
 * "The status update will fail if there is already a successful or pending payment" (2047).
 */
export function allowedTransitions({ status, payment }: OrderState): readonly OrderStatus[] {
  return nextOrderStatuses[normalizeStatus(status)].filter((next) => next !== "canceled" || !isPaidOrPending(payment));
}

function isPaidOrPending(payment: PaymentStatus | undefined): boolean {
  return payment === "captured" || payment === "pending";
}

/** Explains why a status may not follow, with Meta's code; undefined if it may. Repeating the same status is not checked: Meta does not document it. */
export function transitionProblem(given: OrderState, wanted: OrderStatus): string | undefined {
  const current = { ...given, status: normalizeStatus(given.status) };
  const next = normalizeStatus(wanted);
  if (next === current.status && nextOrderStatuses[next].length > 0) return undefined;
  const allowed = allowedTransitions(current);
  if (allowed.includes(next)) return undefined;
  const mayFollow: readonly OrderStatus[] = nextOrderStatuses[current.status];
  return current.payment !== undefined && mayFollow.includes(next)
    ? `an order whose payment is ${current.payment} cannot be canceled (Meta error 2047); ${listAllowed(allowed)}`
    : `"${next}" cannot follow "${current.status}" (Meta error 2046); ${listAllowed(allowed)}`;
}

/** Replaces the hyphen in `partially-shipped`: some documents have it, and so may a plain JavaScript program. */
export function normalizeStatus<Value>(status: Value): Value | "partially_shipped" {
  return (status as unknown) === "partially-shipped" ? "partially_shipped" : status;
}

function listAllowed(allowed: readonly OrderStatus[]): string {
  return allowed.length === 0
    ? "nothing can follow: the order is closed"
    : `allowed next: ${allowed.map((status) => `"${status}"`).join(", ")}`;
}

/** Accepts the spelling with a hyphen as an alias. */
export const orderStatusSchema = z.preprocess(normalizeStatus, z.enum(orderStatuses));
export const paymentStatusSchema = z.enum(paymentStatuses);
