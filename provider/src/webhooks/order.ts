import type { CustomerOrder, CustomerOrderItem, PaymentMethod } from "./events";
import { fieldOf, integerAt, itemsAt, objectAt, textAt, timeAt, type JsonCursor } from "./json-cursor";

export function orderAt(place: JsonCursor): CustomerOrder | undefined {
  const raw = objectAt(place);
  if (raw === undefined) return undefined;
  return {
    catalogId: textAt(fieldOf(place, "catalog_id")),
    text: textAt(fieldOf(place, "text")),
    items: itemsAt(fieldOf(place, "product_items")).flatMap((item) => orderItemAt(item) ?? []),
    raw,
  };
}

function orderItemAt(place: JsonCursor): CustomerOrderItem | undefined {
  const raw = objectAt(place);
  if (raw === undefined) return undefined;
  return {
    productRetailerId: textAt(fieldOf(place, "product_retailer_id")),
    quantity: integerAt(fieldOf(place, "quantity")),
    itemPrice: textAt(fieldOf(place, "item_price")),
    currency: textAt(fieldOf(place, "currency")),
    raw,
  };
}

/** Parses the payment method of an `interactive` object; undefined for its other types. */
export function paymentMethodAt(interactive: JsonCursor): PaymentMethod | undefined {
  if (fieldOf(interactive, "type").value !== "payment_method") return undefined;
  const place = fieldOf(interactive, "payment_method");
  const raw = objectAt(place);
  if (raw === undefined) return undefined;
  return {
    paymentMethod: textAt(fieldOf(place, "payment_method")),
    paymentTimestamp: timeAt(fieldOf(place, "payment_timestamp")),
    referenceId: textAt(fieldOf(place, "reference_id")),
    lastFourDigits: textAt(fieldOf(place, "last_four_digits")),
    credentialId: textAt(fieldOf(place, "credential_id")),
    raw,
  };
}

/**
 * Quotes the `item_price` numbers of JSON text, so that they keep their digits. In valid JSON, unescaped quotes around the name make it a
 * key, and a JSON number stays valid in quotes, so that nothing else changes and invalid JSON stays invalid.
 */
export function withExactPrices(json: string): string {
  return json.replace(itemPrice, '$1"$2"');
}

const itemPrice = /((?<!\\)"item_price"\s*:\s*)(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=\s*[,}])/g;
