import { InvalidOrder, orderDetails, orderStatus } from "./build";
import { boleto, offsiteCardPay, paymentLink, pixDynamicCode } from "./payment-settings";
import type { OrderDetailsArgs } from "../schema/order/details";
import type { OrderStatusArgs } from "../schema/order/status-message";

const now = new Date("2026-11-21T00:00:00Z");
const cake: OrderDetailsArgs = {
  to: "5511987654321",
  body: "Your order",
  referenceId: "order-1001",
  type: "physical-goods",
  paymentSettings: [paymentLink("https://pay.example.com/1001")],
  order: { items: [{ retailerId: "cake", name: "Cake", amount: 4990, quantity: 2 }], shipping: { value: 1200 } },
};
const base: OrderStatusArgs = { to: "5511987654321", body: "b", referenceId: "r", payment: { status: "captured" } };

function failures(run: () => unknown): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidOrder) return error.failures.map(({ path }) => path);
    throw error;
  }
  return [];
}

test("computes the sums of the documentation's example", () => {
  expect(orderDetails(cake)).toMatchObject({
    kind: "order_details",
    totalAmount: 11180n,
    order: { subtotal: 9980n, tax: { value: 0n }, shipping: { value: 1200n } },
  });
});

test("totals use sale prices, charges and the discount", () => {
  const order = {
    items: [
      { retailerId: "1", name: "Bread", amount: "1500", saleAmount: 1000n, quantity: 1 },
      { retailerId: "2", name: "Tea", amount: 250, quantity: 4 },
    ],
    tax: { value: 100 },
    shipping: { value: "100" },
    discount: { value: 50n },
  };
  expect(orderDetails({ ...cake, order })).toMatchObject({ totalAmount: 2150n, order: { subtotal: 2000n } });
});

test("the error lists every failure with its path and reason", () => {
  const wrong = { ...cake, to: "", referenceId: "a b", order: { items: [] } };
  expect(failures(() => orderDetails(wrong))).toEqual(["to", "referenceId", "order.items"]);
  expect(() => orderDetails(wrong)).toThrow(
    "to: must not be empty; referenceId: may have English letters, numbers, underscores, dashes and dots only; order.items: must have at least one item",
  );
  expect(failures(() => orderStatus({ ...base, payment: undefined, body: "" }))).toEqual(["body", "order"]);
});

test("checks an expiration against the given time, or now", () => {
  const expiringAt = (timestamp: string): OrderDetailsArgs => ({
    ...cake,
    order: { ...cake.order, items: cake.order?.items ?? [], expiration: { timestamp, description: "ends" } },
  });
  const soon = String(now.getTime() / 1000 + 300);
  expect(failures(() => orderDetails(expiringAt(soon), { now }))).toEqual([]);
  expect(failures(() => orderDetails(expiringAt(soon), { now: new Date(now.getTime() + 1000) }))).toEqual([
    "order.expiration.timestamp",
  ]);
  expect(failures(() => orderDetails(expiringAt("1000000000")))).toEqual(["order.expiration.timestamp"]);
  expect(failures(() => orderDetails(expiringAt("99999999999")))).toEqual([]);
});

test("omits null like undefined, except in a header", () => {
  const nulls = {
    ...cake,
    footer: null,
    image: null,
    order: { ...cake.order, tax: null },
  } as unknown as OrderDetailsArgs;
  expect(orderDetails(nulls)).toEqual(orderDetails(cake));
  expect(orderStatus({ ...base, header: { a: null } }).header).toEqual({ a: null });
  expect(failures(() => orderStatus({ ...base, header: null } as unknown as OrderStatusArgs))).toEqual([]);
});

test.each([undefined, null, 5, "text", [], [[cake]], new Map(), () => cake])("rejects %p as arguments", (args) => {
  expect(failures(() => orderDetails(args as unknown as OrderDetailsArgs)).length).toBeGreaterThan(0);
  expect(failures(() => orderStatus(args as unknown as OrderStatusArgs)).length).toBeGreaterThan(0);
});

test("rejects a header that JSON cannot represent exactly", () => {
  const circle: Record<string, unknown> = {};
  circle["again"] = circle;
  const deep = JSON.parse(`${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`) as Record<string, unknown>;
  const headers = [
    circle,
    deep,
    { a: new Date() },
    { a: () => 1 },
    { a: 2 ** 53 },
    { a: 10n },
    { a: NaN },
    { a: "\ud83d" },
  ];
  for (const header of headers) {
    const found = failures(() => orderStatus({ ...base, header }));
    expect([found.length, found[0]?.startsWith("header.a")]).toEqual([1, true]);
  }
  expect(failures(() => orderStatus({ ...base, header: new URL("https://a.example") as never }))).toEqual(["header"]);
  expect(failures(() => orderStatus({ ...base, header: [] as never }))).toEqual(["header"]);
});

test("rejects the keys __proto__, constructor and toString", () => {
  const odd = JSON.parse('{"__proto__":{"footer":"x"},"constructor":1}') as object;
  expect(failures(() => orderDetails({ ...cake, ...odd }))).toEqual(["__proto__", "constructor"]);
  expect(failures(() => orderDetails({ ...cake, ["toString"]: 1 } as OrderDetailsArgs))).toEqual(["toString"]);
});

test("treats Pulumi's placeholder for an unknown value as text", () => {
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const order = { items: [{ retailerId: "1", name: unknown, amount: unknown, quantity: 1 }] };
  expect(failures(() => orderDetails({ ...cake, order }))).toEqual(["order.items[0].amount"]);
  expect(orderDetails({ ...cake, body: unknown }).body).toBe(unknown);
  expect(failures(() => orderStatus({ ...base, payment: unknown as never }))).toEqual(["payment"]);
});

test("does not change its arguments", () => {
  const frozen = Object.freeze({ ...cake, order: Object.freeze({ ...cake.order, items: cake.order?.items ?? [] }) });
  const before = JSON.stringify(frozen);
  orderDetails(frozen);
  expect(JSON.stringify(frozen)).toBe(before);
});

test("each payment helper builds its payment setting", () => {
  const pix = { code: "000201", merchantName: "Ana", key: "a@b.c", keyType: "EMAIL" } as const;
  const card = { lastFourDigits: "5235", credentialId: "1" };
  expect([pixDynamicCode(pix), paymentLink("https://a.example"), boleto("1"), offsiteCardPay(card)]).toEqual([
    { type: "pix_dynamic_code", pixDynamicCode: pix },
    { type: "payment_link", paymentLink: { uri: "https://a.example" } },
    { type: "boleto", boleto: { digitableLine: "1" } },
    { type: "offsite_card_pay", offsiteCardPay: card },
  ]);
});

test.each([undefined, null, "order", 5, []])("rejects the arguments %j in one line", (args) => {
  expect(() => orderDetails(args as never)).toThrow(new InvalidOrder([{ path: "args", reason: "must be an object" }]));
  expect(() => orderStatus(args as never)).toThrow(/^args: must be an object$/);
});
