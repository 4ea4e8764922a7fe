import { startSimulator, type Json, type Simulator } from "./index";
import { clientOf, errorCodesOf } from "./testing/client";
import { sendHttp, jsonBody } from "./testing/http";

const startMs = Date.UTC(2026, 10, 22, 12);
const hourMs = 3_600_000;

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  simulator = await startSimulator({ clock: { nowMs: () => startMs, sleep: () => Promise.resolve() } });
  client = clientOf(simulator);
});
afterEach(() => simulator.close());

function move(body: Json) {
  return sendHttp(`${simulator.controlUrl}/clock`, { method: "PATCH", ...jsonBody(body) });
}

test("the Date header has the simulator's time", async () => {
  expect((await client.list()).headers.date).toBe("Sun, 22 Nov 2026 12:00:00 GMT");
  simulator.advanceClock(hourMs);
  expect((await client.list()).headers.date).toBe("Sun, 22 Nov 2026 13:00:00 GMT");
  simulator.faults.add({ effect: { kind: "status", status: 204 } });
  expect((await client.list()).headers.date).toBe("Sun, 22 Nov 2026 13:00:00 GMT");
});

test("stored times and token expiry follow the clock", async () => {
  simulator.editToken(simulator.accessToken, { expiresAtMs: startMs + 2 * hourMs });
  simulator.advanceClock(hourMs);
  await client.create();
  expect(simulator.sequences()).toMatchObject([{ lastUpdateTime: "2026-11-22T13:00:00+0000" }]);
  simulator.advanceClock(hourMs);
  expect(errorCodesOf(await client.list())).toEqual([401, 190, 463]);
  simulator.advanceClock(-1);
  expect((await client.list()).status).toBe(200);
});

test("the control API moves the clock, and a reset restores it", async () => {
  expect((await move({ advanceMs: 5 })).json).toEqual({ nowMs: startMs + 5 });
  expect((await move({ nowMs: 1000 })).json).toEqual({ nowMs: 1000 });
  simulator.setClock(2000);
  expect((await sendHttp(`${simulator.controlUrl}/clock`)).json).toEqual({ nowMs: 2000 });
  simulator.reset();
  expect(simulator.nowMs()).toBe(startMs);
});

test.each([[{}], [{ advanceMs: 1, nowMs: 1 }], [{ nowMs: "noon" }], [{ nowMs: 9e15 }]])(
  "the time %j is refused",
  async (body) => {
    expect((await move(body)).status).toBe(400);
    expect(simulator.nowMs()).toBe(startMs);
  },
);
