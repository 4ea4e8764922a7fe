import { startSimulator, type Json, type Simulator } from "./index";
import { clientOf, errorCodesOf, greeting } from "./testing/client";
import { dataOf, sendHttp, jsonBody, textOf } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  simulator = await startSimulator();
  client = clientOf(simulator);
});
afterEach(() => simulator.close());

function control(method: string, path: string, body?: Json) {
  return sendHttp(`${simulator.controlUrl}${path}`, { method, ...(body === undefined ? {} : jsonBody(body)) });
}

test("the control API adds and removes faults", async () => {
  const one = await control("POST", "/faults", { match: { verb: "list" }, effect: { kind: "graph", code: 80008 } });
  expect(one.json).toEqual({ id: expect.any(String) });
  expect(errorCodesOf(await client.list())).toEqual([400, 80008, undefined]);
  expect(dataOf(await control("GET", "/faults"))).toMatchObject([{ fired: 1 }]);
  const both = await control("POST", "/faults", [
    { effect: { kind: "drop" } },
    { effect: { kind: "hang" }, times: "always" },
  ]);
  expect(dataOf(both)).toHaveLength(2);
  await control("DELETE", `/faults/${textOf(dataOf(both)[0]?.["id"])}`);
  await control("DELETE", "/faults");
  expect((await client.list()).status).toBe(200);
});

test.each([
  ["/faults", { effect: { kind: "explode" } }, "body.effect.kind"],
  ["/faults", { effect: { kind: "delay" } }, "body.effect.delayMs"],
  ["/faults", { effect: { kind: "drop" }, match: { metod: "GET" } }, "body.match.metod"],
  ["/seed", { sequences: [{ content: {} }] }, "body.sequences[0].name"],
  ["/ads", { status: "RUNNING" }, "body.status"],
])("unknown input of %s is refused with its path", async (path, body, place) => {
  const got = await control("POST", path, body);
  expect(got.status).toBe(400);
  expect(got.text).toContain(place);
});

test("the control API reads and clears the journal", async () => {
  await client.list();
  const got = await control("GET", "/journal");
  expect(dataOf(got)).toMatchObject([{ method: "GET", status: 200 }]);
  expect(got.text).not.toContain(simulator.accessToken);
  await control("DELETE", "/journal");
  expect(simulator.journal()).toEqual([]);
});

test("the control API adds, edits and removes rows and ads", async () => {
  const made = await control("POST", "/sequences", { name: "a", content: greeting });
  const id = textOf(made.json["id"]);
  const { adId } = (await control("POST", "/ads", { sequenceId: id })).json;
  expect(dataOf(await client.list())).toMatchObject([{ id, is_used_in_ad: true }]);
  await control("PATCH", `/ads/${textOf(adId)}`, { status: "ARCHIVED" });
  await control("PATCH", `/sequences/${id}`, { name: "b" });
  expect(dataOf(await client.list())).toMatchObject([{ id, name: "b", is_used_in_ad: false }]);
  await control("DELETE", `/ads/${textOf(adId)}`);
  await control("DELETE", `/sequences/${id}`);
  expect([simulator.sequences(), simulator.ads()]).toEqual([[], []]);
  expect((await control("DELETE", `/sequences/${id}`)).status).toBe(404);
});

test("the control API handles seeds, options, tokens, state and reset", async () => {
  await control("POST", "/seed", { sequences: [{ name: "seeded", content: greeting }] });
  await control("PATCH", "/options", { wire: { idKey: "both" }, behaviour: { updatesInUse: "allow" } });
  const { accessToken } = (await control("POST", "/tokens", { appId: "5005" })).json;
  expect((await clientOf(simulator, textOf(accessToken)).list()).json).toEqual({ data: [] });
  const state = await control("GET", "/state");
  expect(state.json).toMatchObject({ sequences: [{ name: "seeded" }], wire: { idKey: "both" } });
  expect(state.text).not.toContain(simulator.accessToken);
  await control("POST", "/reset");
  expect([simulator.sequences(), simulator.wire().idKey]).toEqual([[], "id"]);
});

test("an unknown route is 404, and GET / lists the routes", async () => {
  expect((await control("GET", "/nonsense")).status).toBe(404);
  expect((await control("GET", "/")).text).toContain("PATCH /sequences/<ID>");
});
