import { orderStatus } from "../../orders";
import type { Attempt } from "../../runtime/order/outbox-records";
import { digestChange, toSending } from "../../runtime/order/sending";
import type { Told } from "../../schema/order/status";
import { findObstacle } from "./find-obstacle";
import { describeDoubts, foldStatuses } from "./recorded-statuses";

type Change = Parameters<typeof digestChange>[0];
const rest = { correlationId: "c", at: "2026-11-29T12:00:00.000Z", outcome: "accepted" } as const;
const details: Attempt = { ...rest, kind: "order_details", digest: "d" };
const toMessage = (change: Change) =>
  orderStatus({ to: "5511987654321", body: "Novidade", referenceId: "demo-1001", ...change });
const sent = (change: Change): Attempt => ({ ...rest, ...toSending(toMessage(change)) });
/** As earlier versions recorded it. */
const withoutStatus = (change: Change): Attempt => ({ ...rest, kind: "order_status", digest: digestChange(change) });
const find = (attempts: readonly Attempt[], change: Change, told?: Told): string =>
  findObstacle({ message: toMessage(change), attempts, told, stateFlag: "--from", again: false })?.why ?? "none";

const shipped = { order: { status: "shipped", description: "BR1" } } as const;
const captured = { payment: { status: "captured", timestamp: 5 } } as const;
const repeated = /^The person has this status/;

test.each<[string, readonly Attempt[], Change, RegExp]>([
  ["a status again, with a payment after it", [sent(shipped), sent(captured)], shipped, repeated],
  ["a payment again, with a status after it", [sent(captured), sent(shipped)], captured, repeated],
  ["a status again that is recorded without it", [withoutStatus(shipped)], shipped, repeated],
  [
    "a status again before one that is recorded without it",
    [sent(shipped), withoutStatus(captured)],
    shipped,
    /record/,
  ],
  ["another description", [sent(shipped)], { order: { status: "shipped", description: "BR2" } }, /^none/],
  ["a status that an order sent again does not have", [sent(shipped), details], shipped, /^none/],
  ["pending, which an order sent again has", [sent(shipped), details], { order: { status: "pending" } }, repeated],
  [
    "the same status with another payment",
    [sent(shipped), sent(captured)],
    { order: { status: "shipped" }, payment: { status: "failed" } },
    /^none/,
  ],
  ["another payment at another time", [sent(captured)], { payment: { status: "captured", timestamp: 6 } }, /^none/],
  ["a status before any was recorded", [sent(captured)], { order: { status: "pending" } }, /^none/],
])("%s", (_what, attempts, change, expected) => {
  expect(find(attempts, change)).toMatch(expected);
});

test("a stated payment goes before the recorded one, which goes before none", () => {
  const attempts = [details, sent(captured)];
  const canceled = { order: { status: "canceled" } } as const;
  expect(find(attempts, canceled, { status: "pending", payment: undefined })).toMatch(/2047/);
  expect(find(attempts, canceled, { status: "pending", payment: "failed" })).toBe("none");
});

test("a stated status is compared with what is certain; an incomplete record contradicts nothing", () => {
  const pending: Told = { status: "pending", payment: undefined };
  const processing = { order: { status: "processing" } } as const;
  expect(find([sent(shipped)], processing, pending)).toMatch(/contradicts the outbox/);
  expect(find([sent(shipped), withoutStatus(captured)], processing, pending)).toBe("none");
  expect(find([{ ...sent(shipped), outcome: "unknown" }], processing, pending)).toBe("none");
});

test("doubts name what the outbox says otherwise, and are none where it says nothing", () => {
  const flags = { stateFlag: "--from", next: "completed" } as const;
  const recorded = foldStatuses([details, sent(shipped), withoutStatus(captured)]);
  expect(recorded).toEqual({ status: "shipped", payment: undefined, isComplete: false });
  expect(foldStatuses([withoutStatus(captured), sent(captured)])).toMatchObject({ isComplete: false });
  const told: Told = { status: "shipped", payment: undefined };
  expect(describeDoubts(recorded, { ...flags, told })).toEqual([]);
  expect(describeDoubts(foldStatuses([]), { ...flags, told, next: undefined })).toEqual([]);
  expect(describeDoubts(recorded, { ...flags, told: { ...told, status: "processing" } })).toHaveLength(1);
});
