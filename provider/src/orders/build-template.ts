import { omitNullish } from "../schema/order/omit-nullish";
import {
  orderDetailsTemplateFailures,
  orderDetailsTemplateOf,
  orderDetailsTemplateSchema,
  orderStatusTemplateFailures,
  orderStatusTemplateOf,
  orderStatusTemplateSchema,
  type OrderDetailsTemplate,
  type OrderDetailsTemplateArgs,
  type OrderStatusTemplate,
  type OrderStatusTemplateArgs,
} from "../schema/order/template";
import { parseOrThrow, type BuildOptions } from "./build";

/**
 * Builds order details by an approved template, which may be sent at any time. Subtotal and total are computed from the items, exactly.
 * Only Meta knows if the template exists and has these parameters; if not, it answers 132000, 132001, 132012, 132015, 132016 or 132018.
 *
 * @throws InvalidOrder with every broken rule, each with its path, when Meta would reject the message.
 * @example
 * ```ts
 * orderDetailsTemplate({
 *   to: "5511987654321",
 *   template: { name: "pedido_pix", language: "pt_BR", body: ["Bia"] },
 *   referenceId: "order-1001",
 *   type: "physical-goods",
 *   paymentSettings: [paymentLink("https://pay.example.com/1001")],
 *   order: { items: [{ retailerId: "cake", name: "Cake", amount: 4990, quantity: 2 }] },
 * });
 * ```
 */
export function orderDetailsTemplate(
  args: OrderDetailsTemplateArgs,
  { now = new Date() }: BuildOptions = {},
): OrderDetailsTemplate {
  const plain = omitNullish(args);
  const failures = orderDetailsTemplateFailures(plain, { nowMs: now.getTime() });
  return orderDetailsTemplateOf(parseOrThrow(orderDetailsTemplateSchema, plain, failures));
}

/**
 * Builds an order's status by an approved template, which may be sent at any time. Use `transitionProblem` to check if the status may
 * follow the previous one.
 *
 * @throws InvalidOrder with every broken rule, each with its path.
 */
export function orderStatusTemplate(args: OrderStatusTemplateArgs): OrderStatusTemplate {
  const plain = omitNullish(args);
  return orderStatusTemplateOf(parseOrThrow(orderStatusTemplateSchema, plain, orderStatusTemplateFailures(plain)));
}
