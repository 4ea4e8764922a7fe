import { maxCentavos } from "./money";

/** What a line of an order costs: `saleAmount`, when there is one, counts instead of `amount`. */
export interface PricedLine {
  readonly amount: bigint;
  readonly saleAmount?: bigint | undefined;
  readonly quantity: number;
}

/** What is added to the lines, and taken off. */
export interface Charges {
  readonly tax: bigint;
  readonly shipping?: bigint | undefined;
  readonly discount?: bigint | undefined;
}

/** Meta: sum of (`item.amount.value` or `item.sale_amount.value`) * `item.quantity`. */
export function subtotalOf(lines: readonly PricedLine[]): bigint {
  return lines.reduce((sum, { amount, saleAmount, quantity }) => sum + (saleAmount ?? amount) * BigInt(quantity), 0n);
}

/** Meta: subtotal + tax + shipping - discount. */
export function totalOf(subtotal: bigint, { tax, shipping = 0n, discount = 0n }: Charges): bigint {
  return subtotal + tax + shipping - discount;
}

const shownLines = 6;

/** How the subtotal comes about, in numbers. */
export function subtotalInNumbers(lines: readonly PricedLine[]): string {
  const products = lines
    .slice(0, shownLines)
    .map(({ amount, saleAmount, quantity }) => `${quantity} x ${saleAmount ?? amount}`);
  const more = lines.length > shownLines ? [`... (${lines.length - shownLines} more)`] : [];
  return `${[...products, ...more].join(" + ")} = ${subtotalOf(lines)}`;
}

/** How the total comes about, in numbers. */
export function totalInNumbers(subtotal: bigint, charges: Charges): string {
  const { tax, shipping, discount } = charges;
  const plus = shipping === undefined ? "" : ` + shipping ${shipping}`;
  const minus = discount === undefined ? "" : ` - discount ${discount}`;
  return `subtotal ${subtotal} + tax ${tax}${plus}${minus} = ${totalOf(subtotal, charges)}`;
}

/** Why a computed sum can not be sent; undefined when it can. */
export function sumRangeFailure(sum: bigint, inNumbers: string): string | undefined {
  if (sum > maxCentavos) return `comes to more than 2^63 - 1, which is no integer of Meta's: ${inNumbers}`;
  return sum < 1n ? `must be a positive integer, but comes to ${sum}: ${inNumbers}` : undefined;
}

/** Why a sum that was given is wrong; undefined when it is right. */
export function sumMismatch(given: bigint, inNumbers: string, right: bigint): string | undefined {
  return given === right ? undefined : `is ${given}, but should be ${right}: ${inNumbers}`;
}

/** A sale must be cheaper (Meta: "This should be less than the original amount"). */
export function salePriceFailure({
  amount,
  saleAmount,
}: Pick<PricedLine, "amount" | "saleAmount">): string | undefined {
  return saleAmount === undefined || saleAmount < amount
    ? undefined
    : `is ${saleAmount}, but must be less than the amount, ${amount}`;
}
