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
import { valid, type BuildOptions } from "./build";

/**
 * Order details by an approved template, which may be sent at any time; subtotal and total are computed from the items, exactly. Whether
 * the template exists and has these parameters only Meta knows: 132000, 132001, 132012, 132015, 132016 and 132018 are its answers.
 *
 * @throws InvalidOrder with every broken rule, each with its path, when Meta would refuse the message.
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
  return orderDetailsTemplateOf(valid(orderDetailsTemplateSchema, plain, failures));
}

/**
 * An order's status by an approved template, which may be sent at any time. Whether the status may follow the one before is for
 * `transitionProblem` to say.
 *
 * @throws InvalidOrder with every broken rule, each with its path.
 */
export function orderStatusTemplate(args: OrderStatusTemplateArgs): OrderStatusTemplate {
  const plain = omitNullish(args);
  return orderStatusTemplateOf(valid(orderStatusTemplateSchema, plain, orderStatusTemplateFailures(plain)));
}
