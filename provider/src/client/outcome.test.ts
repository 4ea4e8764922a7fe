import { KnownSecrets } from "../schema/known-secrets";
import { findGraphError } from "./graph-error";
import { outcomeOf, outcomeOfNetworkError } from "./outcome";
import { printable } from "./redact";

const token = "EAAsecretTokenOfThisTest";
const waba = { kind: "waba", id: "102" } as const;
const known = new KnownSecrets([["accessToken", token]]);
function answer(httpStatus: number, body: unknown, headers = {}) {
  return {
    httpStatus,
    text: typeof body === "string" ? body : JSON.stringify(body),
    headers,
  };
}
function graphError(error: object) {
  return {
    error: { message: "m", type: "OAuthException", fbtrace_id: "Atrace", ...error },
  };
}

const adAccount = { kind: "adAccount", id: "55" } as const;
const regains = {
  "x-business-use-case-usage": JSON.stringify({
    "102": [{ type: "whatsapp_business_management", call_count: 100, estimated_time_to_regain_access: 2 }],
  }),
};

test.each([
  [{ code: 80008 }, waba, {}, waba],
  [{ code: 80007 }, "messages", {}, "messages"],
  [{ code: 80004, error_subcode: 2446079 }, adAccount, {}, adAccount],
  [{ code: 613 }, waba, {}, waba],
  [{ code: 32 }, waba, {}, waba],
  [{ code: 4 }, waba, {}, "app"],
  [{ code: 4 }, waba, regains, waba],
  [{ code: 4 }, { kind: "waba", id: "103" }, regains, "app"],
  [{ code: 341 }, "messages", {}, "app"],
  [{ code: 17 }, waba, {}, "app"],
  [{ code: 17 }, adAccount, {}, adAccount],
  [{ code: 17 }, "ads", {}, "ads"],
  [{ code: 17, error_subcode: 2446079 }, waba, {}, waba],
  [{}, waba, {}, "app"],
  [{}, waba, regains, waba],
] as const)("the throttle %j of a call of %j with %j limits %j", (error, callScope, headers, scope) => {
  expect(outcomeOf(answer(429, graphError(error), headers), known, callScope)).toMatchObject({
    kind: "throttled",
    scope,
  });
});

test.each([{ code: 100 }, { code: 4 }, { code: 10 }, { code: 2, is_transient: true }])(
  "the error %j with a response to the write is accepted",
  (error) => {
    const body = graphError({ ...error, original_response: { id: "12", name: `of ${token}` } });
    const outcome = outcomeOf(answer(400, body), known, adAccount);
    expect(outcome).toMatchObject({ kind: "accepted", body: { id: "12" } });
    expect(JSON.stringify(outcome)).not.toContain(token);
  },
);

test.each([null, "12", [], false])("an error with the original response %j is no rejection", (original_response) => {
  const body = graphError({ code: 100, original_response });
  expect(outcomeOf(answer(400, body), known, adAccount)).toMatchObject({ kind: "accepted", body: original_response });
});

test("a throttle has the usage and the wait of its own account", () => {
  expect(outcomeOf(answer(400, graphError({ code: 80008 }), regains), known, waba)).toMatchObject({
    ...{ usedPercent: 100, waitMs: 120_000 },
  });
  expect(outcomeOf(answer(400, graphError({ code: 80004 }), regains), known, adAccount)).toMatchObject({
    ...{ usedPercent: undefined, waitMs: undefined },
  });
});

test.each([
  ["as subcode under 100", { code: 100, error_subcode: 4027012 }],
  ["as code", { code: 4027012 }],
  ["as text", { code: "4027012" }],
])("4027012 %s means in use", (_form, error) => {
  expect(findGraphError(graphError(error), 400, known)).toMatchObject({ meaning: { kind: "in-use" }, code: "4027012" });
});

test.each([
  [{ code: 190, error_subcode: 463 }, 401, "credentials"],
  [{ code: 104 }, 400, "credentials"],
  [{ code: 10 }, 403, "permission"],
  [{ code: 3 }, 500, "permission"],
  [{ code: 250 }, 403, "permission"],
  [{ code: 10 }, 401, "permission"],
  [{ code: 190, error_subcode: 33 }, 400, "credentials"],
  [{ code: 100, error_subcode: 33 }, 400, "no-such-object"],
  [{ code: 100 }, 400, "invalid"],
  [{ code: 4 }, 400, "throttled"],
  [{ code: 79999 }, 400, "other"],
  [{ code: 80000 }, 400, "throttled"],
  [{ code: 80008 }, 400, "throttled"],
  [{ code: 80014 }, 400, "throttled"],
  [{ code: 80015 }, 400, "other"],
  [{ code: 4, error_subcode: 2446079, is_transient: true }, 429, "throttled"],
  [{ code: 2 }, 503, "transient"],
  [{ code: 100, is_transient: true }, 400, "transient"],
  [{ code: 1 }, 400, "unclear"],
  [{ code: 368 }, 403, "blocked"],
  [{ code: 4027007 }, 400, "not-available-yet"],
  [{ code: 100, error_subcode: 4027017 }, 400, "not-loadable"],
  [{ code: 99999 }, 400, "other"],
  [{ code: 99999 }, 500, "transient"],
  [{ code: 99999 }, 502, "transient"],
  [{ code: 99999 }, 429, "throttled"],
  [{ code: 100 }, 500, "invalid"],
  [{ code: 100, is_transient: true }, 500, "invalid"],
  [{ code: 134102 }, 500, "template"],
  [{}, 400, "other"],
  [{}, 401, "credentials"],
] as const)("%j with HTTP %i is %s", (error, status, kind) => {
  expect(findGraphError(graphError(error), status, known)?.meaning.kind).toBe(kind);
});

