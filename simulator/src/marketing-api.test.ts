import { startSimulator, type JsonObject, type Simulator } from "./index";
import { clientOf, errorCodesOf } from "./testing/client";
import { bearer, dataOf, errorOf, sendHttp, textOf, type TestResponse } from "./testing/http";

// Requests of Meta's SDKs, of the specification that generates them, and of Meta's samples.

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
let account: string;

beforeEach(async () => {
  simulator = await startSimulator();
  client = clientOf(simulator);
  account = `/act_${simulator.adAccountId}`;
});
afterEach(() => simulator.close());

const storySpec = { page_id: "104837265109384", link_data: { link: "https://api.whatsapp.com/send" } };

function query(params: Readonly<Record<string, string>>): string {
  return new URLSearchParams(params).toString();
}

function get(path: string, params: Readonly<Record<string, string>>): Promise<TestResponse> {
  return client.call("GET", `${path}?${query(params)}`);
}

/** Sends a form like Meta's Python SDK: values other than text are written as JSON. */
function form(path: string, params: Readonly<Record<string, string>>): Promise<TestResponse> {
  const headers = { ...bearer(simulator.accessToken), "content-type": "application/x-www-form-urlencoded" };
  return sendHttp(`${simulator.url}/v26.0${path}`, { method: "POST", headers, body: query(params) });
}

async function createCreative(params: JsonObject = {}): Promise<string> {
  const got = await client.call("POST", `${account}/adcreatives`, { object_story_spec: storySpec, ...params });
  return textOf(got.json["id"]);
}

async function createAd(status: string, name = "ad", creativeId?: string): Promise<string> {
  const creative = { creative_id: creativeId ?? (await createCreative()) };
  const got = await client.call("POST", `${account}/ads`, { name, adset_id: simulator.adSetId, creative, status });
  return textOf(got.json["id"]);
}

async function namesOf(params: Readonly<Record<string, string>>): Promise<readonly unknown[]> {
  return dataOf(await get(`${account}/ads`, { fields: "name", ...params })).map((row) => row["name"]);
}

test("a specified field without a value is omitted, not refused", async () => {
  const adId = await createAd("PAUSED");
  const asked: readonly (readonly [string, string])[] = [
    [`/${simulator.wabaId}`, "owner_business_info,account_review_status,health_status"],
    [account, "account_status,currency,timezone_name,amount_spent"],
    [`/${adId}`, "tracking_specs,conversion_domain,preview_shareable_link,bid_info"],
    [`/${simulator.pageId}`, "whatsapp_number,category"],
    [`/${simulator.phoneNumberId}`, "verified_name,quality_rating,code_verification_status"],
    ["/app", "namespace,app_domains"],
    ["/me", "email,first_name"],
  ];
  for (const [path, fields] of asked) {
    const got = await get(path, { fields });
    expect([path, got.status]).toEqual([path, 200]);
  }
  expect((await get(`/${simulator.wabaId}`, { fields: "owner_business_info,status" })).json).toEqual({
    id: simulator.wabaId,
  });
  expect(errorCodesOf(await get(account, { fields: "nonsense" }))).toEqual([400, 100, undefined]);
});

test("an edge can be a field with its own limit and fields", async () => {
  const sequenceId = await client.create("first");
  await client.create("second");
  const additional_data = { partner_app_welcome_message_flow_id: sequenceId };
  const creativeId = await createCreative({ asset_feed_spec: { additional_data } });
  await createAd("ACTIVE", "ad", creativeId);
  const ads = await get(account, { fields: "name,ads{name,creative{asset_feed_spec}}" });
  expect(ads.json["ads"]).toMatchObject({
    data: [{ name: "ad", creative: { id: creativeId, asset_feed_spec: { additional_data } } }],
  });
  const waba = await get(`/${simulator.wabaId}`, { fields: "id,welcome_message_sequences.limit(1){name}" });
  const list = waba.json["welcome_message_sequences"] as { data: unknown; paging: { next: string } };
  expect(list.data).toEqual([{ name: "first", id: sequenceId }]);
  expect(dataOf(await sendHttp(list.paging.next)).map((row) => row["name"])).toEqual(["second"]);
});

