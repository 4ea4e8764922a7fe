import { formatReais } from "./money";

/** Problem with the amount of a Pix code; `given` and `expected` are for messages. */
type AmountProblem =
  { readonly kind: "amountForm" } | { readonly kind: "amount"; readonly given: string; readonly expected: string };

/** Compares the amount in a Pix code, in reais with a decimal point, with the total in centavos, if that is known. */
export function findAmountProblem(value: string, total: bigint | undefined): AmountProblem | undefined {
  const [, reais, cents = ""] = /^(\d{1,13})(?:\.(\d{0,2}))?$/.exec(value) ?? [];
  if (reais === undefined) return { kind: "amountForm" };
  const amount = BigInt(`${reais}${cents.padEnd(2, "0")}`);
  return total === undefined || amount === total
    ? undefined
    : { kind: "amount", given: formatReais(amount), expected: formatReais(total) };
}
