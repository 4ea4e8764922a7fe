import type { z } from "zod";
import { describeFailure, failuresOf, type Failure } from "../schema/failures";
import { isJsonObject } from "../schema/json-value";
import {
  orderDetailsFailures,
  orderDetailsOf,
  orderDetailsSchema,
  type OrderDetails,
  type OrderDetailsArgs,
} from "../schema/order/details";
import { omitNullish } from "../schema/order/omit-nullish";
import {
  orderStatusArgsSchema,
  orderStatusFailures,
  orderStatusOf,
  type OrderStatusArgs,
  type OrderStatusUpdate,
} from "../schema/order/status-message";

/** An order message that Meta would reject, with every broken rule. */
export class InvalidOrder extends Error {
  override readonly name = "InvalidOrder";
  constructor(readonly failures: readonly Failure[]) {
    super(failures.map(describeFailure).join("; "));
  }
}

export interface BuildOptions {
  /** Time against which an expiration is checked. Default: now. */
  readonly now?: Date;
}

/**
 * Builds an `order_details` message. Subtotal and total are computed from the items, exactly. The message is free-form: Meta delivers it
 * only within 24 hours of the person's last message (131047 otherwise). After that use `orderDetailsTemplate`.
 *
 * @throws InvalidOrder with every broken rule, each with its path, when Meta would reject the message.
 * @example
 * ```ts
 * orderDetails({
 *   to: "5511987654321",
 *   body: "Your order",
 *   referenceId: "order-1001",
 *   type: "physical-goods",
 *   paymentSettings: [paymentLink("https://pay.example.com/1001")],
 *   order: { items: [{ retailerId: "cake", name: "Cake", amount: 4990, quantity: 2 }], shipping: { value: 1200 } },
 * }); // subtotal 9980, total 11180
 * ```
 */
export function orderDetails(args: OrderDetailsArgs, { now = new Date() }: BuildOptions = {}): OrderDetails {
  const plain = omitNullish(args);
  return orderDetailsOf(parseOrThrow(orderDetailsSchema, plain, orderDetailsFailures(plain, { nowMs: now.getTime() })));
}

/**
 * Builds an `order_status` message. Use `transitionProblem` to check if the status may follow the previous one. The message is free-form,
 * like `orderDetails`; after 24 hours use `orderStatusTemplate`.
 *
 * @throws InvalidOrder with every broken rule, each with its path.
 */
export function orderStatus(args: OrderStatusArgs): OrderStatusUpdate {
  // The header is Meta's own JSON, in which null may mean something.
  const plain = omitNullish(args, ["header"]);
  return orderStatusOf(parseOrThrow(orderStatusArgsSchema, plain, orderStatusFailures(plain)));
}

/** Parses arguments or throws all failures. A running program knows all values, so Pulumi's strings for unknown values are plain text here. */
export function parseOrThrow<Schema extends z.ZodType>(
  schema: Schema,
  plain: unknown,
  failures: readonly Failure[],
): z.output<Schema> {
  if (!isJsonObject(plain)) throw new InvalidOrder([{ path: "args", reason: "must be an object" }]);
  const parsed = schema.safeParse(plain);
  if (parsed.success && failures.length === 0) return parsed.data;
  throw new InvalidOrder(failures.length > 0 ? failures : failuresOf(schema, plain, true));
}
