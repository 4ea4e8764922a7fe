import { startSimulator, type JsonObject, type Simulator } from "./index";
import { creativeCreateOnly } from "./routes/node-fields";
import { clientOf, errorCodesOf, greeting } from "./testing/client";
import { dataOf, errorOf, sendHttp, textOf } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
let edge: string;

beforeEach(async () => {
  simulator = await startSimulator();
  client = clientOf(simulator);
  edge = `/act_${simulator.adAccountId}/adcreatives`;
});
afterEach(() => simulator.close());

const story = { page_id: "104837265109384", link_data: { link: "https://api.whatsapp.com/send" } };

function post(params: JsonObject) {
  return client.call("POST", edge, { object_story_spec: story, ...params });
}

async function create(params: JsonObject = {}): Promise<string> {
  return textOf((await post(params)).json["id"]);
}

async function read(id: string, fields: string): Promise<JsonObject> {
  return (await client.call("GET", `/${id}?fields=${fields}`)).json;
}

async function names(query = ""): Promise<readonly unknown[]> {
  return dataOf(await client.call("GET", `${edge}?fields=name${query}`)).map(({ name }) => name);
}

function addAdWith(creative_id: string) {
  const params = { name: "ad", adset_id: simulator.adSetId, creative: { creative_id } };
  return client.call("POST", `/act_${simulator.adAccountId}/ads`, params);
}

function additional(additional_data: JsonObject): JsonObject {
  return { asset_feed_spec: { additional_data } };
}

test("an update of a create-only field is refused and names the field", async () => {
  const id = await create({ name: "before" });
  for (const key of creativeCreateOnly) {
    const got = await client.call("POST", `/${id}`, { name: "after", [key]: "1" });
    expect([key, ...errorCodesOf(got)]).toEqual([key, 400, 100, undefined]);
    expect(errorOf(got)["message"]).toContain(key);
  }
  const both = await client.call("POST", `/${id}`, { body: "b", title: "t" });
  expect(errorOf(both)["message"]).toContain("body, title");
  expect(simulator.creatives()).toMatchObject([{ name: "before" }]);
  const allowed = { account_id: simulator.adAccountId, adlabels: [], name: "after", status: "ACTIVE" };
  expect((await client.call("POST", `/${id}`, allowed)).json).toEqual({ success: true });
  expect(simulator.creatives()).toMatchObject([{ name: "after" }]);
});

test("the switch creativeExtras adds Meta's fields to a creative", async () => {
  const id = await create();
  const fields = "object_type,effective_object_story_id,object_story_spec";
  expect(await read(id, fields)).toEqual({
    id,
    object_type: "SHARE",
    effective_object_story_id: expect.stringMatching(/^104837265109384_\d+$/),
    object_story_spec: { ...story, link_data: { ...story.link_data, attachment_style: "link" } },
  });
  expect(await read(id, fields)).toEqual(await read(id, fields));
  simulator.setWire({ creativeExtras: false });
  expect(await read(id, fields)).toEqual({ id, object_story_spec: story });
});

test("Meta's additions do not replace fields of the creative", async () => {
  const link_data = { ...story.link_data, attachment_style: "default" };
  const id = await create({ object_type: "STATUS", object_story_spec: { ...story, link_data } });
  expect(await read(id, "object_type,object_story_spec")).toEqual({
    id,
    object_type: "STATUS",
    object_story_spec: { ...story, link_data },
  });
  const ofPost = textOf((await client.call("POST", edge, { object_story_id: "104_1" })).json["id"]);
  expect(await read(ofPost, "effective_object_story_id")).toEqual({ id: ofPost, effective_object_story_id: "104_1" });
});

