import type { Failure } from "../failures";
import { isJsonObject } from "../json-value";
import { centavosOf, maxCentavos } from "./money";
import { quantity } from "./fields";

/** Paths of the numbers of an order, in a program or in Meta's JSON. */
export interface AmountPaths {
  /** Path of the basket and of the total. */
  readonly order: readonly string[];
  readonly total: readonly string[];
  /** From an item, a charge or the basket to its number. */
  readonly amount: readonly string[];
  readonly sale: readonly string[];
  readonly subtotal: readonly string[];
}

export const programPaths: AmountPaths = {
  order: ["order"],
  total: ["totalAmount"],
  amount: ["amount"],
  sale: ["saleAmount"],
  subtotal: [],
};

/** Within `parameters`. */
export const wirePaths: AmountPaths = {
  order: ["order"],
  total: ["total_amount", "value"],
  amount: ["amount", "value"],
  sale: ["sale_amount", "value"],
  subtotal: ["subtotal", "value"],
};

export function valueAt(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => (isJsonObject(at) ? at[key] : undefined), value);
}

/** Lists wrong sums. Unreadable numbers are skipped: the schema reports them. */
export function totalFailures(input: unknown, words: AmountPaths, leastDiscount: 0n | 1n = 1n): Failure[] {
  const order = valueAt(input, ...words.order);
  const sales = readItems(order).flatMap((item, i) =>
    saleFailures(item, `${words.order.join(".")}.items[${i}]`, words),
  );
  const lines = readLines(order, words);
  if (lines === undefined) return sales;
  return [
    ...sales,
    ...(words.subtotal.length > 0
      ? statedTotalFailures(input, lines, words, leastDiscount)
      : computedTotalFailures(input, lines, words)),
  ];
}

/** Total to pay: computed from the basket, or as given without one. Undefined if the numbers are unreadable. */
export function orderTotal(input: unknown, words: AmountPaths): bigint | undefined {
  const order = valueAt(input, ...words.order);
  if (order === undefined) return readCentavos(valueAt(input, ...words.total), 1n);
  const [lines, charges] = [readLines(order, words), readCharges(order, 0n, 0n)];
  return lines === undefined || charges === undefined ? undefined : totalOf(subtotalOf(lines), charges);
}

function readItems(order: unknown): readonly unknown[] {
  const items = valueAt(order, "items");
  return Array.isArray(items) ? items : [];
}

/** Undefined if there are none, or one is unreadable. */
function readLines(order: unknown, words: AmountPaths): readonly PricedLine[] | undefined {
  const items = readItems(order);
  const lines = items.map((item) => readLine(item, words)).filter((line) => line !== undefined);
  return items.length === 0 || lines.length < items.length ? undefined : lines;
}

function saleFailures(item: unknown, path: string, words: AmountPaths): Failure[] {
  const amount = readCentavos(valueAt(item, ...words.amount), 1n);
  const saleAmount = readCentavos(valueAt(item, ...words.sale), 1n);
  const reason = amount === undefined ? undefined : salePriceFailure({ amount, saleAmount });
  return reason === undefined ? [] : [{ path: `${path}.${words.sale.join(".")}`, reason }];
}

function readLine(item: unknown, words: AmountPaths): PricedLine | undefined {
  const amount = readCentavos(valueAt(item, ...words.amount), 1n);
  const isOnSale = valueAt(item, ...words.sale.slice(0, 1)) !== undefined;
  const saleAmount = readCentavos(valueAt(item, ...words.sale), 1n);
  const many = quantity.safeParse(valueAt(item, "quantity"));
  if (amount === undefined || !many.success || (isOnSale && saleAmount === undefined)) return undefined;
  return { amount, saleAmount, quantity: many.data };
}

/** Reads tax, shipping and discount; undefined if one is unreadable. `noTax` replaces a missing tax. */
function readCharges(order: unknown, noTax?: 0n, leastDiscount: 0n | 1n = 1n): Charges | undefined {
  const [tax, shipping, discount] = ["tax", "shipping", "discount"].map((key) => {
    const charge = valueAt(order, key);
    if (charge === undefined) return key === "tax" ? noTax : null;
    return readCentavos(valueAt(charge, "value"), key === "discount" ? leastDiscount : 0n);
  });
  if (tax === undefined || tax === null || shipping === undefined || discount === undefined) return undefined;
  return { tax, shipping: shipping ?? undefined, discount: discount ?? undefined };
}

