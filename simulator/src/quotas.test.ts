import { startSimulator, type JsonObject, type Simulator } from "./index";
import { clientOf, errorCodesOf, greeting } from "./testing/client";
import { bearer, errorOf, jsonBody, sendHttp, type TestResponse } from "./testing/http";

const startMs = Date.UTC(2026, 10, 22, 12);
const minuteMs = 60_000;
const wabaId = "20001";
const adAccountId = "30001";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  simulator = await startSimulator({
    clock: { nowMs: () => startMs, sleep: () => Promise.resolve() },
    behaviour: { quotas: "enforce" },
    seed: { wabas: [{ id: wabaId, callsPerHour: 4 }], adAccounts: [{ id: adAccountId, callsPerHour: 2 }] },
  });
  client = clientOf(simulator, simulator.accessToken, wabaId);
});
afterEach(() => simulator.close());

/** Returns the use of one account, as the header shows it. */
function usageOf(got: TestResponse, id = wabaId): JsonObject | undefined {
  const usage = JSON.parse(String(got.headers["x-business-use-case-usage"] ?? "{}")) as Record<string, JsonObject[]>;
  return usage[id]?.[0];
}

function appPercentOf(got: TestResponse): unknown {
  return (JSON.parse(String(got.headers["x-app-usage"] ?? "{}")) as JsonObject)["call_count"];
}

async function repeat(times: number, call: () => Promise<TestResponse>): Promise<readonly TestResponse[]> {
  const answers: TestResponse[] = [];
  for (let made = 0; made < times; made++) answers.push(await call());
  return answers;
}

