import { startSimulator, type Simulator } from "./index";
import { clientOf, errorCodesOf, featureCodes, greeting } from "./testing/client";
import { dataOf } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
let slept: number[];

beforeEach(async () => {
  slept = [];
  const sleep = (durationMs: number): Promise<void> => {
    slept.push(durationMs);
    return Promise.resolve();
  };
  simulator = await startSimulator({ clock: { nowMs: () => Date.UTC(2026, 10, 22), sleep } });
  client = clientOf(simulator);
});
afterEach(() => simulator.close());

function create() {
  return client.write({ name: "a", welcome_message_sequence: greeting });
}

test("a rule applies once and counts its requests", async () => {
  const fault = simulator.faults.add({ match: { method: "GET" }, effect: { kind: "graph", code: 4 } });
  expect(errorCodesOf(await client.list())).toEqual([400, 4, undefined]);
  expect((await client.list()).status).toBe(200);
  expect(fault.fired).toBe(1);
  expect(simulator.journal().map((entry) => entry.faults)).toEqual([[fault.id], []]);
});

test("nth and times select requests", async () => {
  simulator.faults.add({ nth: 2, times: 2, effect: { kind: "status", status: 503 } });
  const statuses: number[] = [];
  for (let index = 0; index < 5; index += 1) statuses.push((await client.list()).status);
  expect(statuses).toEqual([200, 503, 503, 200, 200]);
});

test('a rule with "always" lasts until it is removed', async () => {
  const fault = simulator.faults.add({ times: "always", effect: { kind: "status", status: 502 } });
  expect([(await client.list()).status, (await client.list()).status]).toEqual([502, 502]);
  fault.remove();
  expect((await client.list()).status).toBe(200);
});

test("rules match by verb, path, account and id", async () => {
  const id = await client.create();
  const other = await client.create("other");
  const effect = { kind: "status", status: 500 } as const;
  simulator.faults.add({ match: { verb: "update", id }, effect });
  expect((await client.write({ sequence_id: other, name: "b" })).status).toBe(200);
  expect((await client.write({ sequence_id: id, name: "b" })).status).toBe(500);
  simulator.faults.add({ match: { path: "/*/welcome_message_sequences", wabaId: simulator.wabaId }, effect });
  expect((await client.call("GET", `/${id}`)).status).toBe(200);
  expect((await client.list()).status).toBe(500);
});

test("a fault before the write prevents it", async () => {
  simulator.faults.add({ match: { verb: "create" }, effect: { kind: "status", status: 500 } });
  simulator.faults.add({ match: { verb: "create" }, when: "after", nth: 2, effect: { kind: "status", status: 500 } });
  expect((await create()).status).toBe(500);
  expect(simulator.sequences()).toHaveLength(0);
  expect((await create()).status).toBe(500);
  expect(simulator.sequences()).toHaveLength(1);
});

