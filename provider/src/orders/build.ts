import {
  orderDetailsFailures,
  orderDetailsOf,
  orderDetailsSchema,
  type OrderDetails,
  type OrderDetailsArgs,
} from "../schema/order/details";
import { said } from "../schema/order/said";
import {
  orderStatusArgsSchema,
  orderStatusFailures,
  orderStatusOf,
  type OrderStatusArgs,
  type OrderStatusUpdate,
} from "../schema/order/status-message";
import { InvalidOrder } from "./invalid-order";

export interface BuildOptions {
  /** The moment that an expiration is judged against. Default: now. */
  readonly now?: Date;
}

/**
 * An `order_details` message; subtotal and total are computed from the items, exactly.
 *
 * @throws InvalidOrder with every broken rule, each with its path, when Meta would refuse the message.
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
  const plain = said(args);
  const failures = orderDetailsFailures(plain, { nowMs: now.getTime() });
  if (failures.length > 0) throw new InvalidOrder(failures);
  return orderDetailsOf(orderDetailsSchema.parse(plain));
}

/**
 * An `order_status` message. Whether the status may follow the one before is for `transitionProblem` to say.
 *
 * @throws InvalidOrder with every broken rule, each with its path.
 */
export function orderStatus(args: OrderStatusArgs): OrderStatusUpdate {
  const plain = said(args);
  const failures = orderStatusFailures(plain);
  if (failures.length > 0) throw new InvalidOrder(failures);
  return orderStatusOf(orderStatusArgsSchema.parse(plain));
}
