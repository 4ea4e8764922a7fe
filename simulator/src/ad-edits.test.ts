import { startSimulator, type JsonObject, type Simulator } from "./index";
import { clientOf, errorCodesOf } from "./testing/client";
import { dataOf, errorOf, textOf } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
let account: string;

beforeEach(async () => {
  simulator = await startSimulator({
    seed: { adAccounts: [{ id: "999" }], adSets: [{ id: "42", adAccountId: "999" }] },
  });
  client = clientOf(simulator);
  account = `/act_${simulator.adAccountId}`;
});
afterEach(() => simulator.close());

const story = { object_story_spec: { page_id: "104837265109384" } };
const validateOnly = { execution_options: ["validate_only"] };

function post(path: string, params: JsonObject) {
  return client.call("POST", path, params);
}

async function creative(at = account): Promise<string> {
  return textOf((await post(`${at}/adcreatives`, { name: "creative", ...story })).json["id"]);
}

async function ad(creative_id: string): Promise<string> {
  const params = { name: "ad", adset_id: simulator.adSetId, creative: { creative_id } };
  return textOf((await post(`${account}/ads`, params)).json["id"]);
}

test("an ad changes its creative, status and name", async () => {
  const id = await ad(await creative());
  const creative_id = await creative();
  const changes = { name: "renamed", status: "PAUSED", creative: { creative_id } };
  expect((await post(`/${id}`, changes)).json).toEqual({ success: true });
  expect(simulator.ads()).toMatchObject([{ id, name: "renamed", status: "PAUSED", creativeId: creative_id }]);
});

test("an ad refuses deleted, foreign and unknown creatives", async () => {
  const creativeId = await creative();
  const id = await ad(creativeId);
  const deleted = await creative();
  await client.call("DELETE", `/${deleted}`);
  for (const wrong of [deleted, await creative("/act_999"), "404"]) {
    const got = await post(`/${id}`, { name: "renamed", creative: { creative_id: wrong } });
    expect(errorCodesOf(got)).toEqual([400, 100, undefined]);
    expect(errorOf(got)["message"]).toContain(wrong);
  }
  expect(simulator.ads()).toMatchObject([{ id, name: "ad", creativeId }]);
});

test("an ad set can be created, read and listed", async () => {
  const params = {
    name: "Drivers",
    destination_type: "WHATSAPP",
    billing_event: "IMPRESSIONS",
    promoted_object: { page_id: simulator.pageId },
    status: "PAUSED",
  };
  const id = textOf((await post(`${account}/adsets`, params)).json["id"]);
  const fields = "id,name,status,destination_type,promoted_object,billing_event,account_id";
  const expected = { ...params, id, account_id: simulator.adAccountId };
  expect((await client.call("GET", `/${id}?fields=${fields}`)).json).toEqual(expected);
  const listed = dataOf(await client.call("GET", `${account}/adsets?fields=name`));
  expect(listed).toEqual([
    { id: simulator.adSetId, name: "Simulated Ad Set" },
    { id, name: "Drivers" },
  ]);
  expect((await client.call("GET", `/${id}`)).json).toEqual({ id });
});

test("an ad shows its ad set", async () => {
  const id = await ad(await creative());
  expect((await client.call("GET", `/${id}?fields=adset{name,destination_type}`)).json).toEqual({
    id,
    adset: { id: simulator.adSetId, name: "Simulated Ad Set", destination_type: "WHATSAPP" },
  });
});

test.each([
  ["name", {}],
  ["promoted_object", { name: "a", promoted_object: "page" }],
  ["status", { name: "a", status: "DONE" }],
])("an ad set without a valid %s is refused", async (key, params) => {
  const got = await post(`${account}/adsets`, params);
  expect(errorCodesOf(got)).toEqual([400, 100, undefined]);
  expect(errorOf(got)["message"]).toContain(key);
});

test("the switch unknownAdSet allows or refuses an unknown ad set", async () => {
  const params = { name: "ad", creative: { creative_id: await creative() } };
  expect((await post(`${account}/ads`, { ...params, adset_id: "1" })).status).toBe(200);
  simulator.setBehaviour({ unknownAdSet: "refuse" });
  for (const wrong of ["1", "42"]) {
    const got = await post(`${account}/ads`, { ...params, adset_id: wrong });
    expect(errorCodesOf(got)).toEqual([400, 100, undefined]);
    expect(errorOf(got)["message"]).toContain(`ad set ${wrong}`);
  }
  expect((await post(`${account}/ads`, { ...params, adset_id: simulator.adSetId })).status).toBe(200);
});

test("validate_only checks every write without storing it", async () => {
  const creative_id = await creative();
  const id = await ad(creative_id);
  const state = () => [simulator.creatives(), simulator.adSets(), simulator.ads()];
  const before = state();
  const good: readonly (readonly [string, JsonObject])[] = [
    [`${account}/adcreatives`, story],
    [`${account}/adsets`, { name: "new" }],
    [`${account}/ads`, { name: "new", adset_id: "1", creative: { creative_id } }],
    [`${account}/ads`, { name: "new", adset_id: "1", creative: story }],
    [`/${id}`, { name: "renamed", status: "PAUSED", creative: story }],
  ];
  for (const [path, params] of good) {
    const got = await post(path, { ...params, ...validateOnly });
    expect([path, got.status, got.json]).toEqual([path, 200, { success: true }]);
  }
  const wrong: readonly (readonly [string, JsonObject])[] = [
    [`${account}/adcreatives`, { name: "of nothing" }],
    [`${account}/adsets`, {}],
    [`${account}/ads`, { name: "new", adset_id: "1", creative: { creative_id: "404" } }],
    [`/${id}`, { creative: { creative_id: "404" } }],
    [`/${id}`, { status: "GONE" }],
  ];
  for (const [path, params] of wrong) {
    expect([path, ...errorCodesOf(await post(path, { ...params, ...validateOnly }))]).toEqual([
      path,
      400,
      100,
      undefined,
    ]);
  }
  expect(state()).toEqual(before);
});

test("an unknown execution option is refused", async () => {
  const got = await post(`${account}/adcreatives`, { ...story, execution_options: ["validate"] });
  expect(errorCodesOf(got)).toEqual([400, 100, undefined]);
  expect(errorOf(got)["message"]).toContain("validate_only");
});
