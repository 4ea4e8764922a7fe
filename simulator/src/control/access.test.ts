import { startSimulator, type Simulator } from "../index";
import { limits } from "../limits";
import { bearer, errorOf, sendHttp, jsonBody, type TestResponse } from "../testing/http";

// A web page can send requests to every port of the machine on which it is shown.

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
beforeEach(() => {
  simulator.reset();
  simulator.addSequence({ name: "kept", content: {} });
});
afterAll(() => simulator.close());

type Headers = Readonly<Record<string, string>>;

const json = { "content-type": "application/json" };
const page = "http://localhost:5173";

function control(method: string, path: string, headers: Headers, body?: string): Promise<TestResponse> {
  return sendHttp(`${simulator.controlUrl}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
}

function port(): string {
  return new URL(simulator.controlUrl).port;
}

test.each<readonly [string, Headers]>([
  ["a foreign page", { origin: "https://evil.example" }],
  ["a page whose address the browser hides", { origin: "null" }],
  ["a page whose name begins like ours", { origin: "http://localhost.evil.example" }],
  ["a page that carries our name as its user", { origin: "http://localhost@evil.example" }],
  ["a page on another machine of the network", { origin: "http://192.168.0.7:3000" }],
  ["a page of an extension", { origin: "chrome-extension://abcdef" }],
  ["an image on a foreign page", { "sec-fetch-site": "cross-site" }],
])("%s is refused even with the token", async (_who, headers) => {
  for (const [method, path] of [
    ["POST", "/reset"],
    ["DELETE", "/journal"],
    ["GET", "/state"],
    ["OPTIONS", "/reset"],
    ["GET", "/nothing"],
  ] as const) {
    const got = await control(method, path, { ...json, ...bearer(simulator.controlToken), ...headers });
    expect([got.status, got.headers["access-control-allow-origin"]]).toEqual([403, undefined]);
    expect(got.text).not.toContain(simulator.accessToken);
  }
  expect(simulator.sequences()).toHaveLength(1);
});

test.each([
  "evil.example",
  "evil.example:80",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "127.0.0.1@evil.example",
  "evil.example/127.0.0.1",
  "0.0.0.0",
  "192.168.0.7",
  "[::1",
])("the host %j is refused", async (name) => {
  const host = name.startsWith("[") || name.includes(":80") ? name : `${name}:${port()}`;
  const got = await control("GET", "/state", { host });
  expect([got.status, errorOf(got)["message"]]).toEqual([403, expect.stringContaining("127.0.0.1 or localhost")]);
});

test("the host must have the port of the control API", async () => {
  expect((await control("GET", "/state", { host: "127.0.0.1:1" })).status).toBe(403);
  expect((await control("GET", "/state", { host: "127.0.0.1" })).status).toBe(403);
  for (const name of ["127.0.0.1", "localhost", "LOCALHOST", "app.localhost", "[::1]"]) {
    expect([name, (await control("GET", "/state", { host: `${name}:${port()}` })).status]).toEqual([name, 200]);
  }
});

test.each<readonly [string, Headers]>([
  ["a page on this machine", { ...json, origin: page }],
  ["a browser that says no more than where its request comes from", { ...json, "sec-fetch-site": "same-origin" }],
  ["text/plain, which a page may send without asking", { "content-type": "text/plain;charset=UTF-8" }],
  ["a form", { "content-type": "application/x-www-form-urlencoded" }],
  ["a form with files", { "content-type": "Multipart/Form-Data; boundary=x" }],
])("%s needs the control token to write", async (_who, headers) => {
  const fault = JSON.stringify({ effect: { kind: "drop" } });
  const refused = await control("POST", "/faults", headers, fault);
  expect([refused.status, refused.headers["www-authenticate"]]).toEqual([401, "Bearer"]);
  expect(errorOf(refused)["message"]).toContain("Authorization: Bearer <control token>");
  expect(simulator.faults.list()).toEqual([]);
  expect((await control("POST", "/faults", { ...headers, ...bearer(simulator.controlToken) }, fault)).status).toBe(200);
  expect(simulator.faults.list()).toHaveLength(1);
});

test("a wrong token is refused, also from a program", async () => {
  for (const token of ["no", `${simulator.controlToken}x`, simulator.controlToken.slice(1), simulator.accessToken]) {
    expect((await control("POST", "/reset", { ...json, ...bearer(token) })).status).toBe(401);
  }
  expect(simulator.sequences()).toHaveLength(1);
});

test("a program needs no token to read, or to write JSON", async () => {
  expect((await control("POST", "/sequences", json, '{"name":"a","content":{}}')).status).toBe(200);
  expect((await control("DELETE", "/journal", {})).status).toBe(200);
  expect((await control("GET", "/state", {})).status).toBe(200);
  // Node's own fetch, which sends Sec-Fetch-Mode like a browser.
  const got = await fetch(`${simulator.controlUrl}/reset`, { method: "POST" });
  expect([got.status, simulator.sequences()]).toEqual([200, []]);
});

test("a page on this machine may send a preflight and read", async () => {
  const ask = {
    origin: page,
    "access-control-request-method": "POST",
    "access-control-request-headers": "content-type",
  };
  const asked = await control("OPTIONS", "/faults", ask);
  expect([asked.status, asked.text]).toEqual([204, ""]);
  expect(asked.headers).toMatchObject({
    "access-control-allow-origin": page,
    "access-control-allow-headers": "authorization, content-type",
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
    vary: "origin",
  });
  const read = await control("GET", "/state", { origin: page, "sec-fetch-site": "cross-site" });
  expect([read.status, read.headers["access-control-allow-origin"]]).toEqual([200, page]);
  expect(read.text).not.toContain(simulator.accessToken);
});

test("every start has a new control token, which no response contains", async () => {
  const other = await startSimulator();
  expect(other.controlToken).not.toBe(simulator.controlToken);
  expect(simulator.controlToken).toMatch(/^[\w-]{32}$/);
  await other.close();
  for (const path of ["/", "/state", "/options", "/journal", "/nothing"]) {
    expect((await control("GET", path, {})).text).not.toContain(simulator.controlToken);
  }
});

test.each<readonly [string, Headers, number]>([
  ["a foreign page", { origin: "https://evil.example" }, 403],
  ["a page with a hidden origin", { origin: "null" }, 403],
  ["an image on a foreign page", { "sec-fetch-site": "cross-site" }, 403],
  ["a host name after DNS rebinding", { host: "evil.example" }, 403],
  ["a malformed host", { host: "a b" }, 403],
  ["a page on this machine", { origin: page, "sec-fetch-site": "cross-site" }, 200],
  ["localhost", { host: "localhost" }, 200],
  ["an IP address", { host: "172.17.0.1:8080" }, 200],
  ["a container host name", { host: "host.docker.internal:4010" }, 200],
  ["the host name of Graph", { host: "graph.facebook.com" }, 200],
])("the Graph port decides by origin and host: %s", async (_who, headers, status) => {
  const path = `/v26.0/${simulator.wabaId}/welcome_message_sequences`;
  const authorization = bearer(simulator.accessToken);
  const got = await sendHttp(`${simulator.url}${path}`, {
    method: "POST",
    ...jsonBody({ name: "a", welcome_message_sequence: { text: "Hi" } }),
    headers: { ...json, ...authorization, ...headers },
  });
  expect([got.status, simulator.sequences().length]).toEqual([status, status === 200 ? 2 : 1]);
  expect(simulator.journal().at(-1)?.status).toBe(status);
  if (status === 403) expect(errorOf(got)).toMatchObject({ code: 200, type: "OAuthException" });
});

test("a request that a fault cannot affect does not count", async () => {
  simulator.faults.add({ effect: { kind: "drop" } });
  await sendHttp(`${simulator.url}/me`, { headers: { origin: "https://evil.example" } });
  expect(simulator.faults.list()).toMatchObject([{ fired: 0 }]);
});

test("a body beyond the limit gets 413 at once", async () => {
  const got = await control("POST", "/seed", json, " ".repeat(limits.controlBodyBytes + 1));
  expect([got.status, errorOf(got)["message"]]).toEqual([413, "The request body is larger than 4,194,304 bytes."]);
  expect((await control("POST", "/nothing", json, " ".repeat(60_000_000))).status).toBe(404);
  expect((await control("POST", "/reset", { ...json, origin: "null" }, " ".repeat(60_000_000))).status).toBe(403);
});
