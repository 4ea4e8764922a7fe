import { startSimulator, type Json, type Simulator } from "./index";
import { clientOf, errorCodesOf, greeting } from "./testing/client";
import { dataOf, errorOf, type TestResponse } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
let one: { readonly adId: string; readonly creativeId: string };
let two: typeof one;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 22);
  simulator = await startSimulator({ clock: { nowMs: () => nowMs, sleep: () => Promise.resolve() } });
  client = clientOf(simulator);
  one = simulator.addAd({ name: "Spring sale" });
  nowMs += 1000;
  two = simulator.addAd({ name: "Summer sale", status: "PAUSED" });
});
afterEach(() => simulator.close());

function read(edge: string, filtering: Json, more = ""): Promise<TestResponse> {
  const text = typeof filtering === "string" ? filtering : JSON.stringify(filtering);
  const query = `fields=id&filtering=${encodeURIComponent(text)}${more}`;
  return client.call("GET", `/act_${simulator.adAccountId}/${edge}?${query}`);
}
function idsOf(got: TestResponse): readonly Json[] {
  return dataOf(got).map((row) => row["id"] ?? null);
}

describe("ads", () => {
  test.each<[string, string, () => Json, readonly ("one" | "two")[]]>([
    ["ad.id", "IN", () => [two.adId], ["two"]],
    ["id", "IN", () => [one.adId, "404"], ["one"]],
    ["ad.id", "NOT_IN", () => [one.adId], ["two"]],
    ["id", "EQUAL", () => two.adId, ["two"]],
    ["id", "NOT_EQUAL", () => two.adId, ["one"]],
    ["creative.id", "EQUAL", () => one.creativeId, ["one"]],
    ["creative.id", "IN", () => [one.creativeId, two.creativeId], ["one", "two"]],
    ["adset.id", "IN", () => [simulator.adSetId], ["one", "two"]],
    ["effective_status", "IN", () => ["PAUSED"], ["two"]],
    ["ad.effective_status", "NOT_IN", () => ["PAUSED"], ["one"]],
    ["name", "CONTAIN", () => "SPRING", ["one"]],
    ["ad.name", "NOT_CONTAIN", () => "Spring", ["two"]],
    ["name", "EQUAL", () => "Spring sale", ["one"]],
    ["ad.updated_time", "GREATER_THAN", () => nowMs / 1000 - 1, ["two"]],
    ["created_time", "LESS_THAN", () => String(nowMs / 1000), ["one"]],
  ])("%s %s", async (field, operator, value, expected) => {
    const got = await read("ads", [{ field, operator, value: value() }]);
    expect(idsOf(got)).toEqual(expected.map((name) => ({ one, two })[name].adId));
  });

  test("must match all conditions, before paging and counting", async () => {
    const sale = { field: "name", operator: "CONTAIN", value: "sale" };
    const paused = { field: "effective_status", operator: "IN", value: ["PAUSED"] };
    expect(idsOf(await read("ads", [sale, paused]))).toEqual([two.adId]);
    const first = await read("ads", [sale], "&limit=1&summary=true");
    expect(first.json["summary"]).toEqual({ total_count: 2 });
    const { next } = first.json["paging"] as { readonly next: string };
    expect(new URL(next).searchParams.get("filtering")).toBe(JSON.stringify([sale]));
  });

  test("are listed when archived or deleted only by effective_status", async () => {
    simulator.editAd(one.adId, { status: "ARCHIVED" });
    const byId = { field: "id", operator: "IN", value: [one.adId] };
    expect(idsOf(await read("ads", [byId]))).toEqual([]);
    const byStatus = { field: "effective_status", operator: "IN", value: ["ARCHIVED"] };
    expect(idsOf(await read("ads", [byId, byStatus]))).toEqual([one.adId]);
    const notPaused = { field: "effective_status", operator: "NOT_IN", value: ["PAUSED"] };
    expect(idsOf(await read("ads", [notPaused]))).toEqual([]);
  });

  test("accept a filter on a field of the account, and in brackets", async () => {
    const text = JSON.stringify([{ field: "id", operator: "IN", value: [two.adId] }]);
    const got = await client.call(
      "GET",
      `/act_${simulator.adAccountId}?fields=${encodeURIComponent(`ads.filtering(${text}){id}`)}`,
    );
    expect(got.json["ads"]).toMatchObject({ data: [{ id: two.adId }] });
    const brackets = `filtering[0][field]=id&filtering[0][operator]=IN&filtering[0][value][0]=${two.adId}`;
    expect(idsOf(await client.call("GET", `/act_${simulator.adAccountId}/ads?${brackets}`))).toEqual([two.adId]);
  });
});

