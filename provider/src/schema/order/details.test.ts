import { expirationFailures, orderDetailsFailures, orderDetailsOf, orderDetailsSchema } from "./details";

// How Pulumi writes a text that is not known yet.
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const nowMs = 1_795_219_200_000;
const base = {
  to: "5511987654321",
  body: "Your order",
  referenceId: "order-1",
  type: "digital-goods",
  order: { items: [{ retailerId: "1", name: "Cake", amount: 4990, quantity: 2 }] },
};
function paths(args: unknown, at = nowMs): string[] {
  return orderDetailsFailures(args, { nowMs: at }).map(({ path }) => path);
}

test.each([null, "order", []])("rejects arguments that are no object: %j", (args) => {
  expect(paths(args)).toEqual(["", "order"]);
});

test("reports every failure at once with its path", () => {
  const args = {
    to: "",
    body: "b".repeat(1025),
    footer: "",
    image: { link: "cake.png", alt: "cake" },
    referenceId: "a b",
    type: "goods",
    paymentSettings: [{ type: "upi" }, { type: "boleto", boleto: {} }],
    order: {
      expiration: { timestamp: String(nowMs / 1000), description: "" },
      items: [{ retailerid: "1", name: "n".repeat(61), amount: 1.5, saleAmount: 2, quantity: 0 }],
      tax: { value: -1 },
      shipping: {},
      subtotal: 5,
    },
    totalAmount: 0,
    callback: "x",
  };
  expect(paths(args).sort()).toEqual(
    [
      "to",
      "body",
      "footer",
      "image.link",
      "image.alt",
      "referenceId",
      "type",
      "paymentSettings[0].type",
      "paymentSettings[1].boleto.digitableLine",
      "order.expiration.description",
      "order.expiration.timestamp",
      "order.items[0].retailerId",
      "order.items[0].retailerid",
      "order.items[0].name",
      "order.items[0].amount",
      "order.items[0].quantity",
      "order.tax.value",
      "order.shipping.value",
      "order.subtotal",
      "totalAmount",
      "callback",
    ].sort(),
  );
});

test("suggests the spelling of an unknown key", () => {
  const failures = orderDetailsFailures({ ...base, referenceid: "x" });
  expect(failures).toEqual([{ path: "referenceid", reason: expect.stringContaining('did you mean "referenceId"?') }]);
});

test.each([undefined, null, 5, "text", [], [base], () => base])("reports failures for %p without throwing", (args) => {
  expect(orderDetailsFailures(args).length).toBeGreaterThan(0);
});

test("skips unknown values", () => {
  const item = { ...base.order.items[0], amount: unknownValue };
  expect(orderDetailsFailures({ ...base, body: unknownValue, order: { items: [item] } })).toEqual([]);
  expect(orderDetailsFailures({ ...base, order: unknownValue, totalAmount: unknownValue })).toEqual([]);
});

test("a basket or a total is required", () => {
  const { order: _order, ...simple } = base;
  expect(orderDetailsFailures(simple)).toEqual([{ path: "order", reason: "is required unless `totalAmount` is set" }]);
  expect(orderDetailsFailures({ ...simple, totalAmount: "5" })).toEqual([]);
});

test.each([
  [300, 0, undefined],
  [299, 0, "is 299 s ahead; Meta requires at least 300 s ahead"],
  [0, 0, "is 0 s ahead; Meta requires at least 300 s ahead"],
  [-1, 0, "is 1 s ago; Meta requires at least 300 s ahead"],
  // Seconds are what Meta counts in.
  [300, 999, undefined],
])("an expiration %i s and -%i ms from now: %s", (seconds, laterMs, reason) => {
  const found = expirationFailures(String(nowMs / 1000 + seconds), "end", nowMs + laterMs);
  expect(found).toEqual(reason === undefined ? [] : [{ path: "end", reason }]);
});

test("skips an invalid expiration, and all without a current time", () => {
  expect(expirationFailures("1", "end", undefined)).toEqual([]);
  expect(expirationFailures("soon", "end", nowMs)).toEqual([]);
  expect(expirationFailures(1, "end", nowMs)).toEqual([]);
});

test("computes the sums, with a tax of 0 by default", () => {
  const message = orderDetailsOf(orderDetailsSchema.parse(base));
  expect(message).toMatchObject({ kind: "order_details", totalAmount: 9980n });
  expect(message.order).toMatchObject({ subtotal: 9980n, tax: { value: 0n } });
  const simple = orderDetailsSchema.parse({ ...base, order: undefined, totalAmount: "77" });
  expect(orderDetailsOf(simple)).toEqual({ ...simple, kind: "order_details", order: undefined, totalAmount: 77n });
});

test.each([
  [
    "items with slips",
    (): object => ({ retailerid: "x", name: "é".repeat(61), amount: 1.5, quantity: 0, saleAmount: "x" }),
  ],
  [
    "items that are right",
    () => ({ retailerId: "x", name: "ação ".repeat(12), amount: 2, saleAmount: 1, quantity: 3 }),
  ],
])("validates 10,000 %s", (what, item) => {
  const failures = orderDetailsFailures({ ...base, order: { items: Array.from({ length: 10_000 }, item) } });
  expect(failures.length).toBe(what === "items that are right" ? 0 : 60_000);
});
