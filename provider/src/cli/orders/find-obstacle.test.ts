import { orderDetails, orderStatus, toWire } from "../../orders";
import type { Attempt } from "../../runtime/order/outbox-records";
import { digestChange, toSending } from "../../runtime/order/sending";
import type { OrderState } from "../../schema/order/status";
import { findObstacle } from "./find-obstacle";
import { describeContradictions, foldStatuses } from "./recorded-statuses";

type Change = Parameters<typeof digestChange>[0];
const rest = { correlationId: "c", at: "2026-11-29T12:00:00.000Z", outcome: "accepted" } as const;
const details: Attempt = { ...rest, kind: "order_details", digest: "d" };
function toMessage(change: Change) {
  return orderStatus({ to: "5511987654321", body: "Novidade", referenceId: "demo-1001", ...change });
}
function attemptOf(change: Change): Attempt {
  const message = toMessage(change);
  return { ...rest, ...toSending(message, toWire(message)) };
}
/** As earlier versions recorded it. */
function withoutStatus(change: Change): Attempt {
  return { ...rest, kind: "order_status", digest: digestChange(change) };
}
function find(attempts: readonly Attempt[], change: Change, currentState?: OrderState): string {
  const message = toMessage(change);
  const intention = { message, body: toWire(message), attempts, currentState, stateFlag: "--from", again: false };
  return findObstacle(intention)?.why ?? "none";
}

const shipped = { order: { status: "shipped", description: "BR1" } } as const;
const captured = { payment: { status: "captured", timestamp: 5 } } as const;
const repeated = /^The person already has this status/;

test.each<[string, readonly Attempt[], Change, RegExp]>([
  ["a status again, with a payment after it", [attemptOf(shipped), attemptOf(captured)], shipped, repeated],
  ["a payment again, with a status after it", [attemptOf(captured), attemptOf(shipped)], captured, repeated],
  ["a status again that is recorded without it", [withoutStatus(shipped)], shipped, repeated],
  [
    "a status again before one that is recorded without it",
    [attemptOf(shipped), withoutStatus(captured)],
    shipped,
    /record/,
  ],
  ["another description", [attemptOf(shipped)], { order: { status: "shipped", description: "BR2" } }, /^none/],
  ["a status that an order sent again does not have", [attemptOf(shipped), details], shipped, /^none/],
  ["pending, which an order sent again has", [attemptOf(shipped), details], { order: { status: "pending" } }, repeated],
  [
    "the same status with another payment",
    [attemptOf(shipped), attemptOf(captured)],
    { order: { status: "shipped" }, payment: { status: "failed" } },
    /^none/,
  ],
  [
    "another payment at another time",
    [attemptOf(captured)],
    { payment: { status: "captured", timestamp: 6 } },
    /^none/,
  ],
  ["a status before any was recorded", [attemptOf(captured)], { order: { status: "pending" } }, /^none/],
])("%s", (_what, attempts, change, expected) => {
  expect(find(attempts, change)).toMatch(expected);
});

test("a stated payment status takes precedence over the recorded one", () => {
  const attempts = [details, attemptOf(captured)];
  const canceled = { order: { status: "canceled" } } as const;
  expect(find(attempts, canceled, { status: "pending", payment: undefined })).toMatch(/2047/);
  expect(find(attempts, canceled, { status: "pending", payment: "failed" })).toBe("none");
});

test("rejects a stated status that contradicts the certain records", () => {
  const pending: OrderState = { status: "pending", payment: undefined };
  const processing = { order: { status: "processing" } } as const;
  expect(find([attemptOf(shipped)], processing, pending)).toMatch(/contradicts the outbox/);
  expect(find([attemptOf(shipped), withoutStatus(captured)], processing, pending)).toBe("none");
  expect(find([{ ...attemptOf(shipped), outcome: "unknown" }], processing, pending)).toBe("none");
});

test("warnings name contradictions to the outbox", () => {
  const flags = { stateFlag: "--from", next: "completed" } as const;
  const recorded = foldStatuses([details, attemptOf(shipped), withoutStatus(captured)]);
  expect(recorded).toEqual({ status: "shipped", payment: undefined, isComplete: false });
  expect(foldStatuses([withoutStatus(captured), attemptOf(captured)])).toMatchObject({ isComplete: false });
  const currentState: OrderState = { status: "shipped", payment: undefined };
  expect(describeContradictions(recorded, { ...flags, currentState })).toEqual([]);
  expect(describeContradictions(foldStatuses([]), { ...flags, currentState, next: undefined })).toEqual([]);
  expect(
    describeContradictions(recorded, { ...flags, currentState: { ...currentState, status: "processing" } }),
  ).toHaveLength(1);
});

const item = { retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 };
function orderMessage(body: string) {
  return orderDetails({
    ...{ to: "5511987654321", body, referenceId: "demo-1001", type: "physical-goods" },
    order: { items: [item] },
  });
}
const unknown = { outcome: "unknown" } as const;
const at = "was sent at 2026-11-29T12:00:00.000Z";