test.each(["before", "after"] as const)("a connection dropped %s the write has no response", async (when) => {
  simulator.faults.add({ match: { verb: "create" }, when, effect: { kind: "drop" } });
  await expect(create()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(simulator.sequences()).toHaveLength(when === "after" ? 1 : 0);
  expect(simulator.journal()[0]).toMatchObject({ status: null, endTick: 2 });
});

test("hang keeps the journal entry open until the client disconnects", async () => {
  simulator.faults.add({ when: "after", effect: { kind: "hang" } });
  const pending = create().catch((error: unknown) => error);
  while (simulator.sequences().length === 0) await new Promise(setImmediate);
  expect(simulator.journal()[0]).toMatchObject({ status: null, endTick: null });
  await simulator.close();
  expect(await pending).toMatchObject({ code: "ECONNRESET" });
});

test("truncate announces the whole response and cuts it", async () => {
  simulator.faults.add({ effect: { kind: "truncate", bytes: 5 } });
  await expect(client.list()).rejects.toMatchObject({ code: "ECONNRESET" });
});

test("delay postpones the response", async () => {
  simulator.faults.add({ effect: { kind: "delay", delayMs: 250 } });
  expect((await client.list()).status).toBe(200);
  expect(slept).toEqual([250]);
});

test("the status effect sets body and headers", async () => {
  const headers = { "Content-Type": "text/html", Location: "http://127.0.0.1:9/" };
  simulator.faults.add({ effect: { kind: "status", status: 302, body: "<html>", headers } });
  const got = await client.list();
  expect([got.status, got.text, got.headers.location]).toEqual([302, "<html>", "http://127.0.0.1:9/"]);
  expect(got.headers["content-type"]).toBe("text/html");
});

test.each([
  [1, 400],
  [2, 503],
  [3, 500],
  [4, 400],
  [10, 403],
  [190, 401],
  [230, 403],
  [368, 403],
  [80007, 400],
  [131016, 500],
])("error %i has HTTP status %i", async (code, status) => {
  simulator.faults.add({ effect: { kind: "graph", code } });
  expect(errorCodesOf(await client.list())).toEqual([status, code, undefined]);
});

test("a Graph error has every field of its rule", async () => {
  const errorData = { messaging_product: "whatsapp", details: "why" };
  const texts = { message: "m", title: "t", userMessage: "u", type: "T", isTransient: true };
  simulator.faults.add({ effect: { kind: "graph", code: 131009, subcode: 7, status: 418, errorData, ...texts } });
  const { status, json } = await client.list();
  expect([status, json]).toMatchObject([
    418,
    {
      error: {
        ...{ message: "m", type: "T", code: 131009, error_subcode: 7, is_transient: true },
        ...{ error_user_title: "t", error_user_msg: "u", error_data: errorData },
      },
    },
  ]);
});

test("a feature error has its documented text and position", async () => {
  simulator.faults.add({ effect: { kind: "graph", code: 4027007 } });
  expect(errorCodesOf(await client.list())).toEqual(featureCodes(4027007));
});

test("drop-write reports success and stores nothing", async () => {
  simulator.faults.add({ match: { verb: "create" }, effect: { kind: "drop-write" } });
  expect((await create()).json).toHaveProperty("sequence_id");
  expect(simulator.sequences()).toEqual([]);
});

test("stale-read returns the content before the last write", async () => {
  const id = await client.create("old");
  await client.write({ sequence_id: id, name: "new" });
  simulator.faults.add({ match: { method: "GET" }, times: 2, effect: { kind: "stale-read" } });
  const names: unknown[] = [];
  for (let index = 0; index < 3; index += 1) names.push(dataOf(await client.list())[0]?.["name"]);
  expect(names).toEqual(["old", "old", "new"]);
  expect(simulator.sequences()[0]?.name).toBe("new");
});

test("several rules apply to one request", async () => {
  simulator.faults.add({ effect: { kind: "delay", delayMs: 10 } });
  simulator.faults.add({ match: { verb: "create" }, effect: { kind: "drop-write" } });
  simulator.faults.add({ match: { verb: "create" }, when: "after", effect: { kind: "graph", code: 2 } });
  expect(errorCodesOf(await create())).toEqual([503, 2, undefined]);
  expect([slept, simulator.sequences()]).toEqual([[10], []]);
});

test("a rule sets usage headers on responses and errors", async () => {
  const business = { callCount: 100, totalTime: 25, regainAccessMinutes: 3 };
  simulator.faults.add({ times: 2, effect: { kind: "usage", app: { callCount: 90 }, business } });
  simulator.faults.add({ nth: 2, effect: { kind: "graph", code: 80007 } });
  const usage: unknown[] = [];
  for (let index = 0; index < 2; index += 1) {
    const { status, headers } = await client.list();
    usage.push([status, headers["x-app-usage"], headers["x-business-use-case-usage"]]);
  }
  const app = JSON.stringify({ call_count: 90, total_cputime: 0, total_time: 0 });
  const percentages = { call_count: 100, total_cputime: 0, total_time: 25 };
  const use = { type: "whatsapp_business_management", ...percentages, estimated_time_to_regain_access: 3 };
  const account = JSON.stringify({ [simulator.wabaId]: [use] });
  expect(usage).toEqual([
    [200, app, account],
    [400, app, account],
  ]);
  expect((await client.list()).headers["x-app-usage"]).toContain('"call_count":0');
});

test("usage headers can name any account", async () => {
  const id = await client.create();
  simulator.faults.add({ effect: { kind: "usage", business: { accountId: "77", type: "ads_management" } } });
  const { headers } = await client.call("GET", `/${id}`);
  expect(headers["x-business-use-case-usage"]).toMatch(/^\{"77":\[\{"type":"ads_management",/);
});