test("an empty edge is omitted from fields", async () => {
  expect((await get(account, { fields: "ads{name},adcreatives{name}" })).json).toEqual({ id: account.slice(1) });
});

test("an ad lists its creative", async () => {
  const creativeId = await createCreative({ name: "one" });
  const adId = await createAd("ACTIVE", "ad", creativeId);
  expect(dataOf(await get(`/${adId}/adcreatives`, { fields: "name" }))).toEqual([{ name: "one", id: creativeId }]);
});

test("an edge of another node type is an unknown path", async () => {
  expect(errorCodesOf(await client.call("GET", `/${simulator.wabaId}/ads`))).toEqual([400, 2500, undefined]);
  expect(errorCodesOf(await client.call("DELETE", `${account}/ads`))).toEqual([400, 100, 33]);
});

test("archived and deleted ads are only listed by effective_status", async () => {
  await createAd("ACTIVE", "active");
  await createAd("PAUSED", "paused");
  await client.call("POST", `/${await createAd("PAUSED", "archived")}`, { status: "ARCHIVED" });
  await client.call("DELETE", `/${await createAd("PAUSED", "deleted")}`);
  expect(await namesOf({})).toEqual(["active", "paused"]);
  expect(await namesOf({ effective_status: '["PAUSED","ARCHIVED"]' })).toEqual(["paused", "archived"]);
  expect(await namesOf({ "effective_status[0]": "DELETED" })).toEqual(["deleted"]);
  expect(await namesOf({ updated_since: String(Math.floor(Date.now() / 1000) + 3600) })).toEqual([]);
  expect(errorCodesOf(await get(`${account}/ads`, { updated_since: "yesterday" }))).toEqual([400, 100, undefined]);
});

test.each(["true", "total_count", '["total_count"]'])(
  "lists of ads can be counted with summary=%s",
  async (summary) => {
    const creativeId = await createCreative();
    await createAd("ACTIVE", "one", creativeId);
    await createAd("PAUSED", "two", creativeId);
    const got = await get(`${account}/ads`, { limit: "1", summary });
    expect([dataOf(got).length, got.json["summary"]]).toEqual([1, { total_count: 2 }]);
    expect((await get(`${account}/adcreatives`, { summary })).json["summary"]).toEqual({ total_count: 1 });
    expect((await get(`${account}/ads`, { summary: "false" })).json).not.toHaveProperty("summary");
  },
);

test("an archived ad can only be renamed or deleted", async () => {
  const id = await createAd("PAUSED");
  const change = (params: JsonObject): Promise<TestResponse> => client.call("POST", `/${id}`, params);
  await change({ status: "ARCHIVED" });
  expect(errorCodesOf(await change({ status: "ACTIVE" }))).toEqual([400, 100, undefined]);
  expect(errorCodesOf(await change({ creative: { creative_id: await createCreative() } }))).toEqual([
    400,
    100,
    undefined,
  ]);
  expect((await change({ name: "renamed" })).json).toEqual({ success: true });
  expect((await change({ status: "DELETED" })).json).toEqual({ success: true });
  expect(errorCodesOf(await change({ status: "ARCHIVED" }))).toEqual([400, 100, undefined]);
  expect((await get(`/${id}`, { fields: "name,status" })).json).toEqual({ id, name: "renamed", status: "DELETED" });
});

test("validate_only does not change an ad", async () => {
  const id = await createAd("PAUSED");
  const params = { status: "DELETED", execution_options: '["validate_only"]' };
  expect((await form(`/${id}`, params)).json).toEqual({ success: true });
  expect((await get(`/${id}`, { fields: "status" })).json).toEqual({ id, status: "PAUSED" });
});

