import { startSimulator, type Json, type JsonObject, type Simulator } from "./index";
import { clientOf, errorCodesOf, greeting } from "./testing/client";
import {
  bearer,
  createCurlForm,
  errorOf,
  sendHttp,
  jsonBody,
  type TestResponse,
  type TestRequest,
} from "./testing/http";

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator();
});
afterEach(() => simulator.close());

interface Item {
  readonly code: number;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly body: string;
}

function send(sent: TestRequest, root = "/v25.0/"): Promise<TestResponse> {
  return sendHttp(simulator.url + root, {
    method: "POST",
    ...sent,
    headers: { ...bearer(simulator.accessToken), ...sent.headers },
  });
}

function sendBatch(batch: Json, more: JsonObject = {}): Promise<TestResponse> {
  return send(jsonBody({ batch, ...more }));
}

function itemsOf({ value }: TestResponse): readonly (Item | null)[] {
  return value as unknown as readonly (Item | null)[];
}

/** Returns the code and parsed body of each item; null for an item without a response. */
function resultsOf(got: TestResponse): Json {
  return itemsOf(got).map((item) => (item === null ? null : [item.code, JSON.parse(item.body) as Json]));
}

function sequencesPath() {
  return `${simulator.wabaId}/welcome_message_sequences`;
}
function createBody(name: string): string {
  return new URLSearchParams({ name, welcome_message_sequence: JSON.stringify(greeting) }).toString();
}

describe("a synchronous batch", () => {
  test.each<[string, (batch: Json) => TestRequest]>([
    ["JSON", (batch) => jsonBody({ batch, include_headers: false })],
    ["JSON with the batch as text", (batch) => jsonBody({ batch: JSON.stringify(batch), include_headers: "false" })],
    [
      "a form",
      (batch) => ({
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ batch: JSON.stringify(batch), include_headers: "0" }).toString(),
      }),
    ],
    [
      "multipart",
      (batch) =>
        createCurlForm([
          ["batch", JSON.stringify(batch)],
          ["include_headers", "false"],
        ]),
    ],
  ])("sent as %s returns each response in order, as text", async (_name, encode) => {
    const id = await clientOf(simulator).create("a");
    const batch = [
      { method: "GET", relative_url: `${id}?fields=name` },
      { method: "GET", relative_url: "404?fields=name" },
      { method: "GET", relative_url: "/v26.0/me?fields=id" },
      { relative_url: `${simulator.wabaId}?fields=id` },
    ];
    const got = await send(encode(batch));
    expect(got.status).toBe(200);
    expect(resultsOf(got)).toEqual([
      [200, { name: "a", id }],
      [400, { error: expect.objectContaining({ code: 100, error_subcode: 33 }) }],
      [200, { id: simulator.userId }],
      [200, { id: simulator.wabaId }],
    ]);
    expect(itemsOf(got).every((item) => item !== null && !("headers" in item))).toBe(true);
  });

  test.each(["", "/", "/v27.0", "/v25.0/"])("can be sent to '%s'", async (root) => {
    const got = await send(jsonBody({ batch: [{ method: "GET", relative_url: "me?fields=id" }] }), root);
    expect(resultsOf(got)).toEqual([[200, { id: simulator.userId }]]);
  });

  test("runs items one after another", async () => {
    const id = simulator.addSequence({ name: "old", content: greeting });
    const gone = simulator.addSequence({ name: "gone", content: greeting });
    const got = await sendBatch([
      { method: "POST", relative_url: sequencesPath(), body: createBody("new") },
      { method: "POST", relative_url: sequencesPath(), body: `sequence_id=${id}&name=changed` },
      { method: "DELETE", relative_url: `${sequencesPath()}?sequence_id=${gone}` },
      { method: "DELETE", relative_url: `${sequencesPath()}?sequence_id=404` },
      { method: "POST", relative_url: sequencesPath(), body: JSON.stringify({ name: "json" }), headers: [] },
    ]);
    expect(itemsOf(got).map((item) => item?.code)).toEqual([200, 200, 200, 400, 400]);
    expect(simulator.sequences().map(({ name }) => name)).toEqual(["changed", "new"]);
  });

  test("runs an item in its own version, or the batch's", async () => {
    const ads = `act_${simulator.adAccountId}/ads`;
    const got = await sendBatch([
      { relative_url: `v24.0/${ads}` },
      { relative_url: ads },
      { relative_url: "v99.0/me" },
    ]);
    const header = (index: number, name: string) =>
      itemsOf(got)[index]?.headers?.find((one) => one.name === name)?.value;
    expect([0, 1].map((index) => header(index, "facebook-api-version"))).toEqual(["v25.0", "v25.0"]);
    expect(header(0, "x-ad-api-version-warning")).toContain("v24.0 has been deprecated");
    expect(header(1, "x-ad-api-version-warning")).toBeUndefined();
    expect(itemsOf(got)[2]?.code).toBe(400);
    expect(simulator.journal().map(({ version }) => version)).toEqual(["v25.0", "v24.0", "v25.0", "v99.0"]);
  });

  test("accepts a token in an item", async () => {
    const other = simulator.addToken({ appId: "5005" });
    const items = [
      { relative_url: "app?fields=id" },
      { relative_url: `app?fields=id&access_token=${other}` },
      { relative_url: "app?fields=id&access_token=EAAnonsense" },
    ];
    expect(resultsOf(await sendBatch(items))).toEqual([
      [200, { id: simulator.appId }],
      [200, { id: "5005" }],
      [401, { error: expect.objectContaining({ code: 190 }) }],
    ]);
    const own = [{ relative_url: `app?fields=id&access_token=${other}` }];
    const url = `${simulator.url}/v25.0/`;
    expect(resultsOf(await sendHttp(url, { method: "POST", ...jsonBody({ batch: own }) }))).toEqual([
      [200, { id: "5005" }],
    ]);
    expect(JSON.stringify(simulator.journal())).not.toContain(other);
  });

  test("refuses removed features", async () => {
    const id = simulator.addSequence({ name: "a", content: greeting });
    const got = await sendBatch([
      { relative_url: `?ids=${id}` },
      { method: "POST", relative_url: sequencesPath(), body: `method=delete&sequence_id=${id}` },
    ]);
    expect(resultsOf(got)).toEqual([
      [500, { error: expect.objectContaining({ message: "The ids query parameter is deprecated in v26.0+" }) }],
      [400, { error: expect.objectContaining({ code: 100 }) }],
    ]);
    expect(simulator.sequences()).toHaveLength(1);
  });
});