test.each([
  { message: 5 },
  { error_subcode: "none" },
  { is_transient: "yes" },
  { error_user_title: { text: "x" }, error_user_msg: [] },
  { fbtrace_id: 7 },
])("reads an error by its code, even beside %j", (odd) => {
  expect(findGraphError(graphError({ code: 4, ...odd }), 400, known)).toMatchObject({
    meaning: { kind: "throttled" },
    code: "4",
  });
});

test("reads an error object with HTTP 200", () => {
  expect(outcomeOf(answer(200, graphError({ code: 190 })), known, waba)).toMatchObject({
    kind: "rejected",
    error: { meaning: { kind: "credentials" } },
  });
});

test("prefers Meta's user message, then the details, then the message", () => {
  const details = { error_data: { messaging_product: "whatsapp", details: "the details" } };
  const readMessage = (error: object) => findGraphError(graphError({ code: 100, ...error }), 400, known)?.message;
  expect([
    readMessage({ ...details, error_user_msg: "for a person" }),
    readMessage(details),
    readMessage({ error_data: 5 }),
  ]).toEqual(["for a person", "the details", "m"]);
});

test.each([
  ["beside the code", { details: "the details" }],
  ["in error_data", { error_data: { details: "the details" } }],
  ["as error_data", { error_data: "the details" }],
  ["in error_data that is JSON as text", { error_data: '{"messaging_product":"whatsapp","details":"the details"}' }],
  ["beside the code, error_data being empty", { error_data: "", details: "the details" }],
])("reads details %s", (_where, error) => {
  expect(findGraphError(graphError({ code: 100, ...error }), 400, known)?.message).toBe("the details");
});

test.each([
  ["the removed parameter ids", { code: 100, message: "The ids query parameter is deprecated in v26.0+" }, 500, /ids/],
  ["any other HTTP 500 with code 100", { code: 100, message: "trouble" }, 500, /^Fix the request/],
  ["HTTP 503 with code 100, though it is called transient", { code: 100, is_transient: true }, 503, /^Fix the request/],
  ["a template that is not available, with HTTP 500", { code: 134102 }, 500, /another template/],
  [
    "a missing appsecret_proof",
    { code: 100, message: "API calls from the server require an appsecret_proof argument" },
    400,
    /^Set whatsapp:appSecret \(WHATSAPP_APP_SECRET, or appSecret of an OrderClient\)/,
  ],
  [
    "a wrong appsecret_proof",
    { code: 100, message: "Invalid appsecret_proof provided in the API argument" },
    400,
    /^Correct whatsapp:appSecret \(WHATSAPP_APP_SECRET, or appSecret of an OrderClient\)/,
  ],
  ["an ended version of the Marketing API", { code: 2635 }, 400, /whatsapp:marketingApiVersion/],
])("%s is final and has its own advice", (_what, error, status, advice) => {
  expect(outcomeOf(answer(status, graphError(error)), known, waba)).toMatchObject({
    kind: "rejected",
    error: { meaning: { outcome: "rejected", retry: "never", advice: expect.stringMatching(advice) } },
  });
});

test.each([
  ["a create", 4027005],
  ["an update", 4027006],
])("a failed %s is rejected, with HTTP 5xx unknown", (_verb, code) => {
  expect(outcomeOf(answer(400, graphError({ code })), known, waba).kind).toBe("rejected");
  expect(outcomeOf(answer(500, graphError({ code })), known, waba).kind).toBe("unknown");
});

test("HTTP 200 without JSON has an unknown outcome, an empty one succeeds", () => {
  expect(outcomeOf(answer(200, "<html>login</html>"), known, waba)).toMatchObject({
    kind: "unknown",
    why: expect.stringContaining("not JSON"),
  });
  expect(outcomeOf(answer(200, '{"a'), known, waba).kind).toBe("unknown");
  expect(outcomeOf(answer(204, ""), known, waba)).toEqual({ kind: "accepted", body: undefined, httpStatus: 204 });
});

test.each([
  [200, '{"data":[{"id":"7"}],"data":[]}', "data"],
  [200, '{"data":[{"id":"7","id":"8"}]}', "id"],
  [400, '{"error":{"code":190},"error":{"code":4}}', "error"],
])("HTTP %i with %s has an unknown outcome", (status, text, key) => {
  expect(outcomeOf(answer(status, text), known, waba)).toEqual({
    kind: "unknown",
    why: `unexpected response with the duplicate key "${key}" (HTTP ${status})`,
  });
});

