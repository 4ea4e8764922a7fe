import fc from "fast-check";
import type { WebhookEvent } from "./events";
import { withExactPrices } from "./body";
import { parseWebhook } from "./parse";
import { bodyOf, cart, message, oneClick, paymentStatus } from "./testing/samples";

function messageIn(events: readonly WebhookEvent[]) {
  return events.flatMap((event) => (event.kind === "message" ? event.message : []))[0];
}

test("reads a cart completely", () => {
  const sent = cart({
    catalog_id: "194836987003835",
    text: "",
    product_items: [
      { product_retailer_id: "di9ozbzfi4", quantity: 2, item_price: 30, currency: "USD" },
      { product_retailer_id: "nqryix03ez", quantity: 1, item_price: 25.5, currency: "USD" },
    ],
  });
  const { events, problems } = parseWebhook(bodyOf(sent));
  expect(problems).toEqual([]);
  expect(messageIn(events)).toMatchObject({
    id: "wamid.cart",
    type: "order",
    text: undefined,
    paymentMethod: undefined,
    order: {
      catalogId: "194836987003835",
      text: "",
      items: [
        {
          productRetailerId: "di9ozbzfi4",
          quantity: 2,
          itemPrice: "30",
          currency: "USD",
          raw: { product_retailer_id: "di9ozbzfi4", quantity: 2, item_price: "30", currency: "USD" },
        },
        { productRetailerId: "nqryix03ez", quantity: 1, itemPrice: "25.5", currency: "USD" },
      ],
      raw: { catalog_id: "194836987003835" },
    },
  });
});

test.each([
  "30.00",
  "0.10",
  "19.990",
  "-0.0",
  "1e2",
  "1.5E-7",
  "0.1234567890123456789",
  "99999999999999999999.99",
  "0",
])("keeps the digits of the price %s", (price) => {
  const body = bodyOf(cart({ product_items: [{ item_price: "PRICE" }] })).replace('"PRICE"', price);
  const spaced = body.replace('"item_price":', '"item_price"\n : \t').replace(`${price}}`, `${price} \n}`);
  for (const json of [body, spaced]) {
    expect(messageIn(parseWebhook(json).events)?.order?.items).toMatchObject([{ itemPrice: price }]);
  }
});

test("keeps prices that are text, and texts that resemble prices", () => {
  const quoted = 'x"item_price":30.00, "item_price": 1, \\"item_price":2}';
  const sent = cart({ text: quoted, product_items: [{ item_price: "30.00", [quoted]: 1 }] });
  const { events, problems } = parseWebhook(bodyOf(sent));
  expect(problems).toEqual([]);
  expect(messageIn(events)).toMatchObject({ raw: sent, order: { text: quoted, items: [{ itemPrice: "30.00" }] } });
});

test.each(["01.5", "1.", ".5", "+1", "1e", "0x1", "1 2", "--1", "1.5.5", "NaN"])(
  "rejects the price %s as invalid JSON",
  (price) => {
    const body = `{"item_price": ${price}}`;
    expect(withExactPrices(body)).toBe(body);
    expect(parseWebhook(body).problems).toContainEqual({ path: "body", reason: "is not JSON" });
  },
);

test("property: prices become text, and nothing else changes", () => {
  const tempting = fc.constantFrom(
    "item_price",
    'x"item_price',
    "item_price\\",
    '\\"item_price":1,',
    '"item_price": 1}',
    "\\",
  );
  const json = fc.object({ key: tempting, values: [tempting, fc.double(), fc.integer(), fc.boolean()], maxDepth: 4 });
  const withPrice = (key: string, value: unknown): unknown =>
    key === "item_price" && typeof value === "number" ? JSON.stringify(value) : value;
  fc.assert(
    fc.property(fc.array(json), fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      expect(JSON.parse(withExactPrices(text))).toEqual(JSON.parse(text, withPrice));
    }),
    { numRuns: 500 },
  );
});

test("reads megabytes of prices and of near misses", () => {
  const many = `[${'{"item_price":30.10},'.repeat(100_000)}{}]`;
  expect(JSON.parse(withExactPrices(many))).toHaveLength(100_001);
  for (const odd of ['"item_price"', '"item_price":1', '"item_price" : 1  ']) {
    expect(withExactPrices(odd.repeat(100_000))).toBe(odd.repeat(100_000));
  }
  const blank = `{"item_price":1${" ".repeat(3_000_000)}x`;
  expect(withExactPrices(blank)).toBe(blank);
});

test("reads a one-click payment completely", () => {
  const { events, problems } = parseWebhook(bodyOf(paymentStatus()));
  expect(problems).toEqual([]);
  expect(messageIn(events)).toMatchObject({
    type: "interactive",
    order: undefined,
    paymentMethod: {
      paymentMethod: "offsite_card_pay",
      paymentTimestamp: new Date("2024-09-12T19:42:02Z"),
      referenceId: "pix_test_webhook",
      lastFourDigits: "5235",
      credentialId: "1234567",
      raw: oneClick,
    },
  });
});

test.each([
  ["a tapped button", { type: "button_reply", button_reply: { id: "1", title: "Yes" } }],
  ["an undocumented payment_notification", { type: "payment_notification", payment_method: oneClick }],
  ["a payment_method without its object", { type: "payment_method" }],
  ["text", "payment_method"],
])("%s is not a one-click payment, and stays in raw", (_what, interactive) => {
  const sent = message("wamid.1", { type: "interactive", interactive });
  const { events, problems } = parseWebhook(bodyOf(sent));
  expect(problems).toEqual([]);
  expect(messageIn(events)).toMatchObject({ paymentMethod: undefined, raw: sent });
});

function oddCart(item: object) {
  return cart({ product_items: [item] });
}

test.each<[string, object, string]>([
  ["an order that is text", cart("x"), "order is not an object"],
  ["items that are no list", cart({ product_items: {} }), "order.product_items is not a list"],
  ["an item that is text", cart({ product_items: ["x"] }), "order.product_items[0] is not an object"],
  ["half an item", oddCart({ quantity: 1.5 }), "order.product_items[0].quantity is not a safe integer"],
  ["many items", oddCart({ quantity: "9".repeat(17) }), "order.product_items[0].quantity is not a safe integer"],
  ["a price that is true", oddCart({ item_price: true }), "order.product_items[0].item_price is not text"],
  ["a payment that is text", paymentStatus("x"), "interactive.payment_method is not an object"],
  [
    "a payment in words",
    paymentStatus({ payment_timestamp: "now" }),
    "interactive.payment_method.payment_timestamp is not a time in seconds",
  ],
])("reports %s, and reads the message without it", (_what, sent, problem) => {
  const { events, problems } = parseWebhook(bodyOf(sent));
  expect(events).toMatchObject([{ kind: "message", message: { raw: sent } }]);
  expect(problems.map(({ path, reason }) => `${path} ${reason}`)).toEqual([
    `body.entry[0].changes[0].value.messages[0].${problem}`,
  ]);
});

test("reads quantities as text and card digits as numbers", () => {
  const { events } = parseWebhook(bodyOf(cart({ product_items: [{ quantity: "2" }] })));
  expect(messageIn(events)).toMatchObject({ order: { items: [{ quantity: 2 }] } });
  const other = parseWebhook(bodyOf(paymentStatus({ payment_timestamp: "1726170122", last_four_digits: 5235 })));
  expect(messageIn(other.events)?.paymentMethod).toMatchObject({
    paymentTimestamp: new Date("2024-09-12T19:42:02Z"),
    lastFourDigits: "5235",
  });
});
