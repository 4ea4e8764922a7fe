import { programPaths, wirePaths, orderTotal } from "./totals";

const item = { amount: 500, quantity: 2 };

test("computes the total of a basket, else returns the given total", () => {
  const order = { items: [item, { amount: "100", saleAmount: "99", quantity: 1 }], shipping: { value: 10 } };
  expect(orderTotal({ order, totalAmount: 5 }, programPaths)).toBe(1109n);
  expect(orderTotal({ order: { ...order, tax: { value: 1 }, discount: { value: 1000 } } }, programPaths)).toBe(110n);
  expect(orderTotal({ totalAmount: "9007199254740993" }, programPaths)).toBe(9_007_199_254_740_993n);
});

test("reads amounts in Meta's JSON", () => {
  const value = (amount: number | bigint): object => ({ value: amount, offset: 100 });
  const order = { items: [{ amount: value(500n), quantity: 2 }], subtotal: value(1), tax: value(7) };
  expect(orderTotal({ order, total_amount: value(1) }, wirePaths)).toBe(1007n);
  expect(orderTotal({ total_amount: value(42) }, wirePaths)).toBe(42n);
});

test.each([
  [{}],
  [{ order: null, totalAmount: 5 }],
  [{ order: { items: [] } }],
  [{ order: { items: [item, { amount: 1.5, quantity: 1 }] } }],
  [{ order: { items: [item], shipping: { value: "?" } } }],
  [{ totalAmount: 0 }],
])("returns no total for %j", (args) => {
  expect(orderTotal(args, programPaths)).toBeUndefined();
});
