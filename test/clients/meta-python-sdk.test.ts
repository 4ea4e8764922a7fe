import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";
import { runPython } from "./support/run-client";

// Meta's own client in Python: requests in batches, filtering and the proof of the app secret are written by Meta's code, not by ours.

interface SdkError {
  readonly status: number;
  readonly code: number;
  readonly subcode: number | null;
  readonly type: string;
  readonly message: string;
}
type Result<Value> = { readonly value: Value } | { readonly error: SdkError };
type Row = Readonly<Record<string, unknown>>;

interface BatchResult {
  /** Null for a request that the simulator left without an answer. */
  readonly results: readonly (Result<Row> | null)[];
  readonly unanswered: number;
}
interface BatchRequest {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: readonly string[];
  readonly params?: Row;
  /** Keys of the batch item for which the SDK has no parameter. */
  readonly extra?: Row;
}
type Call =
  | {
      readonly operation: "list_ads" | "list_creatives" | "list_sequences";
      readonly account: string;
      readonly fields: readonly string[];
      readonly params?: Row;
    }
  | { readonly operation: "read_ids"; readonly ids: string; readonly fields: string }
  | { readonly operation: "send_batch"; readonly requests: readonly BatchRequest[]; readonly resends?: true }
  | { readonly operation: "delete_sequences_in_batch"; readonly account: string; readonly ids: readonly string[] };

let simulator: Simulator;
let account: string;
const content = { text: "Hi!" };

beforeEach(async () => {
  simulator = await startSimulator();
  account = `act_${simulator.adAccountId}`;
});
afterEach(() => simulator.close());

/** The results of calls made by one SDK session; with an app secret the SDK adds its proof to each request. */
function callAll<Values extends readonly unknown[]>(
  calls: readonly Call[],
  appSecret: string | null = null,
): Promise<{ readonly [Index in keyof Values]: Result<Values[Index]> }> {
  const { url, accessToken, appId } = simulator;
  const session = { url, accessToken, appId, appSecret };
  return runPython("meta_sdk.py", { ...session, calls });
}

async function call<Value>(one: Call, appSecret?: string): Promise<Result<Value>> {
  const [result] = await callAll<[Value]>([one], appSecret);
  return result;
}

function sendBatch(...requests: readonly BatchRequest[]) {
  return call<BatchResult>({ operation: "send_batch", requests });
}

function requestsSeen(): readonly string[] {
  return simulator.journal().map(({ method, route }) => `${method} ${route ?? ""}`);
}

test("its cursors list all pages of ads, creatives and sequences", async () => {
  const sequenceId = simulator.addSequence({ name: "Driver sign-up", content });
  const ads = ["one", "two", "three"].map((name) => ({ name, ...simulator.addAd({ name, sequenceId }) }));
  const [listedAds, listedCreatives, listedSequences] = await callAll<[Row[], Row[], Row[]]>([
    { operation: "list_ads", account, fields: ["name", "creative{id}"], params: { limit: 2 } },
    { operation: "list_creatives", account, fields: ["id"], params: { limit: 2 } },
    { operation: "list_sequences", account: simulator.wabaId, fields: ["name", "welcome_message_sequence"] },
  ]);
  expect(listedAds).toEqual({
    value: ads.map(({ adId, creativeId, name }) => ({ id: adId, name, creative: { id: creativeId } })),
  });
  expect(listedCreatives).toEqual({ value: ads.map(({ creativeId }) => ({ id: creativeId })).reverse() });
  expect(listedSequences).toEqual({
    value: [{ id: sequenceId, name: "Driver sign-up", welcome_message_sequence: JSON.stringify(content) }],
  });
  expect(requestsSeen()).toEqual([
    ...Array<string>(2).fill("GET /act_<AD_ACCOUNT_ID>/ads"),
    ...Array<string>(2).fill("GET /act_<AD_ACCOUNT_ID>/adcreatives"),
    "GET /<WABA_ID>/welcome_message_sequences",
  ]);
  for (const { version, status, headers } of simulator.journal()) {
    expect([version, status, headers["user-agent"]]).toEqual([
      "v26.0",
      200,
      expect.stringMatching(/^fbbizsdk-python-/),
    ]);
  }
});

test.each<[string, (ads: readonly [string, string, string], creativeId: string) => Row, readonly string[]]>([
  ["by their ids", ([one, , three]) => ({ field: "ad.id", operator: "IN", value: [one, three] }), ["one", "three"]],
  ["by creative", (_ads, creativeId) => ({ field: "creative.id", operator: "EQUAL", value: creativeId }), ["two"]],
  ["by ids that are not there", () => ({ field: "ad.id", operator: "IN", value: ["404"] }), []],
])("ads are filtered %s", async (_how, filter, expected) => {
  const [one, two, three] = [{ name: "one" }, { name: "two" }, { name: "three" }].map((ad) => simulator.addAd(ad));
  const ids = [one?.adId ?? "", two?.adId ?? "", three?.adId ?? ""] as const;
  const params = { filtering: [filter(ids, two?.creativeId ?? "")] };
  const listed = await call<readonly Row[]>({ operation: "list_ads", account, fields: ["name"], params });
  expect(listed).toEqual({ value: expected.map((name) => ({ id: expect.any(String), name })) });
});

test("reading several objects at once fails with Meta's error of 2026", async () => {
  const { adId } = simulator.addAd({});
  expect(await call({ operation: "read_ids", ids: `${adId},${adId}`, fields: "name" })).toEqual({
    error: {
      status: 500,
      code: 100,
      subcode: null,
      type: "FacebookApiException",
      message: "The ids query parameter is deprecated in v26.0+",
      isTransient: false,
    },
  });
});

