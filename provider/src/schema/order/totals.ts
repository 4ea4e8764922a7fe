import type { Failure } from "../failures";
import { isJsonObject } from "../json-value";
import { centavosOf, maxCentavos } from "./money";
import { quantity } from "./fields";
import {
  salePriceFailure,
  subtotalInNumbers,
  subtotalOf,
  sumRangeFailure,
  totalInNumbers,
  totalOf,
  sumMismatch,
  type Charges,
  type PricedLine,
} from "./sums";

/** Where the numbers of an order stand: in a program's words or in Meta's. */
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

/** Broken rules of arithmetic, as far as the numbers can be read: what can not be read is said by the schema. */
export function totalFailures(input: unknown, words: AmountPaths, leastDiscount: 0n | 1n = 1n): Failure[] {
  const order = valueAt(input, ...words.order);
  if (!isJsonObject(order)) return [];
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

/** What the person is asked to pay: what the basket comes to, or without one what is said. Undefined when the numbers can not be read. */
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

/** Undefined when there are none, or one can not be read. */
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

/** Tax, shipping and discount; undefined when one can not be read. A tax that is left out is `noTax`. */
function readCharges(order: unknown, noTax?: 0n, leastDiscount: 0n | 1n = 1n): Charges | undefined {
  const [tax, shipping, discount] = ["tax", "shipping", "discount"].map((key) => {
    const charge = valueAt(order, key);
    if (charge === undefined) return key === "tax" ? noTax : null;
    return readCentavos(valueAt(charge, "value"), key === "discount" ? leastDiscount : 0n);
  });
  if (tax === undefined || tax === null || shipping === undefined || discount === undefined) return undefined;
  return { tax, shipping: shipping ?? undefined, discount: discount ?? undefined };
}

/** What a builder computes must be something that can be sent; a total that was given all the same must be right. */
function computedTotalFailures(input: unknown, lines: readonly PricedLine[], words: AmountPaths): Failure[] {
  const subtotal = subtotalOf(lines);
  const path = words.order.join(".");
  const tooMuch = sumRangeFailure(subtotal, subtotalInNumbers(lines));
  if (tooMuch !== undefined) return [{ path: `${path}.items`, reason: `their sum ${tooMuch}` }];
  const charges = readCharges(valueAt(input, ...words.order), 0n);
  if (charges === undefined) return [];
  const [total, inNumbers] = [totalOf(subtotal, charges), totalInNumbers(subtotal, charges)];
  const problem = sumRangeFailure(total, inNumbers);
  if (problem !== undefined) return [{ path, reason: `its total ${problem}` }];
  const given = readCentavos(valueAt(input, ...words.total), 1n);
  const reason = given === undefined ? undefined : sumMismatch(given, inNumbers, total);
  return reason === undefined ? [] : [{ path: words.total.join("."), reason: `${reason}; leave it out` }];
}

/** The sums that a message says. With a wrong subtotal the total may follow from either, so that one slip is one failure. */
function statedTotalFailures(
  input: unknown,
  lines: readonly PricedLine[],
  words: AmountPaths,
  leastDiscount: 0n | 1n,
): Failure[] {
  const order = valueAt(input, ...words.order);
  const right = subtotalOf(lines);
  const given = readCentavos(valueAt(order, ...words.subtotal), 1n);
  const wrong = given === undefined ? undefined : sumMismatch(given, subtotalInNumbers(lines), right);
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
            reason: `is ${total}, but should be ${totalOf(right, charges)}: ${totalInNumbers(right, charges)}`,
          },
        ]
      : []),
  ];
}

function readCentavos(value: unknown, least: 0n | 1n): bigint | undefined {
  const amount = centavosOf(value);
  return typeof amount === "bigint" && amount >= least && amount <= maxCentavos ? amount : undefined;
}
