import type { DetailsParameters, Item } from "../state/orders";

/** Returns the unit price: the sale price, if any. */
export function priceOf({ amount, sale_amount: sale }: Item): bigint {
  return (sale ?? amount).value;
}

export function calculateLineTotal(item: Item): bigint {
  return priceOf(item) * item.quantity;
}

interface TotalProblem {
  /** Path within the parameters of the order. */
  readonly path: readonly string[];
  readonly rule: string;
}

/** Compares subtotal and total with the exact sums. Returns the first difference. Source: Meta's tables. */
export function findTotalProblem({ order, total_amount: total }: DetailsParameters): TotalProblem | undefined {
  if (order === undefined) return undefined;
  const { items, subtotal, tax, shipping, discount } = order;
  const ofItems = items.reduce((sum, item) => sum + calculateLineTotal(item), 0n);
  if (subtotal.value !== ofItems) {
    const lines = items.map((item) => `${priceOf(item).toString()} * ${item.quantity.toString()}`).join(" + ");
    const rule = `is ${subtotal.value.toString()}, and must equal the sum of the items: ${lines} = ${ofItems.toString()}`;
    return { path: ["order", "subtotal", "value"], rule };
  }
  const [plusTax, plusShipping, lessDiscount] = [tax.value, shipping?.value ?? 0n, discount?.value ?? 0n];
  const expected = subtotal.value + plusTax + plusShipping - lessDiscount;
  if (total.value === expected) return undefined;
  const formula =
    `order.subtotal.value ${subtotal.value.toString()} + order.tax.value ${plusTax.toString()}` +
    ` + order.shipping.value ${plusShipping.toString()} - order.discount.value ${lessDiscount.toString()}`;
  const rule = `is ${total.value.toString()}, and must equal ${formula} = ${expected.toString()}`;
  return { path: ["total_amount", "value"], rule };
}
