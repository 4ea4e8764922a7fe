import { formatFinding } from "../finding";
import { parseProgramOrder, type OrderFacts } from "../order";
import { NotApplicable, type OrderRule } from "../rules/rule";

export const now = new Date("2026-03-02T12:00:00Z");

/** Creates arguments of an order of R$ 10,00 with these changes. */
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

/** Creates a payment setting for a Pix key of this kind. */
export function pix(keyType: string): object {
  return {
    type: "pix_dynamic_code",
    pixDynamicCode: { code: "000201", merchantName: "Loja", key: "the key itself", keyType },
  };
}

export function link(uri: string): object {
  return { type: "payment_link", paymentLink: { uri } };
}

/** Lists the formatted findings about an order. */
export async function listOrderMessages(
  rule: OrderRule,
  order: OrderFacts,
  options: object = {},
): Promise<readonly string[]> {
  const answer = await rule.configure(options, { now: () => now })(order);
  return answer instanceof NotApplicable
    ? [`not applicable: ${answer.reason.en}`]
    : answer.map((finding) => formatFinding(finding, "en"));
}

/** Lists the formatted findings about an order with these changes. */
export function listArgsMessages(rule: OrderRule, changes: object, options: object = {}): Promise<readonly string[]> {
  return listOrderMessages(rule, parseProgramOrder(orderArgs(changes)), options);
}