test("a write with fields returns the object", async () => {
  const written = await form(`${account}/adcreatives`, {
    name: "creative",
    object_story_spec: JSON.stringify(storySpec),
    fields: "name,object_story_spec",
  });
  const shown = { ...storySpec, link_data: { attachment_style: "link", ...storySpec.link_data } };
  expect(written.json).toEqual({ id: expect.any(String), name: "creative", object_story_spec: shown });
  const id = textOf(written.json["id"]);
  expect((await form(`/${id}`, { name: "renamed", fields: "name" })).json).toEqual({ id, name: "renamed" });
  const creative = JSON.stringify({ creative_id: id });
  const ad = await form(`${account}/ads`, { name: "ad", adset_id: "1", creative, status: "PAUSED", fields: "status" });
  expect(ad.json).toEqual({ id: expect.any(String), status: "PAUSED" });
  const adId = textOf(ad.json["id"]);
  expect((await form(`/${adId}`, { name: "other", fields: "name" })).json).toEqual({ id: adId, name: "other" });
});

test("a write with an unknown field succeeds and reports an error", async () => {
  const got = await form(`${account}/adcreatives`, {
    object_story_spec: JSON.stringify(storySpec),
    fields: "nonsense",
  });
  const [created] = simulator.creatives();
  expect(errorCodesOf(got)).toEqual([400, 100, undefined]);
  expect(errorOf(got)["original_response"]).toEqual({ id: created?.id });
});

test("a stale read omits a write whose read-back failed", async () => {
  const id = await createCreative();
  await form(`${account}/adcreatives`, { object_story_spec: JSON.stringify(storySpec), fields: "nonsense" });
  simulator.faults.add({ match: { verb: "list" }, effect: { kind: "stale-read" } });
  expect(dataOf(await get(`${account}/adcreatives`, { fields: "id" }))).toEqual([{ id }]);
});

test("booleans and numbers read back with the types of Meta's specification", async () => {
  const params = { object_story_spec: JSON.stringify(storySpec), use_page_actor_override: "false", actor_id: "104" };
  const fields = "use_page_actor_override,actor_id";
  const fromForm = textOf((await form(`${account}/adcreatives`, params)).json["id"]);
  const fromJson = await createCreative({ use_page_actor_override: false, actor_id: 104 });
  for (const id of [fromForm, fromJson]) {
    expect((await get(`/${id}`, { fields })).json).toEqual({ id, use_page_actor_override: false, actor_id: "104" });
  }
  const refused = await form(`${account}/adcreatives`, { ...params, use_page_actor_override: "perhaps" });
  expect(errorCodesOf(refused)).toEqual([400, 100, undefined]);
});

test.each(["object_story_id", "source_instagram_media_id", "object_id", "object_url"])(
  "a creative can be created from %s",
  async (source) => {
    expect((await form(`${account}/adcreatives`, { [source]: "104_1" })).json).toEqual({ id: expect.any(String) });
    expect((await form(`${account}/adcreatives`, { name: "of nothing" })).status).toBe(400);
  },
);

test("labels of a creative can change; an unknown status is refused", async () => {
  const id = await createCreative({ name: "creative" });
  await form(`/${id}`, { adlabels: '[{"name":"summer"}]', account_id: simulator.adAccountId, status: "ACTIVE" });
  expect((await get(`/${id}`, { fields: "adlabels" })).json).toEqual({ id, adlabels: [{ name: "summer" }] });
  expect(errorCodesOf(await form(`/${id}`, { status: "GONE" }))).toEqual([400, 100, undefined]);
});

test("quoted values of Meta's samples are accepted", async () => {
  const creative = JSON.stringify({ creative_id: await createCreative() });
  const got = await form(`${account}/ads`, { name: "ad", adset_id: '"120"', creative, status: '"PAUSED"' });
  const id = textOf(got.json["id"]);
  expect((await get(`/${id}`, { fields: '"status,adset_id"' })).json).toEqual({
    id,
    status: "PAUSED",
    adset_id: "120",
  });
});

test.each(["name{", "name}", "na me", "{name}"])("the malformed fields '%s' are refused with 2500", async (fields) => {
  const got = await get(`/${simulator.wabaId}`, { fields });
  expect(errorCodesOf(got)).toEqual([400, 2500, undefined]);
  expect(errorOf(got)["message"]).toMatch(/^Syntax error /);
});