/** Finds what blocks an order or a status, with and without --again. */
function obstacles(
  attempts: readonly Attempt[],
  message: ReturnType<typeof toMessage> | ReturnType<typeof orderMessage>,
) {
  const intention = { message, body: toWire(message), attempts, currentState: undefined, stateFlag: "--from" };
  return [false, true].map((again) => findObstacle({ ...intention, again })?.why);
}

test("describes a sent order with its content, outcome and message id", () => {
  const message = orderMessage("Seu pedido");
  const sentOrder: Attempt = { ...rest, ...toSending(message, toWire(message)), messageId: "wamid.1" };
  const [same, again] = obstacles([sentOrder], orderMessage("Seu pedido"));
  expect(same).toBe(
    `Order "demo-1001" was sent with the same content: its order_details ${at} (accepted, wamid.1). Use --again to send it once more.`,
  );
  expect(again).toBeUndefined();
  expect(obstacles([sentOrder], orderMessage("Outro"))[0]).toBe(
    `Order "demo-1001" was sent with other content or to another person: its order_details ${at} (accepted, wamid.1). ` +
      "Meta requires a new reference id for each order: use one, or use --again to send this one anyway.",
  );
  expect(obstacles([{ ...sentOrder, ...unknown }], orderMessage("Seu pedido"))[0]).toMatch(
    /^Order "demo-1001" was sent with the same content: its order_details was sent at \S+ \(outcome unknown\)\. First .*use --again only if it did not arrive\.$/,
  );
});

test("an order with only recorded statuses counts as sent", () => {
  const both = { ...shipped, ...captured };
  expect(obstacles([attemptOf(both), attemptOf(captured)], orderMessage("Seu pedido"))[0]).toBe(
    `Order "demo-1001" exists: its order_status payment "captured" ${at} (accepted). ` +
      "Meta requires a new reference id for each order: use one, or use --again to send this one anyway.",
  );
  expect(obstacles([attemptOf(both)], orderMessage("Seu pedido"))[0]).toContain(
    `its order_status "shipped", payment "captured" ${at}`,
  );
});

test("messages that did not arrive prevent no send", () => {
  expect(obstacles([{ ...details, outcome: "rejected" }], orderMessage("Seu pedido"))).toEqual([undefined, undefined]);
  expect(obstacles([], orderMessage("Seu pedido"))).toEqual([undefined, undefined]);
  expect(obstacles([], toMessage(shipped))).toEqual([undefined, undefined]);
});

test("requires a check of an unknown outcome; --again sends anyway", () => {
  const [repeatedStatus, again] = obstacles([{ ...attemptOf(shipped), ...unknown }], toMessage(shipped));
  expect(repeatedStatus).toMatch(
    /^The person already has this status: an order_status "shipped" was sent at \S+ \(outcome unknown\)\. First .*use --again only if/,
  );
  expect(again).toBeUndefined();
  expect(obstacles([attemptOf(shipped)], toMessage(shipped))[0]).toMatch(
    /\(accepted\)\. Use --again to send it once more\.$/,
  );
  const next = { order: { status: "completed" } } as const;
  expect(obstacles([{ ...attemptOf(shipped), ...unknown }], toMessage(next))[0]).toMatch(
    /^The last message may not have arrived: an order_status "shipped" was sent at \S+ \(outcome unknown\)\. First .*, then use --from with the status that the person has\.$/,
  );
});

test("--again rejects a forbidden transition unless the last status is stated", () => {
  const back = toMessage({ order: { status: "processing" } });
  const completed = attemptOf({ order: { status: "completed" } });
  const intention = { message: back, body: toWire(back), attempts: [completed], stateFlag: "--from", again: true };
  expect(findObstacle({ ...intention, currentState: undefined })?.why).toMatch(
    /The last message in the outbox: an order/,
  );
  expect(findObstacle({ ...intention, currentState: { status: "pending", payment: undefined } })).toBeUndefined();
});

test("a repeated payment is uncertain after an incomplete status record", () => {
  expect(find([attemptOf(captured), withoutStatus(shipped)], captured)).toMatch(
    /^The outbox does not record every status/,
  );
  expect(find([details, attemptOf(shipped)], { payment: { status: "captured" } })).toBe("none");
  expect(
    find([details, attemptOf(shipped), attemptOf({ payment: { status: "captured" } })], {
      payment: { status: "captured" },
    }),
  ).toMatch(repeated);
});

test("a status completes an incomplete record, a payment does not", () => {
  expect(foldStatuses([withoutStatus(captured), attemptOf(shipped)])).toMatchObject({ isComplete: true });
  expect(foldStatuses([withoutStatus(shipped), attemptOf(captured)])).toMatchObject({ isComplete: false });
});

test("describes contradictions in words", () => {
  const recorded = foldStatuses([attemptOf(shipped)]);
  const currentState: OrderState = { status: "processing", payment: undefined };
  expect(describeContradictions(recorded, { stateFlag: "--from", currentState, next: "shipped" })).toEqual([
    'the last status in the outbox is "shipped"; using --from processing',
    'the last status in the outbox is "shipped" too; Meta does not document the effect of a repeated status',
  ]);
  expect(describeContradictions(recorded, { stateFlag: "--from", currentState: undefined, next: "completed" })).toEqual(
    [],
  );
});