/** Checks that computed sums are in Meta's range, and that a given total matches. */
function computedTotalFailures(input: unknown, lines: readonly PricedLine[], words: AmountPaths): Failure[] {
  const subtotal = subtotalOf(lines);
  const path = words.order.join(".");
  const tooMuch = sumRangeFailure(subtotal, formatSubtotal(lines));
  if (tooMuch !== undefined) return [{ path: `${path}.items`, reason: `their sum ${tooMuch}` }];
  const charges = readCharges(valueAt(input, ...words.order), 0n);
  if (charges === undefined) return [];
  const [total, calculation] = [totalOf(subtotal, charges), formatTotal(subtotal, charges)];
  const problem = sumRangeFailure(total, calculation);
  if (problem !== undefined) return [{ path, reason: `its total ${problem}` }];
  const given = readCentavos(valueAt(input, ...words.total), 1n);
  const reason = given === undefined ? undefined : sumMismatch(given, calculation, total);
  return reason === undefined ? [] : [{ path: words.total.join("."), reason: `${reason}; leave it out` }];
}

/** Checks the sums in a message. With a wrong subtotal the total may match either subtotal, so that one mistake is one failure. */
function statedTotalFailures(
  input: unknown,
  lines: readonly PricedLine[],
  words: AmountPaths,
  leastDiscount: 0n | 1n,
): Failure[] {
  const order = valueAt(input, ...words.order);
  const right = subtotalOf(lines);
  const given = readCentavos(valueAt(order, ...words.subtotal), 1n);
  const wrong = given === undefined ? undefined : sumMismatch(given, formatSubtotal(lines), right);
  const subtotal = { path: [...words.order, ...words.subtotal].join("."), reason: wrong };
  const charges = readCharges(order, undefined, leastDiscount);
  const total = readCentavos(valueAt(input, ...words.total), 1n);
  const mayFollow = given === undefined ? [right] : [given, right];
  const isWrongTotal =
    charges !== undefined && total !== undefined && !mayFollow.some((sum) => totalOf(sum, charges) === total);
  return [
    ...(wrong === undefined ? [] : [{ ...subtotal, reason: wrong }]),
    ...(isWrongTotal
      ? [
          {
            path: words.total.join("."),
            reason: `is ${total}, but should be ${totalOf(right, charges)}: ${formatTotal(right, charges)}`,
          },
        ]
      : []),
  ];
}

function readCentavos(value: unknown, least: 0n | 1n): bigint | undefined {
  const amount = centavosOf(value);
  return typeof amount === "bigint" && amount >= least && amount <= maxCentavos ? amount : undefined;
}

/** Price and quantity of an item; `saleAmount`, if given, replaces `amount`. */
export interface PricedLine {
  readonly amount: bigint;
  readonly saleAmount?: bigint | undefined;
  readonly quantity: number;
}

/** Charges and discount of an order. */
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

/** Formats the calculation of the subtotal. */
export function formatSubtotal(lines: readonly PricedLine[]): string {
  const products = lines
    .slice(0, shownLines)
    .map(({ amount, saleAmount, quantity }) => `${quantity} x ${saleAmount ?? amount}`);
  const more = lines.length > shownLines ? [`... (${lines.length - shownLines} more)`] : [];
  return `${[...products, ...more].join(" + ")} = ${subtotalOf(lines)}`;
}

/** Formats the calculation of the total. */
function formatTotal(subtotal: bigint, charges: Charges): string {
  const { tax, shipping, discount } = charges;
  const plus = shipping === undefined ? "" : ` + shipping ${shipping}`;
  const minus = discount === undefined ? "" : ` - discount ${discount}`;
  return `subtotal ${subtotal} + tax ${tax}${plus}${minus} = ${totalOf(subtotal, charges)}`;
}

/** Explains why a computed sum is out of range; undefined if it is in range. */
function sumRangeFailure(sum: bigint, calculation: string): string | undefined {
  if (sum > maxCentavos) return `exceeds 2^63 - 1, Meta's largest integer: ${calculation}`;
  return sum < 1n ? `must be a positive integer, but is ${sum}: ${calculation}` : undefined;
}

/** Explains why a given sum is wrong; undefined if it is right. */
function sumMismatch(given: bigint, calculation: string, right: bigint): string | undefined {
  return given === right ? undefined : `is ${given}, but should be ${right}: ${calculation}`;
}

/** A sale must be cheaper (Meta: "This should be less than the original amount"). */
function salePriceFailure({ amount, saleAmount }: Pick<PricedLine, "amount" | "saleAmount">): string | undefined {
  return saleAmount === undefined || saleAmount < amount
    ? undefined
    : `is ${saleAmount}, but must be less than the amount, ${amount}`;
}