test("a page's welcome message reads back as JSON text or object", async () => {
  const message = { type: "VISUAL_EDITOR", version: 2 };
  for (const written of [message, JSON.stringify(message)]) {
    simulator.setWire({ pageWelcomeMessage: "string" });
    const id = await create(additional({ page_welcome_message: written, is_click_to_message: true }));
    const specWith = (value: JsonObject | string): JsonObject => ({
      id,
      ...additional({ page_welcome_message: value, is_click_to_message: true }),
    });
    expect(await read(id, "asset_feed_spec")).toEqual(specWith(JSON.stringify(message)));
    simulator.setWire({ pageWelcomeMessage: "object" });
    expect(await read(id, "asset_feed_spec")).toEqual(specWith(message));
  }
});

test("the switch sequenceAndPageMessage allows or refuses two greetings", async () => {
  const both = additional({
    partner_app_welcome_message_flow_id: await client.create(),
    page_welcome_message: "{}",
  });
  const got = await post(both);
  expect(errorCodesOf(got)).toEqual([400, 100, undefined]);
  expect(errorOf(got)["message"]).toContain("page_welcome_message");
  simulator.setBehaviour({ sequenceAndPageMessage: "allow" });
  const adId = textOf((await addAdWith(await create(both))).json["id"]);
  expect((await simulator.click(adId)).screen.greeting).toBe(greeting.text);
});

test("a deleted creative can only be read", async () => {
  const id = await create({ name: "gone" });
  await create({ name: "kept" });
  expect((await client.call("DELETE", `/${id}`)).json).toEqual({ success: true });
  expect(await read(id, "name,status")).toEqual({ id, name: "gone", status: "DELETED" });
  expect(await names()).toEqual(["kept"]);
  expect(errorCodesOf(await client.call("POST", `/${id}`, { name: "back" }))).toEqual([400, 100, 33]);
  expect(errorCodesOf(await client.call("DELETE", `/${id}`))).toEqual([400, 100, 33]);
  expect(errorCodesOf(await addAdWith(id))).toEqual([400, 100, undefined]);
  simulator.setBehaviour({ deletedCreative: "gone" });
  expect(errorCodesOf(await client.call("GET", `/${id}`))).toEqual([400, 100, 33]);
});

test("the switch creativeOrder lists newest or oldest first", async () => {
  for (const name of ["one", "two", "three"]) await create({ name });
  expect(await names()).toEqual(["three", "two", "one"]);
  simulator.setBehaviour({ creativeOrder: "oldest-first" });
  expect(await names()).toEqual(["one", "two", "three"]);
});

test.each(["newest-first", "oldest-first"] as const)(
  "pages %s show each creative once despite creates and deletes",
  async (creativeOrder) => {
    simulator.setBehaviour({ creativeOrder });
    const ids = [];
    for (const name of ["1", "2", "3", "4", "5"]) ids.push(await create({ name }));
    const first = await client.call("GET", `${edge}?fields=name&limit=2`);
    const { next, cursors } = first.json["paging"] as { next: string; cursors: { after: string } };
    await create({ name: "new" });
    await client.call("DELETE", `/${ids[2] ?? ""}`);
    const second = await sendHttp(next);
    const shown = [...dataOf(first), ...dataOf(second)].map(({ name }) => name);
    expect(shown).toEqual(creativeOrder === "newest-first" ? ["5", "4", "2", "1"] : ["1", "2", "4", "5"]);
    expect(second.json["paging"]).toHaveProperty("previous");
    expect(await names(`&before=${cursors.after}&limit=1`)).toEqual([shown[0]]);
  },
);