test("ad sets can be filtered", async () => {
  simulator.seed({ adSets: [{ id: "120200000000000001", name: "Other", status: "PAUSED" }] });
  const paused = { field: "adset.effective_status", operator: "IN", value: ["PAUSED"] };
  expect(idsOf(await read("adsets", [paused]))).toEqual(["120200000000000001"]);
  expect(idsOf(await read("adsets", [{ field: "adset.id", operator: "IN", value: [simulator.adSetId] }]))).toEqual([
    simulator.adSetId,
  ]);
  expect(idsOf(await read("adsets", [{ field: "name", operator: "CONTAIN", value: "oth" }]))).toEqual([
    "120200000000000001",
  ]);
});

describe("creatives", () => {
  const byId = (id: string) => [{ field: "adcreative.id", operator: "IN", value: [id] }];

  test("are refused with code 100 by default", async () => {
    const got = await read("adcreatives", byId(one.creativeId));
    expect(errorCodesOf(got)).toEqual([400, 100, undefined]);
    expect(errorOf(got)["message"]).toContain("filtering");
    expect(
      errorCodesOf(
        await client.call(
          "GET",
          `/${one.adId}/adcreatives?filtering=${encodeURIComponent('[{"field":"id","operator":"EQUAL","value":"1"}]')}`,
        ),
      ),
    ).toEqual([400, 100, undefined]);
  });

  test("are filtered or not, depending on creativeFiltering", async () => {
    simulator.setBehaviour({ creativeFiltering: "filter" });
    expect(idsOf(await read("adcreatives", byId(one.creativeId)))).toEqual([one.creativeId]);
    expect((await read("adcreatives", [{ field: "status", operator: "EQUAL", value: "ACTIVE" }])).status).toBe(400);
    simulator.setBehaviour({ creativeFiltering: "ignore" });
    expect(idsOf(await read("adcreatives", byId(one.creativeId)))).toEqual([two.creativeId, one.creativeId]);
  });
});

test.each<[Json, string]>([
  ["nonsense", "must be an array"],
  ['[{"field":"id"', "must be an array"],
  [{ field: "id", operator: "IN", value: ["1"] }, "must be an array"],
  [["id"], "filtering[0] must be an object"],
  [[{ operator: "IN", value: ["1"] }], "filtering[0][field] is required"],
  [[{ field: "id", value: ["1"] }], "filtering[0][operator] must be one of"],
  [[{ field: "id", operator: "LIKE", value: "1" }], 'got "LIKE"'],
  [[{ field: "id", operator: "in", value: ["1"] }], 'got "in"'],
  [[{ field: "id", operator: "IN", value: "1" }], "must be an array for the operator IN"],
  [[{ field: "id", operator: "EQUAL", value: ["1"] }], "must be a single value"],
  [[{ field: "id", operator: "EQUAL" }], "must be text or a number"],
])("every edge with filtering refuses %j with code 100", async (filtering, reason) => {
  for (const edge of ["ads", "adsets", "adcreatives"]) {
    const got = await read(edge, filtering);
    expect([edge, ...errorCodesOf(got)]).toEqual([edge, 400, 100, undefined]);
    expect(errorOf(got)["message"]).toContain(reason);
  }
});

test.each<[Json, string]>([
  [[{ field: "nonsense", operator: "EQUAL", value: "1" }], "filtering[0][field] must be one of"],
  [[{ field: "campaign.id", operator: "EQUAL", value: "1" }], "filtering[0][field] must be one of"],
  [[{ field: "id", operator: "CONTAIN", value: "1" }], "CONTAIN cannot be used with id"],
  [[{ field: "name", operator: "GREATER_THAN", value: "1" }], "GREATER_THAN cannot be used with name"],
  [[{ field: "effective_status", operator: "IN", value: ["LIVE"] }], 'got "LIVE"'],
  [[{ field: "updated_time", operator: "GREATER_THAN", value: "noon" }], "must be a time in seconds"],
])("ads refuse the filter %j with code 100", async (filtering, reason) => {
  const got = await read("ads", filtering);
  expect(errorCodesOf(got)).toEqual([400, 100, undefined]);
  expect(errorOf(got)["message"]).toContain(reason);
});

