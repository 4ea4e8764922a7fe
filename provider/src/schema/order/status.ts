import { z } from "zod";

/** Order statuses as they are sent. Meta's 2025 table writes `partially-shipped`, its later pages and every payload `partially_shipped`. */
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
 * From each status the ones an order may go to. Documented for India and taken for Brazil, which has the same statuses and error 2046.
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
 * The status after `from`, so that the compiler refuses what can not follow: `nextStatus("completed", "shipped")` is no program.
 * @throws RangeError naming the allowed ones, when it is told otherwise at run time.
 */
export function nextStatus<From extends OrderStatus>(from: From, next: NextOrderStatus<From>): OrderStatus {
  const problem = transitionProblem({ status: from, payment: undefined }, next);
  if (problem === undefined && (next as OrderStatus) !== from) return next;
  throw new RangeError(problem ?? `"${from}" is told already`);
}

/** What the person was last told of an order. */
export interface OrderState {
  readonly status: OrderStatus;
  /** Undefined while no payment was spoken of. */
  readonly payment: PaymentStatus | undefined;
}

/** Where an order stands once its `order_details` is sent. */
export const initialOrderState: OrderState = { status: "pending", payment: undefined };

/**
 * The statuses that may come next, so that a refusal can name them. A paid order, and one whose payment is pending, can not be canceled:
 * "The status update will fail if there is already a successful or pending payment" (2047).
 */
export function allowedTransitions({ status, payment }: OrderState): readonly OrderStatus[] {
  return nextOrderStatuses[normalizeStatus(status)].filter((next) => next !== "canceled" || !isPaidOrPending(payment));
}

function isPaidOrPending(payment: PaymentStatus | undefined): boolean {
  return payment === "captured" || payment === "pending";
}

/** Why the status may not follow, with Meta's code for it; undefined when it may. The same status again is not judged: Meta does not say. */
export function transitionProblem(given: OrderState, wanted: OrderStatus): string | undefined {
  const told = { ...given, status: normalizeStatus(given.status) };
  const next = normalizeStatus(wanted);
  if (next === told.status && nextOrderStatuses[next].length > 0) return undefined;
  const allowed = allowedTransitions(told);
  if (allowed.includes(next)) return undefined;
  const mayFollow: readonly OrderStatus[] = nextOrderStatuses[told.status];
  return told.payment !== undefined && mayFollow.includes(next)
    ? `an order whose payment is ${told.payment} can not be canceled (Meta's 2047); ${listAllowed(allowed)}`
    : `"${next}" can not follow "${told.status}" (Meta's 2046); ${listAllowed(allowed)}`;
}

/** A hyphen is taken for the underscore: documents have it, and a plain JavaScript program may. */
export function normalizeStatus<Value>(status: Value): Value | "partially_shipped" {
  return (status as unknown) === "partially-shipped" ? "partially_shipped" : status;
}

function listAllowed(allowed: readonly OrderStatus[]): string {
  return allowed.length === 0
    ? "nothing can follow: the order is closed"
    : `allowed next: ${allowed.map((status) => `"${status}"`).join(", ")}`;
}

/** As a person or a document may write it; the hyphen is an alias. */
export const orderStatusSchema = z.preprocess(normalizeStatus, z.enum(orderStatuses));
export const paymentStatusSchema = z.enum(paymentStatuses);
