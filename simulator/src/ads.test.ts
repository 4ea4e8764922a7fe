import { startSimulator, type Simulator } from "./index";
import { clientOf, errorCodesOf, featureCodes } from "./testing/client";
import { dataOf, errorOf, textOf } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
let account: string;

beforeEach(async () => {
  simulator = await startSimulator();
  client = clientOf(simulator);
  account = `/act_${simulator.adAccountId}`;
});
afterEach(() => simulator.close());

const storySpec = {
  page_id: "104837265109384",
  link_data: {
    image_hash: "abc",
    link: "https://api.whatsapp.com/send",
    call_to_action: { type: "WHATSAPP_MESSAGE", value: { app_destination: "WHATSAPP" } },
  },
};

async function createCreative(sequenceId: string): Promise<string> {
  const got = await client.call("POST", `${account}/adcreatives`, {
    name: "creative",
    object_story_spec: storySpec,
    asset_feed_spec: { additional_data: { partner_app_welcome_message_flow_id: sequenceId } },
  });
  return textOf(got.json["id"]);
}

async function createAd(creativeId: string, status = "ACTIVE"): Promise<string> {
  const creative = { creative_id: creativeId };
  const params = { name: "ad", adset_id: simulator.adSetId, creative, status };
  return textOf((await client.call("POST", `${account}/ads`, params)).json["id"]);
}

async function isUsed(): Promise<unknown> {
  return dataOf(await client.list())[0]?.["is_used_in_ad"];
}

test("only an active ad uses the sequence of its creative", async () => {
  const creativeId = await createCreative(await client.create());
  expect(await isUsed()).toBe(false);
  await createAd(creativeId);
  expect(await isUsed()).toBe(true);
});

test("an archived, deleted or changed ad no longer uses the sequence", async () => {
  const id = await client.create();
  const creativeId = await createCreative(id);
  const other = await createCreative(await client.create("other"));
  const archived = await createAd(creativeId);
  await client.call("POST", `/${archived}`, { status: "ARCHIVED" });
  expect(await isUsed()).toBe(false);
  const deleted = await createAd(creativeId);
  expect(await isUsed()).toBe(true);
  await client.call("DELETE", `/${deleted}`);
  expect(await isUsed()).toBe(false);
  const changed = await createAd(creativeId);
  await client.call("POST", `/${changed}`, { creative: { creative_id: other } });
  expect(await isUsed()).toBe(false);
  expect((await client.remove(id)).json).toEqual({ success: true });
});

test("the switch pausedAdsCount decides whether a paused ad uses its sequence", async () => {
  const id = await client.create();
  await createAd(await createCreative(id), "PAUSED");
  expect(errorCodesOf(await client.remove(id))).toEqual(featureCodes(4027012));
  simulator.setBehaviour({ pausedAdsCount: false });
  expect(await isUsed()).toBe(false);
});

test("a creative reads back as written, and its name can change", async () => {
  simulator.setWire({ creativeExtras: false });
  const sequenceId = await client.create();
  const id = await createCreative(sequenceId);
  const fields = "name,object_story_spec,asset_feed_spec,status";
  expect((await client.call("GET", `/${id}?fields=${fields}`)).json).toEqual({
    id,
    name: "creative",
    status: "ACTIVE",
    object_story_spec: storySpec,
    asset_feed_spec: { additional_data: { partner_app_welcome_message_flow_id: sequenceId } },
  });
  expect((await client.call("GET", `/${id}`)).json).toEqual({ id });
  expect((await client.call("POST", `/${id}`, { name: "renamed" })).json).toEqual({ success: true });
  expect((await client.call("GET", `/${id}?fields=name`)).json).toEqual({ id, name: "renamed" });
});

test("only an unused creative can be deleted", async () => {
  const id = await createCreative(await client.create());
  const adId = await createAd(id);
  expect((await client.call("DELETE", `/${id}`)).status).toBe(400);
  await client.call("DELETE", `/${adId}`);
  expect((await client.call("DELETE", `/${id}`)).json).toEqual({ success: true });
  expect((await client.call("GET", `/${id}?fields=status`)).json).toEqual({ id, status: "DELETED" });
});

test("the switch unknownSequenceInCreative allows or refuses an unknown sequence", async () => {
  const params = {
    object_story_spec: storySpec,
    asset_feed_spec: { additional_data: { partner_app_welcome_message_flow_id: "404" } },
  };
  expect(errorCodesOf(await client.call("POST", `${account}/adcreatives`, params))).toEqual([400, 100, undefined]);
  simulator.setBehaviour({ unknownSequenceInCreative: "allow" });
  expect((await client.call("POST", `${account}/adcreatives`, params)).status).toBe(200);
});

test("a list of ads has pages and fields of their creatives", async () => {
  const sequenceId = await client.create();
  const creativeId = await createCreative(sequenceId);
  const adIds = [await createAd(creativeId), await createAd(creativeId)];
  const fields = encodeURIComponent("name,creative{asset_feed_spec{additional_data}}");
  const got = await client.call("GET", `${account}/ads?limit=1&fields=${fields}`);
  const additional_data = { partner_app_welcome_message_flow_id: sequenceId };
  const creative = { id: creativeId, asset_feed_spec: { additional_data } };
  expect(dataOf(got)).toEqual([{ id: adIds[0], name: "ad", creative }]);
  expect(got.json["paging"]).toHaveProperty("next");
  expect(dataOf(await client.call("GET", `${account}/adcreatives`))).toEqual([{ id: creativeId }]);
});

test.each([
  ["name", { adset_id: "1", creative: { creative_id: "1" } }],
  ["adset_id", { name: "ad", creative: { creative_id: "1" } }],
  ["creative", { name: "ad", adset_id: "1" }],
])("an ad without %s is refused", async (missing, params) => {
  const got = await client.call("POST", `${account}/ads`, params);
  expect(errorCodesOf(got)).toEqual([400, 100, undefined]);
  expect(errorOf(got)["message"]).toContain(missing);
});

test("ads need a token with ads_management and access to the account", async () => {
  const noScope = clientOf(simulator, simulator.addToken({ scopes: ["whatsapp_business_management"] }));
  const noReach = clientOf(simulator, simulator.addToken({ adAccountIds: [] }));
  expect(errorCodesOf(await noScope.call("GET", `${account}/ads`))).toEqual([403, 200, undefined]);
  expect(errorCodesOf(await noReach.call("GET", `${account}/ads`))).toEqual([400, 100, 33]);
  expect(errorCodesOf(await client.call("GET", `/${simulator.adAccountId}/ads`))).toEqual([400, 100, 33]);
});