test.each([
  [300, "unexpected redirect, not followed (HTTP 300: text)"],
  [399, "unexpected redirect, not followed (HTTP 399: text)"],
  [400, "HTTP 400: text"],
  [498, "HTTP 498: text"],
])("HTTP %i without a Graph error is rejected: %s", (status, message) => {
  expect(outcomeOf(answer(status, "text"), known, waba)).toMatchObject({ kind: "rejected", error: { message } });
});

test.each([408, 425, 499])("gateway timeout HTTP %i has an unknown outcome", (status) => {
  expect(outcomeOf(answer(status, "text"), known, waba)).toEqual({ kind: "unknown", why: `HTTP ${status}: text` });
});

test.each(["EHOSTUNREACH", "ENETUNREACH"])("%s is not sent while connecting, and unknown after it", (code) => {
  for (const message of [`connect ${code} 1.2.3.4:443`, `connect ${code} read.example.com:443`, ""]) {
    expect(outcomeOfNetworkError(code, message)).toMatchObject({ kind: "not_sent" });
  }
  for (const message of [`read ${code}`, `write ${code}`]) {
    expect(outcomeOfNetworkError(code, message)).toEqual({
      kind: "unknown",
      why: `the connection broke (${code})`,
    });
  }
});

test("classifies a redirect, a bare 5xx and a bare 429", () => {
  expect(outcomeOf(answer(302, ""), known, waba)).toMatchObject({
    kind: "rejected",
    error: { message: expect.stringContaining("redirect") },
  });
  expect(outcomeOf(answer(502, "bad gateway"), known, waba).kind).toBe("unknown");
  expect(outcomeOf(answer(429, ""), known, waba).kind).toBe("throttled");
});

test("classifies refused and broken connections, and untrusted certificates", () => {
  expect(outcomeOfNetworkError("ECONNREFUSED", "")).toMatchObject({ kind: "not_sent", mayRepeat: true });
  expect(outcomeOfNetworkError("ECONNRESET", "").kind).toBe("unknown");
  expect(outcomeOfNetworkError(undefined, "")).toEqual({ kind: "unknown", why: "the connection broke" });
  expect(outcomeOfNetworkError("DEPTH_ZERO_SELF_SIGNED_CERT", "")).toMatchObject({
    kind: "not_sent",
    mayRepeat: false,
  });
});

test("a request that is too large was not sent", () => {
  expect(outcomeOfNetworkError("ERR_BAD_REQUEST", "Request body larger than maxBodyLength limit")).toEqual({
    ...{ kind: "not_sent", mayRepeat: false },
    why: "the request is larger than 256 kB",
  });
});

test.each([
  [400, {}],
  [429, {}],
  [500, {}],
  [400, { is_transient: true }],
])("a recipient's rate limit throttles no other call: HTTP %i, %j", (status, more) => {
  expect(outcomeOf(answer(status, graphError({ code: 131056, ...more })), known, waba)).toMatchObject({
    kind: "not_sent",
    mayRepeat: false,
    error: { meaning: { kind: "recipient-throttled", outcome: "not_sent" }, code: "131056" },
  });
});

test("shows Meta's text without the token, on one bounded line", () => {
  const problem = findGraphError(
    graphError({ code: 1, message: `bad ${token}\n\u001b[31m access_token=abc Bearer xyz ${"x".repeat(900)}` }),
    400,
    known,
  );
  expect(problem?.message).not.toContain(token);
  expect(problem?.message).not.toMatch(/abc|xyz|\n|\u001b/);
  expect(problem?.message.length).toBeLessThanOrEqual(501);
  expect(printable("EAAabcdefghijkl", KnownSecrets.none)).toBe("[secret]");
  expect(printable(" as it is\n", KnownSecrets.none, 8)).toBe("as it is");
  expect(printable("as it is.", KnownSecrets.none, 8)).toBe("as it is…");
});

test.each([
  ["asked http://maria:hunter2@proxy.example:3128 in vain", "asked http://[secret]proxy.example:3128 in vain"],
  ["https://hunter2@proxy.example", "https://[secret]proxy.example"],
  ["Proxy-Authorization: Basic bWFyaWE6aHVudGVyMg==, Host: a", "Proxy-Authorization: [secret], Host: a"],
  ['{"proxy-authorization":"Basic bWFyaWE6aHVudGVyMg=="}', '{"proxy-authorization":"[secret]"}'],
  ["https://wa.me/5511?text=a@b.example", "https://wa.me/5511?text=a@b.example"],
])("hides proxy credentials: %j", (text, shown) => {
  expect(printable(text, known)).toBe(shown);
});

test("reads a response of two megabytes quickly", () => {
  const hostile = ['"' + '\\"'.repeat(1_000_000), `{"n":${"1".repeat(2_000_000)}.5}`, `{"n":${"1".repeat(2_000_000)}}`];
  expect(hostile.map((text) => outcomeOf(answer(200, text), known, waba).kind)).toEqual([
    "unknown",
    "accepted",
    "accepted",
  ]);
});
