import { changedPaths, detailsIn, editedPaths, sandboxOrderSchema } from "./sandbox";

const args = {
  to: "5511987654321",
  body: "Oi",
  referenceId: "r",
  type: "physical-goods",
  order: { items: [{ retailerId: "1", name: "x", amount: 100, quantity: 2 }] },
} as const;
function order(changes: object) {
  return { ...args, order: { ...args.order, ...changes } };
}

test("order_details contains no field of later messages", () => {
  const later = { status: "partially-shipped", statusBody: "a", cancelOnDelete: true } as const;
  const parsed = sandboxOrderSchema.parse({ ...args, ...later });
  expect(parsed.status).toBe("partially_shipped");
  expect(detailsIn(parsed)).toMatchObject({ kind: "order_details", totalAmount: 200n });
  expect(Object.keys(detailsIn(parsed))).not.toContain("statusBody");
});

test("an edit changes the message, not only its notation", () => {
  expect(editedPaths(args, order({ tax: { value: "0" } }))).toEqual([]);
  expect(editedPaths(args, { ...args, totalAmount: "200", footer: null, paymentSettings: [] })).toEqual([]);
  expect(editedPaths(args, order({ items: [{ ...args.order.items[0], amount: "0100" }] }))).toEqual([]);
  expect(editedPaths(args, order({ tax: { value: 1 } }))).toEqual(["order.tax.value"]);
  expect(editedPaths(order({ tax: { value: 1 } }), args)).toEqual(["order.tax.value"]);
  expect(editedPaths(args, order({ items: [...args.order.items, ...args.order.items] }))).toEqual(["order.items"]);
  expect(editedPaths({ ...args, image: { link: "a", provider: "b" } }, { ...args, image: { link: "a" } })).toEqual([
    "image.provider",
  ]);
  const { order: _order, ...bare } = args;
  expect(editedPaths({ ...bare, totalAmount: 5 }, { ...bare, totalAmount: "5" })).toEqual([]);
  expect(editedPaths({ ...bare, totalAmount: 5 }, { ...bare, totalAmount: 6 })).toEqual(["totalAmount"]);
  const withoutOrder = { ...bare, order: null };
  expect(editedPaths({ ...withoutOrder, totalAmount: 5 }, { ...withoutOrder, totalAmount: 6 })).toEqual([
    "totalAmount",
  ]);
});

test("compares invalid values as they are and skips unknown values", () => {
  expect(editedPaths(order({ items: "none" }), order({ items: "none" }))).toEqual([]);
  expect(editedPaths(order({ items: "none" }), args)).not.toEqual([]);
  const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  expect(editedPaths(args, { ...order({ items: [{ name: unknown }] }), body: unknown, type: "x" })).toEqual(["type"]);
});

test("ignores the order of keys in later fields", () => {
  const payment = { status: "captured", timestamp: 1 };
  expect(changedPaths({ payment }, { payment: { timestamp: 1, status: "captured" } })).toEqual([]);
  expect(
    changedPaths({ payment, statusBody: "a" }, { payment: { status: "failed", timestamp: 1 }, cancelOnDelete: true }),
  ).toEqual(["payment.status", "statusBody", "cancelOnDelete"]);
});