describe("a batch", () => {
  test("reads and writes, with a response or error for each request", async () => {
    const { adId } = simulator.addAd({ name: "one" });
    const sequence = { name: "Olá & até = logo", welcome_message_sequence: { text: "Olá! 10% & mais" } };
    const batch = await sendBatch(
      { method: "GET", path: [adId], params: { fields: "name" } },
      { method: "GET", path: ["404"], params: { fields: "name" } },
      { method: "POST", path: [simulator.wabaId, "welcome_message_sequences"], params: sequence },
      {
        method: "GET",
        path: [account, "ads"],
        params: { filtering: [{ field: "ad.id", operator: "IN", value: [adId] }] },
      },
    );
    const [written] = simulator.sequences();
    expect(written).toMatchObject({ name: sequence.name, content: sequence.welcome_message_sequence });
    expect(batch).toEqual({
      value: {
        results: [
          { value: { id: adId, name: "one" } },
          { error: expect.objectContaining({ status: 400, code: 100, subcode: 33, type: "GraphMethodException" }) },
          { value: { sequence_id: written?.id } },
          { value: expect.objectContaining({ data: [{ id: adId }] }) },
        ],
        unanswered: 0,
      },
    });
    expect(requestsSeen()[0]).toBe("POST /");
    expect(simulator.journal().map(({ version }) => version)).toEqual(Array(5).fill("v26.0"));
  });

  test("deletes with parameters in the body, as the SDK sends them", async () => {
    const [kept, gone] = ["kept", "gone"].map((name) => simulator.addSequence({ name, content }));
    simulator.addAd({ sequenceId: kept ?? "" });
    const ids = [kept ?? "", gone ?? ""];
    expect(await call({ operation: "delete_sequences_in_batch", account: simulator.wabaId, ids })).toEqual({
      value: [
        { error: expect.objectContaining({ status: 400, code: 100, subcode: 4027012 }) },
        { value: { success: true } },
      ],
    });
    expect(simulator.sequences().map(({ name }) => name)).toEqual(["kept"]);
  });

  test("omits the response of a dependency unless requested", async () => {
    const requests = (extra: Row): readonly BatchRequest[] => [
      { method: "GET", path: ["me"], params: { fields: "id" }, extra: { name: "first", ...extra } },
      { method: "GET", path: [account], params: { fields: "id" }, extra: { depends_on: "first" } },
    ];
    expect(await sendBatch(...requests({}))).toEqual({
      value: { results: [null, { value: { id: account } }], unanswered: 1 },
    });
    expect(await sendBatch(...requests({ omit_response_on_success: false }))).toEqual({
      value: { results: [{ value: { id: simulator.userId } }, { value: { id: account } }], unanswered: 0 },
    });
  });

  test("returns null for a timed-out request, which the SDK sends again", async () => {
    const [one, two] = ["one", "two"].map((name) => simulator.addAd({ name }).adId);
    simulator.faults.add({ match: { id: two ?? "" }, effect: { kind: "timeout" } });
    const requests = [one, two].map((id) => ({ method: "GET", path: [id ?? ""], params: { fields: "name" } }) as const);
    expect(await call({ operation: "send_batch", requests, resends: true })).toEqual({
      value: { results: [{ value: { id: one, name: "one" } }, { value: { id: two, name: "two" } }], unanswered: 1 },
    });
    expect(requestsSeen()).toEqual(["POST /", "GET /<AD_ID>", "GET /<AD_ID>", "POST /", "GET /<AD_ID>"]);
  });

  test("of 51 requests is rejected", async () => {
    const requests = Array.from({ length: 51 }, () => ({ method: "GET", path: ["me"] }) as const);
    expect(await sendBatch(...requests)).toEqual({
      error: expect.objectContaining({
        status: 400,
        type: "GraphBatchException",
        message: expect.stringContaining("Maximum batch size is 50"),
      }),
    });
    expect((await sendBatch(...requests.slice(1))) as { readonly value: BatchResult }).toMatchObject({
      value: { results: Array(50).fill({ value: { id: simulator.userId } }) },
    });
  });
});

describe("an app secret proof", () => {
  const calls = (): readonly Call[] => [
    { operation: "list_ads", account, fields: ["id"] },
    { operation: "send_batch", requests: [{ method: "GET", path: ["me"], params: { fields: "id" } }] },
  ];
  const errorOf = (message: string) => ({
    error: { status: 400, code: 100, subcode: null, type: "GraphMethodException", message, isTransient: false },
  });

  test("by the SDK is accepted, for single requests and batches", async () => {
    simulator.setBehaviour({ requireAppSecretProof: true });
    expect(await callAll(calls(), simulator.appSecret)).toEqual([
      { value: [] },
      { value: { results: [{ value: { id: simulator.userId } }], unanswered: 0 } },
    ]);
  });

  test("of another secret is rejected, even if none is required", async () => {
    const answer = errorOf("Invalid appsecret_proof provided in the API argument");
    expect(await callAll(calls(), "another-app-secret")).toEqual([answer, answer]);
  });

  test("is missing where the app requires it", async () => {
    simulator.setBehaviour({ requireAppSecretProof: true });
    const answer = errorOf("API calls from the server require an appsecret_proof argument");
    expect(await callAll(calls())).toEqual([answer, answer]);
  });
});
