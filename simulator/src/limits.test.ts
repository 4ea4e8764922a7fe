import { startSimulator, type Simulator } from "./index";
import { limits } from "./limits";
import { clientOf, errorCodesOf, featureCodes, greeting } from "./testing/client";
import { bearer, errorOf, sendHttp, jsonBody, textOf, type TestResponse, type TestRequest } from "./testing/http";

// Requests that only a broken client sends.

let simulator: Simulator;
let edge: string;

beforeAll(async () => {
  simulator = await startSimulator();
  edge = `/v26.0/${simulator.wabaId}/welcome_message_sequences`;
});
afterEach(async () => {
  expect((await clientOf(simulator).list()).status).toBe(200);
  simulator.reset();
});
afterAll(() => simulator.close());

function send(path: string, { headers = {}, ...rest }: TestRequest): Promise<TestResponse> {
  return sendHttp(`${simulator.url}${path}`, { ...rest, headers: { ...bearer(simulator.accessToken), ...headers } });
}

function post(contentType: string, body: string): Promise<TestResponse> {
  return send(edge, { method: "POST", headers: { "content-type": contentType }, body });
}
function form(body: string): Promise<TestResponse> {
  return post("application/x-www-form-urlencoded", body);
}
function json(body: string): Promise<TestResponse> {
  return post("application/json", body);
}
function multipart(body: string): Promise<TestResponse> {
  return post("multipart/form-data; boundary=x", body);
}
function part(name: string, more = ""): string {
  return `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
}
const file = '; filename="f"';
/** Repeats a text until it fills a body. */
function fill(text: string): string {
  return text.repeat(Math.floor((limits.graphBodyBytes - 100) / text.length));
}
const deep = "nested deeper than 64 levels";
const manyParameters = "(#100) The request has more than 1,000 parameters.";

test.each<readonly [string, () => Promise<TestResponse>, string]>([
  ["nested JSON", () => json('{"a":'.repeat(20_000) + "1" + "}".repeat(20_000)), deep],
  ["nested lists that never end", () => json(fill("[")), deep],
  ["a parameter's name of 15,000 levels", () => form(`a${"[b]".repeat(15_000)}=1`), deep],
  ["a name of 65 levels", () => form(`a${"[]".repeat(65)}=1`), deep],
  ["a name of 65 levels in a part", () => multipart(`${part(`a${"[b]".repeat(65)}`)}1\r\n--x--\r\n`), deep],
  ["a name of 100 levels in the query", () => send(`${edge}?a${"[b]".repeat(100)}=1`, {}), deep],
  ["fields of 65 levels", () => send(`${edge}?fields=${"a{".repeat(66)}id${"}".repeat(66)}`, {}), deep],
  ["200,000 values in JSON", () => json(`{"a":[${"1,".repeat(200_000)}1]}`), "has more than 10,000 values"],
  ["200,000 parameters", () => form("a=1&".repeat(200_000)), manyParameters],
  [
    "50,000 numbered names",
    () => form(Array.from({ length: 50_000 }, (_, i) => `a[${i}]=1`).join("&")),
    manyParameters,
  ],
  ["2,000 parameters in the query", () => send(`${edge}?${"a&".repeat(2_000)}`, {}), manyParameters],
  ["a body full of parts", () => multipart(`${fill(`${part("a")}1\r\n`)}--x--\r\n`), manyParameters],
  ["a body full of files", () => multipart(`${fill(`${part("a", file)}1\r\n`)}--x--\r\n`), manyParameters],
  ["a body full of boundaries", () => multipart(fill("--x\r\n")), manyParameters],
  ["3,500 fields", () => send(`/v26.0/act_${simulator.adAccountId}?fields=${"ads,".repeat(3_500)}`, {}), "500 fields"],
])("%s is refused with an explanation", async (_what, request, sentence) => {
  const got = await request();
  expect(errorCodesOf(got)).toEqual([400, 100, undefined]);
  expect(errorOf(got)["message"]).toContain(sentence);
});

test("requests within the limits are accepted", async () => {
  const many = Array.from({ length: 990 }, (_, index) => `a[${index}]=1`).join("&");
  const whole = JSON.stringify(greeting);
  const got = await form(`name=a&welcome_message_sequence=${encodeURIComponent(whole)}&${many}&b${"[c]".repeat(63)}=1`);
  expect(got.status).toBe(200);
  const levels = 63;
  const nested = `{"name":"a","welcome_message_sequence":${whole},"b":${"[".repeat(levels)}${"]".repeat(levels)}}`;
  expect((await json(nested)).status).toBe(200);
  expect(simulator.sequences()).toHaveLength(2);
});

test.each([
  ["in a part with a file name", `${part("a", file)}hello\r\n`],
  ["in a part without one", `${part("a")}hello\r\n`],
  ["in the head of a part", "--x\r\nContent-Disposition: form-data; na"],
  ["in the second of two files", `${part("a", file)}1\r\n${part("b", file)}2`],
  ["in the last boundary", `${part("a", file)}hello\r\n--x`],
  ["before the first boundary", "hello"],
])("a multipart body truncated %s is invalid input", async (_where, body) => {
  expect(errorCodesOf(await multipart(body))).toEqual(featureCodes(4027001));
  expect(simulator.journal().at(-1)?.body).toBe(body);
});

test.each(["multipart/form-data", "multipart/form-data; boundary=", 'multipart/form-data; boundary="'])(
  "a multipart body of the content type %j is invalid input",
  async (contentType) => {
    expect(errorCodesOf(await post(contentType, `${part("name")}a\r\n--x--\r\n`))).toEqual(featureCodes(4027001));
  },
);

test("the last of two files with one name wins", async () => {
  const content = JSON.stringify(greeting);
  const sequence = `${part("welcome_message_sequence", file)}${content}\r\n`;
  const got = await multipart(`${part("name", file)}one\r\n${part("name", file)}two\r\n${sequence}--x--\r\n`);
  expect(got.status).toBe(200);
  expect(simulator.sequences()).toMatchObject([{ name: "two" }]);
});

/** Texts that take quadratic time in a careless pattern. */
test.each<readonly [string, () => Promise<TestResponse>]>([
  ["open brackets in a name", () => form(`a${fill("[")}`)],
  ["open quotes in JSON", () => json(`{"a":${fill('\\"')}`)],
  ["words that look like secrets", () => json(JSON.stringify({ a: fill("access_token[") }))],
  ["brackets of secrets", () => json(JSON.stringify({ a: `access_token${fill("[a]")}` }))],
  ["broken escapes", () => form(fill("%"))],
  ["fields without an end", () => send(edge, jsonBody({ fields: fill("a{") }))],
  ["modifiers without an end", () => send(`${edge}?fields=id${".a()".repeat(3_500)}x`, {})],
])("%s take linear time", async (_what, request) => {
  // The first request also compiles code, which is not measured.
  expect((await request()).status).toBe(400);
  const before = process.cpuUsage();
  expect((await request()).status).toBe(400);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(1_000);
});

/** Returns the status of each item of a batch. */
async function batchCodes(...items: readonly Readonly<Record<string, string>>[]): Promise<readonly unknown[]> {
  const got = await send("/v26.0/", { method: "POST", ...jsonBody({ batch: items }) });
  const rows = got.value as readonly { readonly code: number }[];
  return rows.map(({ code }) => code);
}

test("the limits apply to each batch item", async () => {
  const write = { method: "POST", relative_url: edge.slice(1) };
  const [slashes, url] = ["/".repeat(900_000), "a=1&".repeat(2_000)];
  expect(await batchCodes({ method: "GET", relative_url: `me${slashes}x` })).toEqual([400]);
  const body = `a${"[b]".repeat(15_000)}=1`;
  expect(await batchCodes({ ...write, body }, { ...write, body: url }, { method: "GET", relative_url: "me" })).toEqual([
    400, 400, 200,
  ]);
  const nested = await send("/v26.0/", { method: "POST", ...jsonBody({ batch: "[".repeat(500_000) }) });
  expect(errorOf(nested)["message"]).toBe("Batch parameter must be a JSON array");
});

test.each([
  ["filtering", "param filtering must be an array"],
  ["effective_status", "param effective_status must be one of"],
  ["execution_options", "param execution_options must be of"],
])("nested JSON in the parameter %s is refused", async (name, sentence) => {
  const method = name === "execution_options" ? "POST" : "GET";
  const params = { [name]: "[".repeat(5_000), name: "a", adset_id: "1", creative: { object_story_id: "1" } };
  const got = await send(`/v26.0/act_${simulator.adAccountId}/ads`, { method, ...jsonBody(params) });
  expect(got.status).toBe(400);
  expect(errorOf(got)["message"]).toContain(sentence);
});

test("a message with nested JSON or an endless number is refused", async () => {
  const message = { messaging_product: "whatsapp", to: "5511987654321", type: "interactive" };
  const path = `/v26.0/${simulator.phoneNumberId}/messages`;
  const interactive = `{"a":${"[".repeat(300_000)}`;
  expect((await send(path, { method: "POST", ...jsonBody({ ...message, interactive }) })).status).toBe(400);
  const endless = JSON.stringify({ ...message, interactive: 0 }).replace(":0", `:${"9".repeat(500_000)}`);
  const headers = { "content-type": "application/json" };
  expect((await send(path, { method: "POST", headers, body: endless })).status).toBe(400);
});

test.each([["/%"], ["/%zz"], ["/v26.0/%ff%fe"], ["/v26.0/%00"], ["of 9,000 slashes", `/v26.0/${"/".repeat(9_000)}x`]])(
  "the address %s is an unknown path",
  async (name, path = name) => {
    expect(errorCodesOf(await send(path, {}))).toEqual([400, 2500, undefined]);
  },
);

test("a lone surrogate in token, id or URL is handled", async () => {
  const headers = { "content-type": "application/json" };
  const body = '{"access_token":"\\ud800nobody-at-all"}';
  expect(errorCodesOf(await sendHttp(`${simulator.url}${edge}`, { method: "POST", headers, body }))).toEqual([
    401,
    190,
    undefined,
  ]);
  expect(await batchCodes({ method: "GET", relative_url: "\ud800/%" })).toEqual([400]);
  simulator.addToken({ value: "\ud800a-seeded-token" });
  simulator.addWaba({ id: "\ud800" });
  simulator.addSequence({ wabaId: "\ud800", name: "a", content: {} });
  simulator.addSequence({ wabaId: "\ud800", name: "b", content: {} });
  expect(await batchCodes({ method: "GET", relative_url: "\ud800/welcome_message_sequences?limit=1" })).toEqual([200]);
});

test("a non-ASCII id does not break usage headers", async () => {
  simulator.addWaba({ id: "日本" });
  const got = await send(`/v26.0/${encodeURIComponent("日本")}/welcome_message_sequences`, {});
  expect(got.status).toBe(200);
  expect(JSON.parse(String(got.headers["x-business-use-case-usage"]))).toHaveProperty("日本");
});

test("names of Object.prototype are ordinary parameter names", async () => {
  const got = await json(
    '{"__proto__":{"name":"b"},"constructor":1,"name":"a","welcome_message_sequence":{"text":"Hi"},"fields":"id"}',
  );
  expect(textOf(got.json["sequence_id"])).toBe(simulator.sequences()[0]?.id);
  expect(simulator.sequences()).toMatchObject([{ name: "a" }]);
  expect((await form("__proto__[name]=b&constructor[prototype][name]=b")).status).toBe(400);
  expect(({} as Record<string, unknown>)["name"]).toBeUndefined();
});

test("a body beyond the limit gets 413 and is not journaled", async () => {
  for (const body of [Buffer.alloc(limits.graphBodyBytes + 1, 32), Buffer.alloc(60_000_000, 32)]) {
    const got = await send(edge, { method: "POST", headers: { "content-type": "application/json" }, body });
    expect(errorCodesOf(got)).toEqual([413, 100, undefined]);
    expect(got.headers.connection).toBe("close");
    expect(errorOf(got)["message"]).toBe("(#100) The request body is larger than 1,048,576 bytes.");
    expect(simulator.journal().at(-1)).toMatchObject({ status: 413, body: null });
  }
  const most = Buffer.alloc(limits.graphBodyBytes, 32);
  expect(errorCodesOf(await send(edge, { method: "POST", body: most }))).toEqual(featureCodes(4027010));
});
