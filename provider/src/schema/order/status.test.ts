import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  allowedTransitions,
  initialOrderState,
  nextOrderStatuses,
  orderStatuses,
  orderStatusSchema,
  paymentStatuses,
  nextStatus,
  transitionProblem,
  type OrderStatus,
} from "./status";

interface Documented {
  readonly allowed: Readonly<Record<OrderStatus, readonly OrderStatus[]>>;
}
const published = join(__dirname, "../../../../test/orders/data/order-status-transitions.json");
const { allowed } = JSON.parse(readFileSync(published, "utf8")) as Documented;

const pairs = orderStatuses.flatMap((from) => orderStatuses.map((to) => [from, to] as const));

test("allows exactly the transitions that Meta documents", () => {
  expect(nextOrderStatuses).toEqual(allowed);
  expect(Object.keys(allowed).sort()).toEqual([...orderStatuses].sort());
});

test.each(pairs)("the transition from %s to %s follows Meta's document", (status, next) => {
  const problem = transitionProblem({ status, payment: undefined }, next);
  const isClosed = allowed[status].length === 0;
  // The same status again is not documented; that nothing follows the last one is.
  if (allowed[status].includes(next) || (status === next && !isClosed)) expect(problem).toBeUndefined();
  else expect(problem).toContain(`"${next}" cannot follow "${status}" (Meta error 2046); `);
});

test("a failure lists the allowed statuses, if any", () => {
  expect(transitionProblem({ status: "shipped", payment: undefined }, "pending")).toBe(
    `"pending" cannot follow "shipped" (Meta error 2046); allowed next: "processing", "partially_shipped", "completed", "canceled"`,
  );
  expect(transitionProblem({ status: "completed", payment: "captured" }, "canceled")).toBe(
    `"canceled" cannot follow "completed" (Meta error 2046); nothing can follow: the order is closed`,
  );
});

test.each(paymentStatuses)("an order with a %s payment is canceled only as Meta allows", (payment) => {
  for (const status of orderStatuses.filter((each) => allowed[each].length > 0)) {
    const state = { status, payment };
    const isRefused = payment !== "failed";
    expect(allowedTransitions(state)).toEqual(allowed[status].filter((next) => next !== "canceled" || !isRefused));
    const problem = transitionProblem(state, "canceled");
    if (isRefused) {
      expect(problem).toContain(`an order whose payment is ${payment} cannot be canceled (Meta error 2047); `);
    } else expect(problem).toBeUndefined();
    // A payment forbids nothing else.
    expect(transitionProblem(state, "completed")).toBeUndefined();
  }
});

test("an order begins as pending and allows every transition", () => {
  expect(allowedTransitions(initialOrderState)).toEqual(orderStatuses.filter((status) => status !== "pending"));
});

test("treats both spellings of partially shipped as one status", () => {
  expect(["partially-shipped", "partially_shipped"].map((status) => orderStatusSchema.parse(status))).toEqual([
    "partially_shipped",
    "partially_shipped",
  ]);
  for (const status of ["partially shipped", "Partially-Shipped", "cancelled", "", null, 1, ["pending"]]) {
    expect(orderStatusSchema.safeParse(status).success).toBe(false);
  }
});

describe("nextStatus", () => {
  test("returns the next status", () => {
    expect(nextStatus("pending", "processing")).toBe("processing");
  });

  test.each<[OrderStatus, OrderStatus, string]>([
    [
      "completed",
      "shipped",
      '"shipped" cannot follow "completed" (Meta error 2046); nothing can follow: the order is closed',
    ],
    ["shipped", "pending", 'allowed next: "processing", "partially_shipped", "completed", "canceled"'],
    ["shipped", "shipped", 'the status is already "shipped"'],
  ])("throws from %s to %s with the allowed statuses", (from, next, reason) => {
    expect(() => nextStatus(from, next as never)).toThrow(reason);
  });
});

test("accepts the spelling with a hyphen from plain JavaScript", () => {
  const partly = "partially-shipped" as OrderStatus;
  expect(transitionProblem({ status: "pending", payment: undefined }, partly)).toBeUndefined();
  expect(transitionProblem({ status: partly, payment: undefined }, "pending")).toContain(
    'cannot follow "partially_shipped"',
  );
  expect(allowedTransitions({ status: partly, payment: undefined })).toEqual(nextOrderStatuses.partially_shipped);
});