describe("a creative can have one greeting", () => {
  const message = { type: "VISUAL_EDITOR", text_format: { message: { text: "Other" } } };
  const link = { link: "https://api.whatsapp.com/send" };
  const media = { image_hash: "a" };
  const places: readonly (readonly [string, JsonObject])[] = [
    ["link_data", { link_data: { ...link, page_welcome_message: "Other" } }],
    ["link_data, as an object", { link_data: { ...link, page_welcome_message: message } }],
    ["video_data", { video_data: { video_id: "1", page_welcome_message: JSON.stringify(message) } }],
    ["photo_data", { photo_data: { ...media, page_welcome_message: "Other" } }],
    ["template_data", { template_data: { ...link, page_welcome_message: "Other" } }],
    [
      "a card of link_data",
      { link_data: { ...link, child_attachments: [link, { ...link, page_welcome_message: "Other" }] } },
    ],
    ["a card of template_data", { template_data: { child_attachments: [{ page_welcome_message: message }] } }],
    ["link_data as text", { link_data: JSON.stringify({ ...link, page_welcome_message: "Other" }) }],
    ["cards as text", { link_data: { child_attachments: JSON.stringify([{ page_welcome_message: "Other" }]) } }],
  ];
  const withSequence = (extra: JsonObject = {}) => ({
    ...additional({
      partner_app_welcome_message_flow_id: simulator.addSequence({ name: "a", content: greeting }),
      ...extra,
    }),
  });

  test.each(places)("a page's welcome message in %s with a sequence is refused", async (_name, data) => {
    const spec = { page_id: simulator.pageId, ...data };
    for (const object_story_spec of [spec, JSON.stringify(spec)]) {
      expect(errorCodesOf(await post({ object_story_spec, ...withSequence() }))).toEqual([400, 100, undefined]);
      const { asset_feed_spec } = withSequence();
      const asText = { object_story_spec, asset_feed_spec: JSON.stringify(asset_feed_spec) };
      expect(errorCodesOf(await post(asText))).toEqual([400, 100, undefined]);
      expect((await post({ object_story_spec })).status).toBe(200);
    }
  });

  test("a second greeting is refused in every part of a creative", async () => {
    expect(errorCodesOf(await post(withSequence({ page_welcome_message: "Other" })))).toEqual([400, 100, undefined]);
    expect(errorCodesOf(await post({ page_welcome_message: "Other", ...withSequence() }))).toEqual([
      400,
      100,
      undefined,
    ]);
    const object_story_spec = { page_id: simulator.pageId, link_data: { ...link, page_welcome_message: "Other" } };
    const params = { name: "ad", adset_id: simulator.adSetId, creative: { object_story_spec, ...withSequence() } };
    expect(errorCodesOf(await client.call("POST", `/act_${simulator.adAccountId}/ads`, params))).toEqual([
      400,
      100,
      undefined,
    ]);
  });

  test("null and empty values do not count as a greeting", async () => {
    const id = textOf((await post(withSequence({ page_welcome_message: null }))).json["id"]);
    const { asset_feed_spec } = await read(id, "asset_feed_spec");
    expect(JSON.stringify(asset_feed_spec)).not.toContain("page_welcome_message");
    const object_story_spec = { page_id: simulator.pageId, link_data: { ...link, page_welcome_message: null } };
    expect((await post({ object_story_spec, ...withSequence() })).status).toBe(200);
    const noSequence = additional({ partner_app_welcome_message_flow_id: null, page_welcome_message: "Other" });
    expect((await post(noSequence)).status).toBe(200);
  });

  test("an empty sequence id is refused as an unknown sequence", async () => {
    const empty = { partner_app_welcome_message_flow_id: "" };
    for (const extra of [{}, { page_welcome_message: "Other" }]) {
      const got = await post(additional({ ...empty, ...extra }));
      expect(errorCodesOf(got)).toEqual([400, 100, undefined]);
      expect(errorOf(got)["message"]).toContain('partner_app_welcome_message_flow_id "" does not exist');
    }
    simulator.setBehaviour({ unknownSequenceInCreative: "allow" });
    expect((await post(additional({ ...empty, page_welcome_message: "Other" }))).status).toBe(200);
  });

  test("the switch accepts both", async () => {
    simulator.setBehaviour({ sequenceAndPageMessage: "allow" });
    const object_story_spec = { page_id: simulator.pageId, link_data: { ...link, page_welcome_message: "Other" } };
    expect((await post({ object_story_spec, ...withSequence() })).status).toBe(200);
  });
});