test.each<[string, string]>([
  ['["NONSENSE"]', 'got "NONSENSE"'],
  ['["PAUSED","paused"]', 'got "paused"'],
  ["[1]", "got 1"],
  ["[null]", "got null"],
  ['[["PAUSED"]]', 'got ["PAUSED"]'],
  ["[", 'got "["'],
  ["nonsense", 'got "nonsense"'],
  ["PAUSED,nonsense", 'got "nonsense"'],
  ['{"a":1}', "must be an array"],
])("effective_status=%s is refused with code 100 on ads and ad sets", async (status, reason) => {
  for (const edge of ["ads", "adsets"]) {
    const query = `fields=id&effective_status=${encodeURIComponent(status)}`;
    const got = await client.call("GET", `/act_${simulator.adAccountId}/${edge}?${query}`);
    expect([edge, ...errorCodesOf(got)]).toEqual([edge, 400, 100, undefined]);
    expect(errorOf(got)["message"]).toContain(reason);
  }
});

test.each(['["PAUSED"]', "PAUSED", "PAUSED,ARCHIVED", '["PAUSED","WITH_ISSUES"]'])(
  "effective_status=%s lists the paused ads",
  async (status) => {
    const query = `fields=id&effective_status=${encodeURIComponent(status)}`;
    expect(idsOf(await client.call("GET", `/act_${simulator.adAccountId}/ads?${query}`))).toEqual([two.adId]);
  },
);

describe("on other edges", () => {
  const byId = JSON.stringify([{ field: "id", operator: "EQUAL", value: "1" }]);
  const get = (path: string, filtering: string): Promise<TestResponse> =>
    client.call("GET", `${path}?filtering=${encodeURIComponent(filtering)}`);

  test("the list of sequences refuses filtering with code 100", async () => {
    await client.create();
    const edge = `/${simulator.wabaId}/welcome_message_sequences`;
    for (const filtering of ["nonsense", '[{"field":"id"}]', byId]) {
      expect([filtering, ...errorCodesOf(await get(edge, filtering))]).toEqual([filtering, 400, 100, undefined]);
      const fields = encodeURIComponent(`welcome_message_sequences.filtering(${filtering}){sequence_id}`);
      const nested = await client.call("GET", `/${simulator.wabaId}?fields=${fields}`);
      expect([filtering, ...errorCodesOf(nested)]).toEqual([filtering, 400, 100, undefined]);
    }
    expect(errorOf(await get(edge, byId))["message"]).toContain("filtering is not supported on this edge");
    for (const nothing of ["", "[]"]) expect(dataOf(await get(edge, nothing))).toHaveLength(1);
  });

  test("a node refuses malformed filtering and ignores other filtering", async () => {
    const { wabaId, pageId, phoneNumberId, adAccountId, adSetId } = simulator;
    const sequenceId = await client.create();
    const ids = [wabaId, pageId, phoneNumberId, `act_${adAccountId}`, adSetId, one.adId, one.creativeId, sequenceId];
    for (const path of ["me", "app", ...ids]) {
      expect([path, ...errorCodesOf(await get(`/${path}`, "nonsense"))]).toEqual([path, 400, 100, undefined]);
      expect([path, (await get(`/${path}`, byId)).status]).toEqual([path, 200]);
    }
  });
});

test("an ad can be read with the greeting of its creative", async () => {
  const sequenceId = simulator.addSequence({ name: "a", content: greeting });
  const { adId, creativeId } = simulator.addAd({ name: "Autumn", sequenceId });
  const fields = "name,creative{id,asset_feed_spec{additional_data}}";
  const additional_data = { partner_app_welcome_message_flow_id: sequenceId };
  const row = { id: adId, name: "Autumn", creative: { id: creativeId, asset_feed_spec: { additional_data } } };
  expect((await client.call("GET", `/${adId}?fields=${fields}`)).json).toEqual(row);
  const filter = [{ field: "creative.id", operator: "EQUAL", value: creativeId }];
  const listed = await client.call(
    "GET",
    `/act_${simulator.adAccountId}/ads?fields=${fields}&filtering=${encodeURIComponent(JSON.stringify(filter))}`,
  );
  expect(dataOf(listed)).toEqual([row]);
  const nested = await client.call("GET", `/act_${simulator.adAccountId}?fields=ads.limit(1){${fields}}`);
  expect(nested.json["ads"]).toMatchObject({ data: [{ id: one.adId }], paging: { next: expect.any(String) } });
  const edge = await client.call("GET", `/${adId}?fields=adcreatives{asset_feed_spec{additional_data}}`);
  expect(edge.json["adcreatives"]).toMatchObject({ data: [{ id: creativeId, asset_feed_spec: { additional_data } }] });
});