test("a call above the account's quota gets 80008 and changes nothing", async () => {
  await repeat(4, () => client.write({ name: "welcome", welcome_message_sequence: greeting }));
  const refused = await client.write({ name: "welcome", welcome_message_sequence: greeting });
  expect(errorCodesOf(refused)).toEqual([400, 80008, undefined]);
  expect(errorOf(refused)["message"]).toMatch(/^\(#80008\) There have been too many calls to this WhatsApp Business/);
  expect(simulator.sequences(wabaId)).toHaveLength(4);
});

test("headers show the use and the minutes until the next call", async () => {
  const answers = await repeat(5, () => client.list());
  expect(answers.map((got) => usageOf(got)?.["call_count"])).toEqual([25, 50, 75, 100, 100]);
  expect(answers.map((got) => usageOf(got)?.["total_time"])).toEqual([25, 50, 75, 100, 100]);
  expect(answers.map((got) => usageOf(got)?.["type"])).toEqual(Array(5).fill("whatsapp_business_management"));
  expect(answers.map((got) => usageOf(got)?.["estimated_time_to_regain_access"])).toEqual([0, 0, 0, 60, 60]);
  expect(answers.map(appPercentOf)).toEqual(Array(5).fill(undefined));
});

test("the hour rolls, and calls during a block lengthen it", async () => {
  for (const minutes of [0, 10, 10, 10]) {
    simulator.advanceClock(minutes * minuteMs);
    expect((await client.list()).status).toBe(200);
  }
  const refused = await client.list();
  expect([refused.status, usageOf(refused)?.["estimated_time_to_regain_access"]]).toEqual([400, 40]);
  simulator.advanceClock(39 * minuteMs);
  expect((await client.list()).status).toBe(400);
  simulator.advanceClock(minuteMs);
  const later = await client.list();
  expect([later.status, usageOf(later)?.["estimated_time_to_regain_access"]]).toEqual([400, 20]);
  simulator.advanceClock(60 * minuteMs);
  expect((await client.list()).status).toBe(200);
});

test("each account and each app has a quota of its own", async () => {
  const id = simulator.addSequence({ wabaId, name: "welcome", content: greeting });
  await repeat(4, () => client.call("GET", `/${id}`));
  expect((await client.list()).status).toBe(400);
  expect((await clientOf(simulator).list()).status).toBe(200);
  const otherApp = simulator.addToken({ appId: "40001" });
  expect((await clientOf(simulator, otherApp, wabaId).list()).status).toBe(200);
});

test("a phone number raises the quota from 200 to 5,000 calls", async () => {
  simulator.addWaba({ id: "20002" });
  const { list } = clientOf(simulator, simulator.accessToken, "20002");
  await list();
  expect(usageOf(await list(), "20002")?.["call_count"]).toBe(1);
  simulator.seed({ phoneNumbers: [{ id: "50001", wabaId: "20002" }] });
  await repeat(48, list);
  expect(usageOf(await list(), "20002")?.["call_count"]).toBe(1);
});

test("an ad account's quota grows with its active ads", async () => {
  simulator.setBehaviour({ adsAccessTier: "limited" });
  const list = () => client.call("GET", `/act_${simulator.adAccountId}/ads`);
  await repeat(33, list);
  const use = usageOf(await list(), simulator.adAccountId);
  expect(use).toMatchObject({ type: "ads_management", call_count: 11, ads_api_access_tier: "development_access" });
  simulator.addAd({});
  expect(usageOf(await list(), simulator.adAccountId)?.["call_count"]).toBe(10);
  simulator.setBehaviour({ adsAccessTier: "full" });
  expect(usageOf(await list(), simulator.adAccountId)).toMatchObject({
    call_count: 0,
    ads_api_access_tier: "standard_access",
  });
});

test("a call above an ad account's quota gets 80004", async () => {
  const { adId, creativeId } = simulator.addAd({ adAccountId });
  const paths = [`/${adId}`, `/${creativeId}`, `/act_${adAccountId}/adcreatives`];
  const answers = await Promise.all(paths.map((path) => client.call("GET", path)));
  expect(answers.map(errorCodesOf)).toEqual([
    [200, undefined, undefined],
    [200, undefined, undefined],
    [400, 80004, 2446079],
  ]);
});

test("calls without an account count for the app, per user", async () => {
  const readApp = () => client.call("GET", "/app");
  const calls = await repeat(200, readApp);
  expect(calls.slice(0, 4).map(appPercentOf)).toEqual([0, 1, 1, 2]);
  expect(calls[0]?.headers).not.toHaveProperty("x-business-use-case-usage");
  expect(errorCodesOf(await readApp())).toEqual([400, 4, undefined]);
  const other = clientOf(simulator, simulator.addToken({ userId: "60001" }));
  expect((await other.call("GET", "/me")).status).toBe(200);
});

test("each item of a batch counts, the batch itself does not", async () => {
  const items = Array(5).fill({ relative_url: `${wabaId}/welcome_message_sequences` });
  const got = await sendHttp(`${simulator.url}/v25.0/`, {
    method: "POST",
    body: jsonBody({ batch: items }).body,
    headers: { ...bearer(simulator.accessToken), "content-type": "application/json" },
  });
  const codes = (got.value as unknown as readonly { code: number }[]).map(({ code }) => code);
  expect(codes).toEqual([200, 200, 200, 200, 400]);
  expect(usageOf(got)?.["call_count"]).toBe(100);
  expect(appPercentOf(got)).toBeUndefined();
});

test("calls with an invalid or expired token do not count", async () => {
  const expired = simulator.addToken({ expiresAtMs: startMs - 1 });
  for (const token of ["EAAwrong", expired]) {
    const { status, headers } = await clientOf(simulator, token, wabaId).list();
    expect(status).toBe(401);
    expect(headers).not.toHaveProperty("x-business-use-case-usage");
  }
  expect(usageOf(await client.list())?.["call_count"]).toBe(25);
});

test("a reset empties the hour, and the switch turns quotas off", async () => {
  await repeat(5, () => client.list());
  simulator.reset();
  expect(usageOf(await client.list())?.["call_count"]).toBe(25);
  simulator.setBehaviour({ quotas: "off" });
  const answers = await repeat(6, () => client.list());
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
});

test("a seed changes the quota of an account", async () => {
  await repeat(5, () => client.list());
  await sendHttp(`${simulator.controlUrl}/seed`, {
    method: "POST",
    ...jsonBody({ wabas: [{ id: wabaId, callsPerHour: 10 }] }),
  });
  expect((await client.list()).status).toBe(200);
  expect(simulator.exportSeed().wabas).toEqual([{ id: wabaId, name: `Business ${wabaId}`, callsPerHour: 10 }]);
});
