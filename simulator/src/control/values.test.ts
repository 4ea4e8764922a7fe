import { startSimulator, type Simulator } from "../index";
import { clientOf } from "../testing/client";
import { dataOf, errorOf, sendHttp, jsonBody, type TestResponse } from "../testing/http";

// Mistakes in requests to the control API.

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

function control(method: string, path: string, text: string): Promise<TestResponse> {
  return sendHttp(`${simulator.controlUrl}${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: text,
  });
}

test.each([
  [
    "/faults",
    '{"effect":{"kind":"delay","delayMs":1000000000000}}',
    "body.effect.delayMs must be a whole number from 0 to",
  ],
  ["/faults", '{"effect":{"kind":"slow-body","chunkBytes":1,"everyMs":1e300}}', "body.effect.everyMs"],
  ["/faults", '{"effect":{"kind":"graph","code":1e999}}', "body.effect.code must be a number"],
  ["/faults", '{"effect":{"kind":"pad","bytes":1e21}}', "body.effect.bytes must be a whole number from 1"],
  ["/faults", '{"effect":{"kind":"constructor"}}', "body.effect.kind must be one of"],
  ["/faults", '{"effect":{"kind":"__proto__"}}', "body.effect.kind must be one of"],
  ["/faults", '{"__proto__":{"effect":{"kind":"drop"}}}', "body.__proto__ is not known"],
  ["/faults", '{"effect":{"kind":"drop","constructor":1}}', "body.effect.constructor is not known"],
  ["/faults", `{"match":${"[".repeat(50_000)}${"]".repeat(50_000)}}`, "the body is nested deeper than 64 levels"],
  ["/seed", `{"ads":[${"{},".repeat(60_000)}{}]}`, "the body has more than 50,000 values"],
  ["/seed", '{"tokens":[{"expiresAtMs":1e300}]}', "body.tokens[0].expiresAtMs must be within"],
  ["/seed", '{"conversations":[{"person":"1","lastMessageAtMs":-1e16}]}', "body.conversations[0].lastMessageAtMs"],
  ["/sequences", '{"name":"a","content":{},"lastUpdateAtMs":1e300}', "body.lastUpdateAtMs must be within"],
  ["/deliveries", '{"payload":[{},{}],"times":501}', "1,000 deliveries at most"],
  ["/deliveries", '{"payload":{},"times":1e300}', "body.times must be a whole number from 1"],
  ["/reset", '{"a":', "the body is not JSON"],
])("POST %s with %.60s is refused with its path", async (path, body, message) => {
  const got = await control("POST", path, body);
  expect([got.status, errorOf(got)["message"]]).toEqual([400, expect.stringContaining(message)]);
  expect([simulator.faults.list(), simulator.ads()]).toEqual([[], []]);
});

test.each(["/%", "/faults/%zz", "/%c0%af", "/faults/%/hit"])("the malformed path %s is refused", async (path) => {
  const got = await sendHttp(`${simulator.controlUrl}${path}`);
  expect([got.status, errorOf(got)["message"]]).toEqual([400, "the path has an escape that is not well-formed"]);
});

test("a seed is refused with all problems at once", async () => {
  const seed = { ads: [{ status: "RUNNING" }, { nme: "a" }], people: [{ waId: "é" }], tokens: [{ scopes: "all" }] };
  const got = await control("POST", "/seed", JSON.stringify(seed));
  expect([got.status, errorOf(got)["message"]]).toEqual([
    400,
    "body.tokens[0].scopes must be a list; body.ads[0].status must be one of ACTIVE, PAUSED, ARCHIVED, DELETED; " +
      "body.ads[1].nme is not known; body.people[0].waId must be digits, as in 16505551234",
  ]);
});

test("an error names at most 20 problems", async () => {
  const got = await control("POST", "/seed", JSON.stringify({ ads: Array.from({ length: 25 }, () => 1) }));
  expect(errorOf(got)["message"]).toMatch(/^body\.ads\[0\] must be an object; .*\[19\] must be an object; and 5 more$/);
});

test("undefined options count as absent in process", async () => {
  const adId = simulator.addAd({}).adId;
  const options = { tap: undefined, say: "Hello" } as unknown as { say: string };
  expect((await simulator.click(adId, options)).message).toBe("Hello");
});

test("invalid headers of a rule are refused, all at once", async () => {
  const headers = { "a b": "1", "x-line": "1\n2", "x-far": "日本", trailer: "x", "x-good": "é" };
  const got = await control("POST", "/faults", JSON.stringify({ effect: { kind: "status", status: 99, headers } }));
  expect(got.status).toBe(400);
  for (const place of ["effect.status is 99", '["a b"]', '["x-line"]', '["x-far"]', "headers.trailer"]) {
    expect(errorOf(got)["message"]).toContain(place);
  }
  expect(errorOf(got)["message"]).not.toContain("x-good");
  const encoding = { effect: { kind: "encode", encoding: "gzip", as: "\n" } };
  expect((await control("POST", "/faults", JSON.stringify(encoding))).text).toContain("body.effect.as");
});

test("usage headers accept any text", async () => {
  const business = { accountId: "日本", type: "\u007f", callCount: 1 };
  simulator.faults.add({ effect: { kind: "usage", business } });
  const got = await clientOf(simulator).list();
  expect(got.status).toBe(200);
  expect(JSON.parse(String(got.headers["x-business-use-case-usage"]))).toMatchObject({ 日本: [{ type: "\u007f" }] });
});

test("a path pattern can have any number of stars", async () => {
  simulator.faults.add({
    match: { path: `${"*a".repeat(2_000)}b` },
    effect: { kind: "status", status: 503 },
    times: "always",
  });
  simulator.faults.add({ match: { path: "/*/wel*seq*s" }, effect: { kind: "status", status: 502 }, times: "always" });
  const before = process.cpuUsage();
  expect((await sendHttp(`${simulator.url}/${"a".repeat(12_000)}`)).status).toBe(400);
  const { user } = process.cpuUsage(before);
  expect(user / 1000).toBeLessThan(1_000);
  expect((await clientOf(simulator).list()).status).toBe(502);
  expect((await sendHttp(`${simulator.url}/${"a".repeat(3_000)}b`)).status).toBe(503);
});

test("the control API accepts at most 1,000 rules", async () => {
  const rules = Array.from({ length: 999 }, () => ({ match: { id: "1" }, effect: { kind: "drop" } }));
  expect(dataOf(await sendHttp(`${simulator.controlUrl}/faults`, { method: "POST", ...jsonBody(rules) }))).toHaveLength(
    999,
  );
  const two = await sendHttp(`${simulator.controlUrl}/faults`, { method: "POST", ...jsonBody(rules.slice(0, 2)) });
  expect([two.status, errorOf(two)["message"]]).toEqual([
    400,
    "there can be 1,000 rules at most: DELETE /faults removes them",
  ]);
  expect(simulator.faults.list()).toHaveLength(999);
});

test("the clock still works at the end of its range", async () => {
  for (const nowMs of ["8.6e15", "-8.6e15"]) {
    expect((await control("PATCH", "/clock", `{"nowMs":${nowMs}}`)).status).toBe(200);
    expect(simulator.nowMs()).toBeGreaterThanOrEqual(Number(nowMs));
    expect((await clientOf(simulator).list()).status).toBe(200);
  }
  expect((await control("PATCH", "/clock", '{"nowMs":8.64e15}')).status).toBe(400);
  expect((await control("PATCH", "/clock", '{"advanceMs":1e999}')).status).toBe(400);
});
