import { startSimulator, type Json, type Simulator } from "./index";
import { clientOf, codes } from "./testing/client";
import { dataOf, http, jsonBody } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  simulator = await startSimulator({ clock: { nowMs: () => 5000, sleep: () => Promise.resolve() } });
  client = clientOf(simulator);
});
afterEach(() => simulator.close());

const expired = [401, 190, 463];

function atDoor(method: string, body?: Json) {
  const sent = body === undefined ? {} : jsonBody(body);
  return http(`${simulator.controlUrl}/tokens/${simulator.accessToken}`, { method, ...sent });
}

test("a token expires after a number of further requests", async () => {
  await client.list();
  simulator.editToken(simulator.accessToken, { expiresAfterRequests: 2 });
  const statuses = [await client.list(), await client.list()].map((got) => got.status);
  expect([statuses, codes(await client.list())]).toEqual([[200, 200], expired]);
  simulator.editToken(simulator.accessToken, { expiresAfterRequests: null });
  expect((await client.list()).status).toBe(200);
});

test("a token expires at a time", async () => {
  await atDoor("PATCH", { expiresAtMs: 5001 });
  expect((await client.list()).status).toBe(200);
  await atDoor("PATCH", { expiresAtMs: 5000 });
  expect(codes(await client.list())).toEqual(expired);
});

test("a token moved to another app sees only its rows", async () => {
  await client.create();
  expect((await atDoor("PATCH", { appId: "5005" })).status).toBe(200);
  expect(dataOf(await client.list())).toEqual([]);
  expect((await client.call("GET", "/app")).json).toMatchObject({ id: "5005" });
  simulator.editToken(simulator.accessToken, { appId: simulator.appId });
  expect(dataOf(await client.list())).toHaveLength(1);
});

test("the control API removes tokens and refuses to edit unknown ones", async () => {
  await atDoor("DELETE");
  expect(codes(await client.list())).toEqual([401, 190, undefined]);
  const refused = await atDoor("PATCH", { access: "view" });
  expect(refused.status).toBe(404);
  expect(refused.text).not.toContain(simulator.accessToken);
  expect((await atDoor("PATCH", { acces: "view" })).text).toContain("body.acces is not known");
});
