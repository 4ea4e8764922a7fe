import type { CustomerOrder, CustomerOrderItem, PaymentMethod } from "./events";
import { fieldOf, integer, itemsAt, list, objectSchema, readObject, text, time, type JsonCursor } from "./json-cursor";

const orderSchema = objectSchema({ catalog_id: text, text, product_items: list });

const orderItemSchema = objectSchema({
  product_retailer_id: text,
  quantity: integer,
  item_price: text,
  currency: text,
});

export function readOrder(at: JsonCursor): CustomerOrder | undefined {
  const fields = readObject(orderSchema, at);
  if (fields === undefined) return undefined;
  const { catalogId, text: orderText, raw } = fields;
  const items = itemsAt(fieldOf(at, "product_items")).flatMap(
    (item): CustomerOrderItem | readonly [] => readObject(orderItemSchema, item) ?? [],
  );
  return { catalogId, text: orderText, items, raw };
}

const paymentMethodSchema = objectSchema({
  payment_method: text,
  payment_timestamp: time,
  reference_id: text,
  last_four_digits: text,
  credential_id: text,
});

/** Reads the payment method of an `interactive` object; undefined for its other types. */
export function readPaymentMethod(interactive: JsonCursor): PaymentMethod | undefined {
  if (fieldOf(interactive, "type").value !== "payment_method") return undefined;
  return readObject(paymentMethodSchema, fieldOf(interactive, "payment_method"));
}
