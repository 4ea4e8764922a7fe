import { startSimulator, type Json, type Simulator } from "./index";
import { clientOf, errorCodesOf } from "./testing/client";
import { dataOf, sendHttp, jsonBody } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  simulator = await startSimulator({ clock: { nowMs: () => 5000, sleep: () => Promise.resolve() } });
  client = clientOf(simulator);
});
afterEach(() => simulator.close());

const expired = [401, 190, 463];

function requestControl(method: string, body?: Json) {
  const sent = body === undefined ? {} : jsonBody(body);
  return sendHttp(`${simulator.controlUrl}/tokens/${simulator.accessToken}`, { method, ...sent });
}

test("a token expires after a number of further requests", async () => {
  await client.list();
  simulator.editToken(simulator.accessToken, { expiresAfterRequests: 2 });
  const statuses = [await client.list(), await client.list()].map((got) => got.status);
  expect([statuses, errorCodesOf(await client.list())]).toEqual([[200, 200], expired]);
  simulator.editToken(simulator.accessToken, { expiresAfterRequests: null });
  expect((await client.list()).status).toBe(200);
});

test("a token expires at a time", async () => {
  await requestControl("PATCH", { expiresAtMs: 5001 });
  expect((await client.list()).status).toBe(200);
  await requestControl("PATCH", { expiresAtMs: 5000 });
  expect(errorCodesOf(await client.list())).toEqual(expired);
});

test("a token moved to another app sees only its rows", async () => {
  await client.create();
  expect((await requestControl("PATCH", { appId: "5005" })).status).toBe(200);
  expect(dataOf(await client.list())).toEqual([]);
  expect((await client.call("GET", "/app")).json).toMatchObject({ id: "5005" });
  simulator.editToken(simulator.accessToken, { appId: simulator.appId });
  expect(dataOf(await client.list())).toHaveLength(1);
});

test("the control API removes tokens and refuses to edit unknown ones", async () => {
  await requestControl("DELETE");
  expect(errorCodesOf(await client.list())).toEqual([401, 190, undefined]);
  const refused = await requestControl("PATCH", { access: "view" });
  expect(refused.status).toBe(404);
  expect(refused.text).not.toContain(simulator.accessToken);
  expect((await requestControl("PATCH", { acces: "view" })).text).toContain("body.acces is not known");
});
