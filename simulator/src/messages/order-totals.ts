import type { Amount, Item, OrderContent } from "../state/orders";
import { memberLocation, invalidValue, type FieldLocation } from "./field-readers";

/** Returns the unit price: the sale price, if any. */
export function priceOf({ amount, sale_amount: sale }: Item): bigint {
  return (sale ?? amount).value;
}

export function lineTotal(item: Item): bigint {
  return priceOf(item) * item.quantity;
}

/** Requires exact subtotal and total. `at` is the location of `parameters`. Source: Meta's tables. */
export function checkTotals(order: OrderContent, total: Amount, at: FieldLocation): void {
  const { items, subtotal, tax, shipping, discount } = order;
  const ofItems = items.reduce((sum, item) => sum + lineTotal(item), 0n);
  if (subtotal.value !== ofItems) {
    const lines = items.map((item) => `${priceOf(item).toString()} * ${item.quantity.toString()}`).join(" + ");
    const rule = `is ${subtotal.value.toString()}, and must equal the sum of the items: ${lines} = ${ofItems.toString()}`;
    throw invalidValue(memberLocation(at, "order.subtotal.value"), rule);
  }
  const [plusTax, plusShipping, lessDiscount] = [tax.value, shipping?.value ?? 0n, discount?.value ?? 0n];
  const expected = subtotal.value + plusTax + plusShipping - lessDiscount;
  if (total.value === expected) return;
  const formula =
    `order.subtotal.value ${subtotal.value.toString()} + order.tax.value ${plusTax.toString()}` +
    ` + order.shipping.value ${plusShipping.toString()} - order.discount.value ${lessDiscount.toString()}`;
  const rule = `is ${total.value.toString()}, and must equal ${formula} = ${expected.toString()}`;
  throw invalidValue(memberLocation(at, "total_amount.value"), rule);
}
