import { toldOfArgs } from "../testing/orders";
import { orderMaxTotal } from "./order-max-total";

function items(...prices: readonly (number | string)[]): object {
  return {
    items: prices.map((amount, i) => ({ retailerId: `i${i}`, name: "Item", amount, quantity: 1 })),
  };
}

test("without a greatest total nothing is checked, and that is said", async () => {
  expect(await toldOfArgs(orderMaxTotal, {})).toEqual(["not applicable: no greatest total is configured"]);
});

test("the greatest total itself passes, one centavo more does not", async () => {
  expect(await toldOfArgs(orderMaxTotal, {}, { maxCentavos: 1000 })).toEqual([]);
  expect(await toldOfArgs(orderMaxTotal, {}, { maxCentavos: 999 })).toEqual([
    "order: the person is asked for R$ 10,00, more than R$ 9,99. Look whether its amounts are meant so: they are whole centavos, R$ 12,34 is 1234.",
  ]);
});

test.each([
  ["shipping is added", { order: { ...items(900), shipping: { value: 200 } } }],
  ["a tax is added", { order: { ...items(900), tax: { value: 101 } } }],
  ["a discount is taken off, but not enough", { order: { ...items(1200), discount: { value: 100 } } }],
  ["each item counts as often as it is bought", { order: { items: [{ amount: 3, quantity: 334 }] } }],
  ["amounts may be digits as text", { order: items("500", "501") }],
  ["a total that is said and wrong changes nothing", { order: items(1001), totalAmount: 1 }],
  ["a message without a basket says its total", { order: undefined, totalAmount: "1001" }],
])("%s", async (_what, changes) => {
  expect(await toldOfArgs(orderMaxTotal, changes, { maxCentavos: 1000 })).toHaveLength(1);
});

test.each([
  ["a price reduced", { order: { items: [{ amount: 5000, saleAmount: 1000, quantity: 1 }] } }],
  ["a great subtotal with a great discount", { order: { ...items(9000), discount: { value: 8000 } } }],
  ["reais where centavos are meant", { order: items("10") }],
  ["a total that is said and wrong", { order: items(1000), totalAmount: 5000 }],
])("%s is no great total", async (_what, changes) => {
  expect(await toldOfArgs(orderMaxTotal, changes, { maxCentavos: 1000 })).toEqual([]);
});

test("amounts that floating point would round are compared by their last digit", async () => {
  const most = Number.MAX_SAFE_INTEGER;
  const options = { maxCentavos: most };
  expect(await toldOfArgs(orderMaxTotal, { order: items(`${most}`) }, options)).toEqual([]);
  expect(await toldOfArgs(orderMaxTotal, { order: items(`${BigInt(most) + 2n}`) }, options)).toEqual([
    expect.stringContaining("asked for R$ 90.071.992.547.409,93, more than R$ 90.071.992.547.409,91"),
  ]);
  // In floating point 2^53 + 1 - 1 is 2^53 - 1, one less than it is.
  const order = (discount: string): object => ({ ...items(`${BigInt(most) + 2n}`), discount: { value: discount } });
  expect(await toldOfArgs(orderMaxTotal, { order: order("2") }, options)).toEqual([]);
  expect(await toldOfArgs(orderMaxTotal, { order: order("1") }, options)).toHaveLength(1);
});

test.each([0, -1, 12.5, "1000", 2 ** 53])("%j is no greatest total", (maxCentavos) => {
  expect(() => orderMaxTotal.with({ maxCentavos }, { now: () => new Date() })).toThrow(
    "whatsapp-order-max-total.maxCentavos",
  );
});
