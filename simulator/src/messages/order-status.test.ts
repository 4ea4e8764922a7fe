import type { OrderStatus, Simulator } from "../index";
import {
  replaceAt,
  fullDetails,
  messageIdOf,
  messengerOf,
  parametersPath,
  person,
  refusalOf,
  startOrderSimulator,
} from "../testing/orders";

let simulator: Simulator;
let messenger: ReturnType<typeof messengerOf>;

beforeEach(async () => {
  simulator = await startOrderSimulator();
  messenger = messengerOf(simulator);
  await messenger.send(fullDetails);
});
afterEach(() => simulator.close());

const statuses = ["pending", "processing", "partially_shipped", "shipped", "completed", "canceled"] as const;
function isMiddle(status: OrderStatus): boolean {
  return ["processing", "partially_shipped", "shipped"].includes(status);
}

/** The rule in the prose of Meta's page. */
function isAllowed(from: OrderStatus, to: OrderStatus): boolean {
  if (from === to || to === "pending") return false;
  return from === "pending" || isMiddle(from);
}

const pairs = statuses.flatMap((from) => statuses.map((to) => [from, to] as const));

async function orderIn(status: OrderStatus): Promise<void> {
  if (status !== "pending") await messenger.status({ order: { status } });
  expect(simulator.orders()).toMatchObject([{ status }]);
}

test.each(pairs)("a change from %s to %s follows Meta's table", async (from, to) => {
  await orderIn(from);
  const got = await messenger.status({ order: { status: to } });
  const message = simulator.messages().find(({ id }) => id === messageIdOf(got));
  const allowed = isAllowed(from, to);
  expect([got.status, message?.status, message?.errorCode]).toEqual(
    allowed ? [200, "delivered", null] : [200, "failed", 2046],
  );
  expect(simulator.orders()).toMatchObject([{ status: allowed ? to : from }]);
});

test.each(statuses)("a repeated status %s is accepted if allowed", async (status) => {
  await orderIn(status);
  simulator.setBehaviour({ repeatedOrderStatus: "accept" });
  const id = messageIdOf(await messenger.status({ order: { status, description: "again" } }));
  expect(simulator.messages().find((message) => message.id === id)?.errorCode).toBeNull();
  expect(simulator.orders()).toMatchObject([{ status, description: "again" }]);
});

test("both spellings of partially shipped are accepted", async () => {
  await messenger.status({ order: { status: "partially-shipped" } });
  expect(simulator.orders()).toMatchObject([{ status: "partially_shipped" }]);
  expect(simulator.messages()[1]?.interactive.action.parameters.order).toEqual({ status: "partially_shipped" });
  await messenger.status({ order: { status: "partially_shipped" } });
  expect(simulator.messages()[2]?.errorCode).toBe(2046);
});

test.each([
  ["captured", 2047, "pending"],
  ["pending", 2047, "pending"],
  ["failed", null, "canceled"],
] as const)("with payment status %s, a cancellation gets %s", async (payment, errorCode, status) => {
  await messenger.status({ payment: { status: payment, timestamp: 1722445231n } });
  await messenger.status({ order: { status: "canceled" } });
  expect(simulator.messages()[2]).toMatchObject({ errorCode });
  expect(simulator.orders()).toMatchObject([{ status, payment }]);
});

test("a completed or canceled order cannot be canceled", async () => {
  await messenger.status({ order: { status: "completed" }, payment: { status: "captured" } });
  await messenger.status({ order: { status: "canceled" } });
  expect(simulator.messages()[2]).toMatchObject({ errorCode: 2046 });
});

test("a repeated cancellation is accepted if allowed", async () => {
  simulator.setBehaviour({ repeatedOrderStatus: "accept" });
  await messenger.status({ order: { status: "canceled" } });
  await messenger.status({ payment: { status: "captured" } });
  await messenger.status({ order: { status: "canceled" } });
  expect(simulator.messages().map(({ errorCode }) => errorCode)).toEqual([null, null, null, null]);
});

test("a payment message only changes the payment, in every status", async () => {
  await messenger.status({ order: { status: "canceled", description: "out of cake" } });
  for (const status of ["failed", "pending", "captured"] as const) {
    await messenger.status({ payment: { status } });
    expect(simulator.orders()).toMatchObject([{ status: "canceled", description: "out of cake", payment: status }]);
  }
});

