import { startSimulator, type Simulator } from "./index";
import { clientOf, errorCodesOf, featureCodes, greeting } from "./testing/client";
import { bearer, dataOf, sendHttp, jsonBody, textOf, type TestResponse } from "./testing/http";

// Requests in the formats of other HTTP clients. marketing-api.test.ts has requests for ads.

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
let edge: string;

beforeEach(async () => {
  simulator = await startSimulator();
  client = clientOf(simulator);
  edge = `${simulator.url}/v26.0/${simulator.wabaId}/welcome_message_sequences`;
});
afterEach(() => simulator.close());

function query(params: Readonly<Record<string, string>>): string {
  return new URLSearchParams(params).toString();
}

test("a preflight allows the requested method and headers", async () => {
  const headers = {
    origin: "http://localhost:5173",
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,content-type",
  };
  const got = await sendHttp(`${simulator.url}/v26.0/${simulator.wabaId}`, { method: "OPTIONS", headers });
  expect([got.status, got.text]).toEqual([200, ""]);
  expect(got.headers).toMatchObject({
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "authorization,content-type",
    "access-control-allow-methods": expect.stringContaining("DELETE"),
  });
});

test("OPTIONS without a preflight, HEAD, PUT and PATCH are unsupported methods", async () => {
  for (const method of ["OPTIONS", "HEAD", "PUT", "PATCH"]) {
    expect([method, (await client.call(method, `/${simulator.wabaId}`)).status]).toEqual([method, 400]);
  }
});

test("extra slashes around the version are ignored", async () => {
  const path = `${simulator.wabaId}//welcome_message_sequences/`;
  for (const start of ["//v26.0/", "/v26.0//", "//"]) {
    expect((await sendHttp(`${simulator.url}${start}${path}`, { headers: bearer(simulator.accessToken) })).status).toBe(
      200,
    );
  }
});

/** Writes a multipart body. */
function multipart(...lines: readonly string[]): Promise<TestResponse> {
  const headers = { ...bearer(simulator.accessToken), "content-type": "multipart/form-data; boundary=xx" };
  return sendHttp(edge, { method: "POST", headers, body: lines.join("\r\n") });
}

function part(header: string, value: string): readonly string[] {
  return ["--xx", header, "", value];
}

test("a part without a name is ignored", async () => {
  const named = part('Content-Disposition: form-data; name="name"', "Driver sign-up");
  const content = part('Content-Disposition: form-data; name="welcome_message_sequence"', JSON.stringify(greeting));
  const got = await multipart(...named, ...content, ...part("Content-Disposition: form-data", "lost"), "--xx--", "");
  expect(got.json).toEqual({ sequence_id: expect.any(String) });
  const onlyLost = await multipart(...part("Content-Disposition: form-data; filename=a", "lost"), "--xx--", "");
  expect(errorCodesOf(onlyLost)).toEqual(featureCodes(4027010));
});

test.each([
  ["cut", ["--xx", 'Content-Disposition: form-data; name="name"', "", "abc"]],
  ["of another boundary", ["--yy", 'Content-Disposition: form-data; name="name"', "", "abc", "--yy--", ""]],
  ["of no parts at all", ["EAAFAKEsomethingThatLooksLikeAToken"]],
])("a form %s is refused, and the journal has no token", async (_how, lines) => {
  expect(errorCodesOf(await multipart(...lines, simulator.accessToken))).toEqual(featureCodes(4027001));
  expect(JSON.stringify(simulator.journal())).not.toMatch(/EAA[A-Za-z0-9]/);
});

test("large, chunked and non-Latin bodies arrive complete", async () => {
  const text = "é日本👋".repeat(70_000);
  const body = Buffer.from(JSON.stringify({ name: "Ünïcode 👋", welcome_message_sequence: { text } }));
  const headers = { ...bearer(simulator.accessToken), "content-type": "application/json" };
  expect((await sendHttp(edge, { method: "POST", headers, body })).status).toBe(200);
  const stream = new Blob([body]).stream();
  expect((await fetch(edge, { method: "POST", headers, body: stream, duplex: "half" })).status).toBe(200);
  expect(simulator.sequences()).toEqual([
    expect.objectContaining({ name: "Ünïcode 👋", content: { text } }),
    expect.objectContaining({ name: "Ünïcode 👋", content: { text } }),
  ]);
});