describe("refuses a whole batch", () => {
  test.each<[Json, string]>([
    ["nonsense", "Batch parameter must be a JSON array"],
    [{ method: "GET", relative_url: "me" }, "Batch parameter must be a JSON array"],
    [[], "Batch parameter must contain at least one request"],
  ])("%j", async (batch, message) => {
    const got = await sendBatch(batch);
    expect([got.status, errorOf(got)]).toMatchObject([400, { code: 100, type: "GraphBatchException", message }]);
  });

  test("with more than 50 items, with HTTP 400 or 200", async () => {
    const many = (count: number) => Array.from({ length: count }, () => ({ relative_url: "me?fields=id" }));
    expect(itemsOf(await sendBatch(many(50)))).toHaveLength(50);
    const refusal = { type: "GraphBatchException", message: expect.stringContaining("Maximum batch size is 50") };
    const got = await sendBatch(many(51));
    expect([got.status, errorOf(got)]).toMatchObject([400, refusal]);
    simulator.setBehaviour({ oversizedBatch: "200" });
    const kind = await sendBatch(many(51));
    expect([kind.status, errorOf(kind)]).toMatchObject([200, refusal]);
  });

  test("with a bad or missing token, or in an unknown version", async () => {
    const sent = { method: "POST", ...jsonBody({ batch: [{ relative_url: "me" }] }) };
    expect(errorCodesOf(await sendHttp(`${simulator.url}/v25.0/`, sent))).toEqual([400, 104, undefined]);
    expect(errorCodesOf(await send({ ...sent, headers: { ...sent.headers, ...bearer("EAAnonsense") } }))).toEqual([
      401,
      190,
      undefined,
    ]);
    expect(errorCodesOf(await send(sent, "/v99.0/"))).toEqual([400, 2500, undefined]);
  });

  test("without the parameter", async () => {
    expect(errorCodesOf(await send(jsonBody({})))).toEqual([400, 100, undefined]);
  });
});

