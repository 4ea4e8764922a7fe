import { startSimulator, type FaultEffect, type Simulator } from "./index";
import { clientOf, greeting } from "./testing/client";
import { sendHttp, jsonBody, textOf } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  simulator = await startSimulator({ clock: { nowMs: () => Date.UTC(2026, 10, 22), sleep: () => Promise.resolve() } });
  client = clientOf(simulator);
});
afterEach(() => simulator.close());

function create() {
  return client.write({ name: "a", welcome_message_sequence: greeting });
}
function countRows() {
  return simulator.sequences().length;
}

const striking: readonly FaultEffect[] = [
  { kind: "hang" },
  { kind: "drop" },
  { kind: "delay", delayMs: 1 },
  { kind: "status", status: 500 },
  { kind: "graph", code: 2 },
];

test.each(striking)("hit of $kind resolves before or after the write", async (effect) => {
  for (const when of ["before", "after"] as const) {
    const already = countRows();
    const fault = simulator.faults.add({ match: { verb: "create" }, when, effect });
    const seen = fault.hit.then(() => countRows());
    const answered = create().catch(() => undefined);
    expect([when, await seen]).toEqual([when, when === "after" ? already + 1 : already]);
    if (effect.kind !== "hang") await answered;
  }
});

test("hit does not resolve for requests before nth", async () => {
  const order: string[] = [];
  const fault = simulator.faults.add({ nth: 2, effect: { kind: "truncate", bytes: 1 } });
  void fault.hit.then(() => order.push("hit"));
  await client.list();
  order.push("first answered");
  await client.list().catch(() => order.push("second cut"));
  expect(order).toEqual(["first answered", "hit", "second cut"]);
});

test("the control API responds to hit when the rule takes effect", async () => {
  const rule = { match: { verb: "create" }, when: "after", effect: { kind: "hang" } };
  const { json } = await sendHttp(`${simulator.controlUrl}/faults`, { method: "POST", ...jsonBody(rule) });
  const path = `${simulator.controlUrl}/faults/${textOf(json["id"])}/hit`;
  const response = sendHttp(path).then((got) => [got.status, countRows()]);
  void create().catch(() => undefined);
  expect(await response).toEqual([200, 1]);
  expect((await sendHttp(path)).status).toBe(200);
});

test("hit rejects if the rule is removed", async () => {
  const fault = simulator.faults.add({ effect: { kind: "drop" } });
  const response = sendHttp(`${simulator.controlUrl}/faults/${fault.id}/hit`);
  fault.remove();
  await expect(fault.hit).rejects.toThrow(`the rule ${fault.id} was removed before it took effect`);
  expect((await response).status).toBe(404);
  expect((await sendHttp(`${simulator.controlUrl}/faults/fault-99/hit`)).text).toContain("there is no rule fault-99");
});
