import {
  changeBetween,
  forbiddenBetween,
  isRepeated,
  statusChangesOf,
  toStatusMessage,
  type StatusChanges,
} from "./status-change";

function news(changes: Partial<StatusChanges> = {}): StatusChanges {
  return {
    status: "pending",
    description: undefined,
    payment: undefined,
    ...changes,
  };
}
const captured = { status: "captured", timestamp: 1 } as const;

test("defaults to pending without a payment", () => {
  expect(statusChangesOf({})).toEqual(news());
  const later = { status: "shipped", statusDescription: "Saiu", payment: captured } as const;
  expect(statusChangesOf(later)).toEqual(news({ status: "shipped", description: "Saiu", payment: captured }));
});

test("a change contains only the parts that differ", () => {
  const shipped = news({ status: "shipped", description: "Saiu", payment: captured });
  expect(changeBetween(shipped, { ...shipped })).toEqual({});
  const undescribed = changeBetween(shipped, { ...shipped, description: undefined, payment: undefined });
  expect([undescribed, Object.keys(undescribed.order ?? {})]).toEqual([{ order: { status: "shipped" } }, ["status"]]);
  expect(Object.keys(undescribed)).toEqual(["order"]);
  expect(changeBetween(news(), shipped)).toEqual({
    order: { status: "shipped", description: "Saiu" },
    payment: captured,
  });
  expect(changeBetween(shipped, { ...shipped, description: undefined })).toEqual({ order: { status: "shipped" } });
  expect(changeBetween(shipped, { ...shipped, payment: { status: "captured" } })).toEqual({
    payment: { status: "captured" },
  });
  expect(changeBetween(shipped, { ...shipped, payment: { status: "failed", timestamp: 1 } })).toEqual({
    payment: { status: "failed", timestamp: 1 },
  });
});

test("rejects the removal of a payment, and checks no payment transition", () => {
  const completed = news({ status: "completed", payment: captured });
  expect(forbiddenBetween(completed, { ...completed, payment: { status: "failed" } })).toEqual([]);
  expect(forbiddenBetween(completed, news())).toEqual([
    { path: "status", reason: expect.stringContaining('"pending" cannot follow "completed"') },
    { path: "payment", reason: expect.stringContaining("cannot be removed; keep it") },
  ]);
});

test("repeats a status only with a new description", () => {
  expect(isRepeated(news(), news())).toBe(false);
  expect(isRepeated(news(), news({ description: "x" }))).toBe(true);
  expect(isRepeated(news(), news({ status: "shipped" }))).toBe(false);
});

test.each([
  [{ order: { status: "pending" } }, "Pedido r: pendente."],
  [{ order: { status: "processing" } }, "Pedido r: em preparação."],
  [{ order: { status: "partially_shipped" } }, "Pedido r: enviado em parte."],
  [{ order: { status: "shipped" } }, "Pedido r: enviado."],
  [{ order: { status: "completed" } }, "Pedido r: concluído."],
  [{ order: { status: "canceled" } }, "Pedido r: cancelado."],
  [{ payment: { status: "pending" } }, "Pedido r: pagamento pendente."],
  [{ payment: { status: "failed" } }, "Pedido r: pagamento não aprovado."],
  [{ order: { status: "shipped" }, payment: captured }, "Pedido r: enviado, pagamento confirmado."],
] as const)('describes %j as "%s"', (change, text) => {
  const args = { to: "5511987654321", referenceId: "r", statusFooter: undefined };
  expect(toStatusMessage(args, change)).toEqual({ kind: "order_status", ...args, body: text, ...change });
  expect(toStatusMessage({ ...args, statusFooter: "Loja" }, change, "Oi")).toMatchObject({
    body: "Oi",
    footer: "Loja",
  });
});
