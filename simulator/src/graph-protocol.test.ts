import { startSimulator, type JsonObject, type Simulator } from "./index";
import { clientOf, errorCodesOf, greeting } from "./testing/client";
import { bearer, dataOf, errorOf, sendHttp, textOf } from "./testing/http";

let simulator: Simulator;
let nowMs: number;
let edge: string;

beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 22);
  simulator = await startSimulator({ clock: { nowMs: () => nowMs, sleep: () => Promise.resolve() } });
  edge = `${simulator.wabaId}/welcome_message_sequences`;
});
afterEach(() => simulator.close());

function headers() {
  return bearer(simulator.accessToken);
}

test("a request without a token gets 104, or 2500 on /me", async () => {
  const got = await sendHttp(`${simulator.url}/v25.0/${edge}`);
  expect(errorCodesOf(got)).toEqual([400, 104, undefined]);
  expect(errorOf(got)["message"]).toBe("An access token is required to request this resource.");
  expect(errorCodesOf(await sendHttp(`${simulator.url}/v25.0/me`))).toEqual([400, 2500, undefined]);
});

test("an unknown token gets 190 with HTTP 401", async () => {
  const got = await sendHttp(`${simulator.url}/v25.0/${edge}`, { headers: bearer("EAAnonsense") });
  expect(errorCodesOf(got)).toEqual([401, 190, undefined]);
  expect(got.headers["www-authenticate"]).toContain('"invalid_token"');
});

test("a token expires by time or count with 190/463", async () => {
  const byTime = clientOf(simulator, simulator.addToken({ expiresAtMs: nowMs + 1000 }));
  expect((await byTime.list()).status).toBe(200);
  nowMs += 1000;
  expect(errorCodesOf(await byTime.list())).toEqual([401, 190, 463]);
  const byCount = clientOf(simulator, simulator.addToken({ expiresAfterRequests: 2 }));
  const statuses = [(await byCount.list()).status, (await byCount.list()).status, (await byCount.list()).status];
  expect(statuses).toEqual([200, 200, 401]);
});

test("a token without the scope or account is refused", async () => {
  const noScope = clientOf(simulator, simulator.addToken({ scopes: ["ads_management"] }));
  expect(errorCodesOf(await noScope.list())).toEqual([403, 200, undefined]);
  const noReach = clientOf(simulator, simulator.addToken({ wabaIds: ["1"] }));
  expect(errorCodesOf(await noReach.list())).toEqual([400, 100, 33]);
});

test("accepts the token in the query and in any body", async () => {
  const params = new URLSearchParams({ access_token: simulator.accessToken }).toString();
  const form = { "content-type": "application/x-www-form-urlencoded" };
  expect((await sendHttp(`${simulator.url}/${edge}?${params}`)).status).toBe(200);
  expect((await sendHttp(`${simulator.url}/${edge}`, { method: "GET", headers: form, body: params })).status).toBe(200);
});

test.each(["", "/v14.0", "/v20.0", "/v25.0", "/v26.0", "/v27.0"])("the address may begin with '%s'", async (prefix) => {
  expect((await sendHttp(`${simulator.url}${prefix}/${edge}`, { headers: headers() })).status).toBe(200);
});

test("an unknown version is an unknown path", async () => {
  const got = await sendHttp(`${simulator.url}/v999.0/me`);
  expect(errorCodesOf(got)).toEqual([400, 2500, undefined]);
  expect(errorOf(got)["message"]).toBe("Unknown path components: /me");
});

test("unknown paths, objects and methods get Graph's errors", async () => {
  const client = clientOf(simulator);
  const nowhere = await client.call("GET", `/${simulator.wabaId}/nonsense`);
  expect(errorCodesOf(nowhere)).toEqual([400, 2500, undefined]);
  expect(errorOf(nowhere)["message"]).toBe("Unknown path components: /nonsense");
  expect(errorCodesOf(await client.call("GET", "/395394933592466/welcome_message_sequences"))).toEqual([400, 100, 33]);
  const id = await client.create();
  const deleted = await client.call("DELETE", `/${id}`);
  expect(errorOf(deleted)["message"]).toMatch(/^Unsupported delete request. Object with ID/);
  expect(errorOf(await client.call("PUT", `/${id}`))["message"]).toBe("Unsupported request - method type: put");
});

test("responses have Graph's headers", async () => {
  const got = await sendHttp(`${simulator.url}/v25.0/${edge}`, { headers: headers() });
  expect(got.headers).toMatchObject({
    "content-type": "application/json; charset=UTF-8",
    "facebook-api-version": "v25.0",
    "x-fb-trace-id": expect.any(String),
    "x-app-usage": expect.stringContaining("call_count"),
  });
  const usage = got.headers["x-business-use-case-usage"];
  expect(JSON.parse(textOf(usage?.toString()))).toHaveProperty(simulator.wabaId);
});

test("requests of Meta's Node SDK work", async () => {
  const call = (method: string, params: JsonObject) => {
    const query = Object.entries({ access_token: simulator.accessToken, ...params }).map(([key, value]) => {
      const text = typeof value === "string" ? value : JSON.stringify(value);
      return `${key}=${encodeURIComponent(text)}`;
    });
    return sendHttp(`${simulator.url}/v26.0/${edge}?${query.join("&")}`, { method });
  };
  for (const name of ["one", "two", "three"]) {
    expect((await call("POST", { name, welcome_message_sequence: greeting })).json).toHaveProperty("sequence_id");
  }
  const names: unknown[] = [];
  let got = await call("GET", { fields: "id,name", summary: true, limit: 2 });
  for (;;) {
    names.push(...dataOf(got).map((row) => row["name"]));
    const { next } = (got.json["paging"] ?? {}) as { next?: string };
    if (next === undefined) break;
    got = await sendHttp(next);
  }
  expect(names).toEqual(["one", "two", "three"]);
  const [first] = simulator.sequences();
  expect((await call("DELETE", { sequence_id: first?.id ?? "" })).json).toEqual({ success: true });
});
