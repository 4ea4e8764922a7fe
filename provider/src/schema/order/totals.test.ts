import { formatSubtotal, totalFailures, programPaths, wirePaths } from "./totals";

function item(amount: unknown, quantity: unknown = 1, saleAmount?: unknown) {
  return { amount, quantity, saleAmount };
}
function inArgs(order: unknown, totalAmount?: unknown) {
  return totalFailures({ order, totalAmount }, programPaths);
}

function brl(value: unknown) {
  return { value, offset: 100 };
}
function inWire(subtotal: unknown, total: unknown, more: object = {}) {
  return totalFailures(
    {
      total_amount: brl(total),
      order: {
        items: [{ amount: brl(10), quantity: 2 }],
        subtotal: brl(subtotal),
        tax: brl(1),
        ...more,
      },
    },
    wirePaths,
  );
}

test("checks no sums without a basket", () => {
  for (const parameters of [undefined, null, 5, [], {}, { order: [] }, { order: null }]) {
    expect(totalFailures(parameters, wirePaths)).toEqual([]);
  }
});

test("skips sums with unreadable numbers", () => {
  for (const items of [
    undefined,
    "x",
    {},
    [],
    [null],
    [item("x")],
    [item(5, "2")],
    [item(5, 1.5)],
    [item(5, 1, "x")],
    [item(1.5)],
    [item(2n ** 63n)],
    [item(5, 1, 2n ** 63n)],
  ]) {
    expect(inArgs({ items }, 7)).toEqual([]);
  }
  expect(inArgs({ items: [item(5)], tax: { value: "x" } }, 7)).toEqual([]);
  for (const more of [
    { tax: undefined },
    { tax: brl("x") },
    { shipping: 5 },
    { discount: null },
    { discount: brl(0) },
  ]) {
    expect(inWire(20, 99, more)).toEqual([]);
  }
  expect([inWire("x", 21), inWire(20, "x"), inWire(undefined, 21), inWire(20, 2n ** 63n)]).toEqual([[], [], [], []]);
});

test("checks the total if only the subtotal is unreadable", () => {
  expect(inWire("x", 22)).toEqual([
    { path: "total_amount.value", reason: "is 22, but should be 21: subtotal 20 + tax 1 = 21" },
  ]);
});

test("reports one failure for each wrong sum, with the numbers", () => {
  const why = "is 19, but should be 20: 2 x 10 = 20";
  expect(inWire(20, 21)).toEqual([]);
  expect(inWire(19, 21)).toEqual([{ path: "order.subtotal.value", reason: why }]);
  expect(inWire(19, 20)).toEqual([{ path: "order.subtotal.value", reason: why }]);
  expect(inWire(19, 22).map(({ path }) => path)).toEqual(["order.subtotal.value", "total_amount.value"]);
  expect(inWire(20, 31, { shipping: brl(7), discount: brl(3) })).toEqual([
    {
      path: "total_amount.value",
      reason: "is 31, but should be 25: subtotal 20 + tax 1 + shipping 7 - discount 3 = 25",
    },
  ]);
});

test("requires each sale price to be lower than the amount", () => {
  expect(inArgs({ items: [item(10, 1, 9), item(10, 1, 10), item(10n, 1, "11")] })).toEqual([
    { path: "order.items[1].saleAmount", reason: "is 10, but must be less than the amount, 10" },
    { path: "order.items[2].saleAmount", reason: "is 11, but must be less than the amount, 10" },
  ]);
});

test("requires a given total to match the computed one", () => {
  const order = { items: [item(10, 2)], discount: { value: 5 } };
  expect([inArgs(order), inArgs(order, 15), inArgs(order, "15")]).toEqual([[], [], []]);
  expect(inArgs(order, 16)).toEqual([
    { path: "totalAmount", reason: "is 16, but should be 15: subtotal 20 + tax 0 - discount 5 = 15; leave it out" },
  ]);
});

test("rejects sums beyond 2^63 - 1 or below 1", () => {
  const most = 2n ** 63n - 1n;
  expect(inArgs({ items: [item(most), item(1)] })[0]).toMatchObject({
    path: "order.items",
    reason: expect.stringContaining("their sum exceeds 2^63 - 1"),
  });
  expect(inArgs({ items: [item(most)], tax: { value: 1 } })).toMatchObject([{ path: "order" }]);
  expect(inArgs({ items: [item(5)], discount: { value: 5 } })).toEqual([
    {
      path: "order",
      reason: "its total must be a positive integer, but is 0: subtotal 5 + tax 0 - discount 5 = 0",
    },
  ]);
  expect(inArgs({ items: [item(most)], discount: { value: 1 } })).toEqual([]);
});

test("shows the first items of a long calculation", () => {
  const items = Array.from({ length: 10_000 }, () => ({ amount: brl(1), quantity: 1 }));
  expect(inWire(1, 2, { items })[0]?.reason).toBe(
    "is 1, but should be 10000: 1 x 1 + 1 x 1 + 1 x 1 + 1 x 1 + 1 x 1 + 1 x 1 + ... (9994 more) = 10000",
  );
});

function makeLines(count: number) {
  return Array.from({ length: count }, () => ({ amount: 2n, saleAmount: undefined, quantity: 1 }));
}

test("shows up to six products and counts the rest", () => {
  const six = Array.from({ length: 6 }, () => "1 x 2").join(" + ");
  expect([6, 7, 9].map((count) => formatSubtotal(makeLines(count)))).toEqual([
    `${six} = 12`,
    `${six} + ... (1 more) = 14`,
    `${six} + ... (3 more) = 18`,
  ]);
});
