import type { CallRow, DeliveryRow } from "pulumi-whatsapp-simulator";
import { mergeCalls, mergeDeliveries } from "./app-store";

function callRow(number: number, status: number | null = null): CallRow {
  return {
    ...{ number, method: "GET", path: "/me", version: "v25.0", verb: null, batch: null, status },
    ...{ errorCode: null, errorSubcode: null, faults: [], startedAtMs: 0, endedAtMs: status === null ? null : 1 },
  };
}

function callRows(from: number, to: number): readonly CallRow[] {
  return Array.from({ length: to - from + 1 }, (_, index) => callRow(from + index));
}

function deliveryRow(id: string, outcome: DeliveryRow["outcome"]): DeliveryRow {
  return { id, outcome, url: "", payload: "", signature: "", attempts: [], startedAtMs: 0 };
}

describe("calls", () => {
  test("new calls are added, and changed calls replaced", () => {
    const known = callRows(1, 3);
    const update = { isReplaced: false, rows: [callRow(2, 200), callRow(4)] };
    expect(mergeCalls(known, update)).toEqual([callRow(1), callRow(2, 200), callRow(3), callRow(4)]);
  });

  test("an empty update keeps the list, so that nothing renders again", () => {
    const known = callRows(1, 3);
    expect(mergeCalls(known, { isReplaced: false, rows: [] })).toBe(known);
  });

  test("replaced calls begin again", () => {
    expect(mergeCalls(callRows(1, 3), { isReplaced: true, rows: [callRow(1, 200)] })).toEqual([callRow(1, 200)]);
    expect(mergeCalls(callRows(1, 3), { isReplaced: true, rows: [] })).toEqual([]);
  });

  test("rows may come in the order of their change", () => {
    const rows = [callRow(3, 200), callRow(1, 200), callRow(2, 200)];
    expect(mergeCalls([], { isReplaced: true, rows }).map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  test("the list has at most 5,000 calls, the newest", () => {
    const merged = mergeCalls(callRows(1, 5_000), { isReplaced: false, rows: callRows(5_001, 5_010) });
    expect([merged.length, merged[0]?.number, merged.at(-1)?.number]).toEqual([5_000, 11, 5_010]);
    // A call that left the list may still end.
    const late = mergeCalls(merged, { isReplaced: false, rows: [callRow(3, 200)] });
    expect([late.length, late[0]?.number, late.at(-1)?.number]).toEqual([5_000, 11, 5_010]);
  });
});

test("deliveries keep their place when they change", () => {
  const known = [deliveryRow("delivery-1", "pending"), deliveryRow("delivery-2", "pending")];
  const rows = [deliveryRow("delivery-1", "delivered"), deliveryRow("delivery-3", "pending")];
  expect(mergeDeliveries(known, { isReplaced: false, rows }).map(({ id, outcome }) => [id, outcome])).toEqual([
    ["delivery-1", "delivered"],
    ["delivery-2", "pending"],
    ["delivery-3", "pending"],
  ]);
});