test("fetch with URLSearchParams, FormData and a Blob works", async () => {
  const fields = { name: "a", welcome_message_sequence: JSON.stringify(greeting) };
  const plain = new FormData();
  const withBlob = new FormData();
  for (const [key, value] of Object.entries(fields)) plain.set(key, value);
  withBlob.set("name", "a");
  withBlob.set("welcome_message_sequence", new Blob([JSON.stringify(greeting)], { type: "application/json" }));
  for (const body of [new URLSearchParams(fields), plain, withBlob]) {
    const headers = bearer(simulator.accessToken);
    expect((await fetch(edge, { method: "POST", headers, body })).status).toBe(200);
  }
  expect(simulator.sequences().map(({ content }) => content)).toEqual([greeting, greeting, greeting]);
});

test("PHP clients can send token and method in the body", async () => {
  simulator.addApp({ id: simulator.appId, createdOn: "2025-06-30" });
  const access_token = simulator.accessToken;
  const post = (params: Readonly<Record<string, string>>): Promise<TestResponse> =>
    sendHttp(edge, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: query({ access_token, ...params }),
    });
  const content = { "welcome_message_sequence[text]": "Hi", "welcome_message_sequence[ice_breakers][0][title]": "A?" };
  const created = await post({ name: "php", ...content });
  const sequence_id = textOf(created.json["sequence_id"]);
  expect(dataOf(await post({ method: "get", "fields[0]": "name" }))).toEqual([{ name: "php", id: sequence_id }]);
  expect((await post({ method: "delete", sequence_id })).json).toEqual({ success: true });
  expect(JSON.stringify(simulator.journal())).not.toContain(access_token);
});

test("a compressed or malformed body is refused", async () => {
  const headers = { ...bearer(simulator.accessToken), ...jsonBody({}).headers };
  const gzip = { ...headers, "content-encoding": "gzip" };
  const bytes = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
  expect(errorCodesOf(await sendHttp(edge, { method: "POST", headers: gzip, body: bytes }))).toEqual(
    featureCodes(4027001),
  );
  expect(errorCodesOf(await sendHttp(edge, { method: "POST", headers, body: '{"name":' }))).toEqual(
    featureCodes(4027001),
  );
});

test("next and previous links work after rows are deleted", async () => {
  for (const name of ["a", "b", "c"]) await client.create(name);
  const get = (params: Readonly<Record<string, string>>): Promise<TestResponse> =>
    client.call("GET", `${path}?${query(params)}`);
  const path = `/${simulator.wabaId}/welcome_message_sequences`;
  const first = await get({ limit: "2", fields: "name" });
  const { next, cursors } = first.json["paging"] as { next: string; cursors: { after: string } };
  const second = await sendHttp(next);
  const { previous } = second.json["paging"] as { previous: string };
  expect(dataOf(await sendHttp(previous))).toEqual(dataOf(first));
  await client.remove(textOf(dataOf(first)[1]?.["id"]));
  expect(dataOf(await get({ after: cursors.after, fields: "name" }))).toEqual(dataOf(second));
  expect(errorCodesOf(await get({ after: "QVFIUmx1WTBpMGpJ" }))).toEqual([400, 100, undefined]);
});

test("all forms of the token header are accepted", async () => {
  for (const scheme of ["Bearer", "bearer", "BEARER", "OAuth", "oauth"]) {
    const headers = { AUTHORIZATION: `${scheme}  ${simulator.accessToken} ` };
    expect((await sendHttp(`${simulator.url}/v26.0/${simulator.wabaId}`, { headers })).status).toBe(200);
  }
});