test.each<[JsonObject | string, string]>([
  ["me", "must be an object"],
  [{ method: "GET" }, "must have a relative_url"],
  [{ relative_url: "https://graph.facebook.com/me" }, "without a host"],
  [{ method: "POST", relative_url: "me", body: { a: 1 } }, "a body that is a string"],
  [{ relative_url: "me", headers: { a: "b" } }, "headers as a list"],
  [{ method: "POST", relative_url: "me", attached_files: "a" }, "attached_files"],
  [{ relative_url: "?ids={result=a:$.id}" }, "{result=...}"],
  [{ method: "POST", relative_url: "/", body: "batch=[]" }, "must not be a batch itself"],
  [{ relative_url: "me", depends_on: "nothing" }, 'depends_on names "nothing"'],
])("item %j fails alone", async (item, reason) => {
  const got = await sendBatch([item, { relative_url: "me?fields=id" }]);
  expect(resultsOf(got)).toEqual([
    [400, { error: expect.objectContaining({ code: 100, message: expect.stringContaining(reason) }) }],
    [200, { id: simulator.userId }],
  ]);
});

test("depends_on skips items after a failure and omits responses", async () => {
  const create = { method: "POST", relative_url: sequencesPath() };
  const failing = await sendBatch([
    { ...create, name: "first" },
    { ...create, body: createBody("second"), depends_on: "first" },
  ]);
  expect(itemsOf(failing).map((item) => item?.code ?? null)).toEqual([400, null]);
  expect(simulator.sequences()).toEqual([]);
  const first = { relative_url: "me?fields=id", name: "first" };
  const second = { ...create, body: createBody("second"), depends_on: "first" };
  expect(itemsOf(await sendBatch([first, second])).map((item) => item?.code ?? null)).toEqual([null, 200]);
  const both = await sendBatch([{ ...first, omit_response_on_success: false }, second]);
  expect(itemsOf(both).map((item) => item?.code ?? null)).toEqual([200, 200]);
});

describe("the journal", () => {
  test("has an entry for the batch and for each item", async () => {
    await clientOf(simulator).list();
    await sendBatch([
      { relative_url: `${sequencesPath()}?limit=1` },
      { method: "POST", relative_url: sequencesPath(), body: createBody("a") },
    ]);
    expect(simulator.journal()).toMatchObject([
      { number: 1, batch: null },
      { number: 2, method: "POST", path: "/", route: "/", verb: "batch", batch: null, status: 200 },
      { number: 3, method: "GET", verb: "list", query: { limit: "1" }, batch: { number: 2, index: 0 }, status: 200 },
      { number: 4, method: "POST", verb: "create", body: { name: "a" }, batch: { number: 2, index: 1 }, status: 200 },
    ]);
  });

  test("usage and token limits count items, not the batch", async () => {
    const items = Array.from({ length: 50 }, () => ({ relative_url: "me?fields=id" }));
    const got = await sendBatch(items);
    expect(JSON.parse(String(got.headers["x-app-usage"]))).toMatchObject({ call_count: 1 });
    const token = simulator.addToken({ expiresAfterRequests: 2 });
    const few = { method: "POST", ...jsonBody({ batch: items.slice(0, 3) }) };
    const limited = await sendHttp(`${simulator.url}/v25.0/`, {
      ...few,
      headers: { ...few.headers, ...bearer(token) },
    });
    expect(itemsOf(limited).map((item) => item?.code)).toEqual([200, 200, 401]);
  });

  test("the usage headers of a batch have the accounts of all items", async () => {
    const got = await sendBatch([
      { relative_url: sequencesPath() },
      { relative_url: `act_${simulator.adAccountId}/ads` },
      { relative_url: "me" },
    ]);
    const usage = JSON.parse(String(got.headers["x-business-use-case-usage"])) as JsonObject;
    expect(Object.keys(usage).sort()).toEqual([simulator.wabaId, simulator.adAccountId].sort());
  });
});

