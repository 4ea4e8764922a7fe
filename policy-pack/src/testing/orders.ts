import { described } from "../finding";
import { programOrder, type Order } from "../order";
import { NotApplicable, type OrderRule } from "../rules/rule";

export const now = new Date("2026-03-02T12:00:00Z");

/** Arguments of an order of R$ 10,00, with these changes. */
export function orderArgs(changes: object = {}): object {
  return {
    to: "5511987654321",
    body: "Seu pedido",
    referenceId: "order-1",
    type: "digital-goods",
    order: { items: [{ retailerId: "cake", name: "Bolo", amount: 500, quantity: 2 }] },
    ...changes,
  };
}

/** A way to pay by Pix to a key of that kind. */
export function pix(keyType: string): object {
  return {
    type: "pix_dynamic_code",
    pixDynamicCode: { code: "000201", merchantName: "Loja", key: "the key itself", keyType },
  };
}

export function link(uri: string): object {
  return { type: "payment_link", paymentLink: { uri } };
}

/** What the rule says of an order, as people read it. */
export async function toldOf(rule: OrderRule, order: Order, options: object = {}): Promise<readonly string[]> {
  const answer = await rule.with(options, { now: () => now })(order);
  return answer instanceof NotApplicable ? [`not applicable: ${answer.reason}`] : answer.map(described);
}

/** The same of the arguments with these changes. */
export function toldOfArgs(rule: OrderRule, changes: object, options: object = {}): Promise<readonly string[]> {
  return toldOf(rule, programOrder(orderArgs(changes)), options);
}
