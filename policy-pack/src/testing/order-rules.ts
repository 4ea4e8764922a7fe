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

const dynamicCode =
  "00020126420014br.gov.bcb.pix2520pix.example.com/v2/x5204000053039865802BR5914PADARIA AURORA6009SAO PAULO62070503***6304BB66";

const pixKeys: Readonly<Record<string, string>> = {
  CPF: "39053344705",
  CNPJ: "39580525000189",
  EMAIL: "loja@example.com",
  PHONE: "+5511987654321",
  EVP: "123e4567-e89b-12d3-a456-426614174000",
};

/** Creates a payment setting for a Pix key of this kind. */
export function pix(keyType: string, changes: object = {}): object {
  return {
    type: "pix_dynamic_code",
    pixDynamicCode: { code: dynamicCode, merchantName: "Loja", key: pixKeys[keyType], keyType, ...changes },
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