describe("faults", () => {
  const reads = () => ["one", "two", "three"].map((name) => simulator.addSequence({ name, content: greeting }));
  const readsOf = (ids: readonly string[]) => ids.map((id) => ({ relative_url: `${id}?fields=name` }));

  test("match items like single requests", async () => {
    const ids = reads();
    simulator.faults.add({ match: { id: ids[1] ?? "" }, effect: { kind: "graph", code: 80008 } });
    simulator.faults.add({ match: { method: "GET" }, nth: 3, effect: { kind: "status", status: 502, body: "{}" } });
    const got = await sendBatch(readsOf(ids));
    expect(itemsOf(got).map((item) => item?.code)).toEqual([200, 400, 502]);
    expect(simulator.journal().map(({ faults }) => faults)).toEqual([[], [], ["fault-1"], ["fault-2"]]);
  });

  test("a timed-out item is null, with or without its write", async () => {
    const [id = ""] = reads();
    simulator.faults.add({ match: { verb: "read" }, effect: { kind: "timeout" } });
    simulator.faults.add({ match: { verb: "create" }, effect: { kind: "timeout" } });
    simulator.faults.add({ match: { verb: "delete" }, when: "after", effect: { kind: "timeout" } });
    const got = await sendBatch([
      ...readsOf([id, id]),
      { method: "POST", relative_url: sequencesPath(), body: createBody("never") },
      { method: "DELETE", relative_url: `${sequencesPath()}?sequence_id=${id}` },
    ]);
    expect(itemsOf(got).map((item) => item?.code ?? null)).toEqual([null, 200, null, null]);
    expect(simulator.sequences().map(({ name }) => name)).toEqual(["two", "three"]);
    expect(simulator.journal().map(({ status }) => status)).toEqual([200, null, 200, null, null]);
  });

  test("a timeout does not apply to a single request", async () => {
    const fault = simulator.faults.add({ effect: { kind: "timeout" } });
    expect((await clientOf(simulator).list()).status).toBe(200);
    expect(fault.fired).toBe(0);
  });

  test("a connection fault of an item affects the batch", async () => {
    const ids = reads();
    simulator.faults.add({ match: { id: ids[1] ?? "" }, effect: { kind: "drop" } });
    await expect(sendBatch(readsOf(ids))).rejects.toThrow(/ECONNRESET|hang up/);
    expect(simulator.journal()).toHaveLength(3);
    simulator.faults.add({ match: { id: ids[1] ?? "" }, effect: { kind: "pad", bytes: 5000 } });
    expect(Buffer.byteLength((await sendBatch(readsOf(ids))).text)).toBe(5000);
  });

  test("a fault can affect the batch, before or after its items", async () => {
    const create = [{ method: "POST", relative_url: sequencesPath(), body: createBody("a") }];
    simulator.faults.add({ match: { verb: "batch" }, effect: { kind: "status", status: 503 } });
    expect((await sendBatch(create)).status).toBe(503);
    expect(simulator.sequences()).toEqual([]);
    simulator.faults.add({ match: { verb: "batch" }, when: "after", effect: { kind: "drop" } });
    await expect(sendBatch(create)).rejects.toThrow(/ECONNRESET|hang up/);
    expect(simulator.sequences()).toHaveLength(1);
  });

  test("usage of an item is in the batch's headers", async () => {
    const ids = reads();
    simulator.faults.add({ match: { id: ids[0] ?? "" }, effect: { kind: "usage", app: { callCount: 97 } } });
    expect(String((await sendBatch(readsOf(ids))).headers["x-app-usage"])).toContain("97");
  });
});