test("a failed message changes neither order nor payment", async () => {
  await messenger.status({ order: { status: "shipped", description: "on its way" } });
  const failed = await messenger.status({ order: { status: "pending" }, payment: { status: "captured" } });
  const [row] = simulator.orders();
  expect(row).toMatchObject({ status: "shipped", description: "on its way", payment: null });
  expect(row?.messageIds).toEqual([simulator.messages()[0]?.id, simulator.messages()[1]?.id]);
  expect(simulator.messages()[2]).toMatchObject({ id: messageIdOf(failed), status: "failed" });
});

test.each([
  ["answer", 400, 1],
  ["both", 400, 2],
  ["webhook", 200, 2],
] as const)("an invalid status is reported in the %s", async (orderStatusErrors, httpStatus, messages) => {
  simulator.setBehaviour({ orderStatusErrors });
  const got = await messenger.status({ order: { status: "pending" } });
  expect([got.status, refusalOf(got)]).toEqual([
    httpStatus,
    httpStatus === 200 ? [undefined, undefined] : [2046, "New order status was not correctly transitioned"],
  ]);
  expect(simulator.messages()).toHaveLength(messages);
});

test.each([
  ["a reference_id that was never sent", { referenceId: "order-2" }, "was never sent in order_details"],
  ["another recipient", { to: "5511900000000" }, "was sent to another recipient"],
])("a status for %s is refused, or accepted without effect", async (_what, parts, reason) => {
  const status = { ...parts, order: { status: "shipped" } };
  const [code, details] = refusalOf(await messenger.status(status));
  expect([code, details]).toEqual([131009, expect.stringContaining(reason)]);
  simulator.setBehaviour({ unknownOrder: "accept" });
  expect((await messenger.status(status)).status).toBe(200);
  expect(simulator.orders()).toMatchObject([{ referenceId: "order-1", status: "pending" }]);
  expect(simulator.messages()[1]).toMatchObject({ status: "delivered" });
});

test("a reused reference_id restarts the order, or is refused", async () => {
  await messenger.status({ order: { status: "shipped" }, payment: { status: "captured" } });
  const again = replaceAt(fullDetails, "interactive.body.text", "Once more");
  const id = await messenger.sendAccepted(again);
  expect(simulator.orders()).toMatchObject([{ status: "pending", payment: null, messageIds: [id] }]);
  expect(simulator.messages()).toHaveLength(3);
  simulator.setBehaviour({ reusedReferenceId: "refuse" });
  const [code, details] = refusalOf(await messenger.send(again));
  expect([code, details]).toEqual([131009, expect.stringContaining('"order-1" was used before')]);
  const otherCase = replaceAt(again, `${parametersPath}.reference_id`, "Order-1");
  expect((await messenger.send(otherCase)).status).toBe(200);
});

test("two businesses can use the same reference_id", async () => {
  simulator.seed({ wabas: [{ id: "555" }], phoneNumbers: [{ id: "777", wabaId: "555" }] });
  await simulator.writeMessage("Oi", { person: { waId: person }, phoneNumberId: "777" });
  simulator.setBehaviour({ reusedReferenceId: "refuse" });
  const other = messengerOf(simulator, simulator.accessToken, "777");
  await other.send(replaceAt(fullDetails, "interactive.body.text", "From the other"));
  await other.status({ order: { status: "shipped" } });
  expect(simulator.orders()).toMatchObject([
    { wabaId: simulator.wabaId, status: "pending" },
    { wabaId: "555", status: "shipped" },
  ]);
  expect(simulator.orderView("order-1", "555").body).toBe("From the other");
});

test.each([
  ["answer", 400, 1],
  ["both", 400, 2],
  ["webhook", 200, 2],
] as const)("a person who cannot receive orders is reported in the %s", async (recipientErrors, status, messages) => {
  const to = "5511900000000";
  simulator.setBehaviour({ cannotReceive: [to], recipientErrors });
  const body = replaceAt({ ...fullDetails, to }, `${parametersPath}.reference_id`, "order-2");
  const got = await messenger.send(body);
  expect([got.status, refusalOf(got)[0]]).toEqual([status, status === 200 ? undefined : 2040]);
  expect(simulator.messages()).toHaveLength(messages);
  if (messages === 2) expect(simulator.messages()[1]).toMatchObject({ status: "failed", errorCode: 2040 });
  expect(simulator.orders()).toHaveLength(1);
});
