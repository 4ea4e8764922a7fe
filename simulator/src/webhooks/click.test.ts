import { startSimulator, type JsonObject, type Simulator } from "../index";
import { clientOf, greeting } from "../testing/client";
import { textOf } from "../testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;

const nowMs = Date.parse("2026-11-21T10:00:00Z");

beforeEach(async () => {
  simulator = await startSimulator({ clock: { nowMs: () => nowMs, sleep: () => Promise.resolve() } });
  client = clientOf(simulator);
});
afterEach(() => simulator.close());

const storySpec = {
  page_id: "104837265109384",
  link_data: {
    name: "Drive with us",
    message: "Earn on your own schedule",
    image_hash: "abc",
    link: "https://api.whatsapp.com/send",
  },
};

async function addAdWith(creative: JsonObject, status = "ACTIVE"): Promise<string> {
  const account = `/act_${simulator.adAccountId}`;
  const params = { name: "ad", adset_id: simulator.adSetId, creative: { object_story_spec: storySpec, ...creative } };
  return textOf((await client.call("POST", `${account}/ads`, { ...params, status })).json["id"]);
}

function withSequence(id: string): JsonObject {
  return {
    asset_feed_spec: { additional_data: { partner_app_welcome_message_flow_id: id } },
  };
}

function visualEditor(action: string, message: JsonObject): JsonObject {
  return {
    type: "VISUAL_EDITOR",
    version: 2,
    landing_screen_type: "welcome_message",
    media_type: "text",
    text_format: { customer_action_type: action, message },
  };
}

function referralOf(webhook: JsonObject): JsonObject {
  const { entry } = webhook as unknown as {
    entry: [{ changes: [{ value: { messages: [{ referral: JsonObject }] } }] }];
  };
  return entry[0].changes[0].value.messages[0].referral;
}

test("a click shows the sequence and sends Meta's documented payload", async () => {
  const sequenceId = await client.create();
  const adId = await addAdWith(withSequence(sequenceId));
  const click = await simulator.click(adId);
  expect(click).toMatchObject({
    adId,
    creativeId: simulator.ads()[0]?.creativeId,
    sequenceId,
    screen: {
      greeting: greeting.text,
      prefilledText: "Hello! Can I get more info on this!",
      iceBreakers: ["Quick reply 1", "Quick reply 2", "Quick reply 3"],
    },
    message: "Hello! Can I get more info on this!",
    delivery: null,
  });
  expect(click.webhook).toEqual({
    object: "whatsapp_business_account",
    entry: [
      {
        id: simulator.wabaId,
        changes: [
          {
            value: {
              messaging_product: "whatsapp",
              metadata: { display_phone_number: "15550783881", phone_number_id: simulator.phoneNumberId },
              contacts: [
                {
                  profile: { name: "Sheena Nelson" },
                  wa_id: "16505551234",
                  user_id: expect.stringMatching(/^BR\.[A-Z0-9]+$/),
                },
              ],
              messages: [
                {
                  referral: {
                    source_url: expect.stringMatching(/^https:\/\/fb\.me\//),
                    source_id: adId,
                    source_type: "ad",
                    headline: "Drive with us",
                    body: "Earn on your own schedule",
                    media_type: "image",
                    image_url: expect.stringContaining("abc"),
                    ctwa_clid: expect.stringMatching(/^Aff-/),
                    welcome_message: { text: greeting.text },
                  },
                  from: "16505551234",
                  from_user_id: expect.stringMatching(/^BR\.[A-Z0-9]+$/),
                  id: expect.stringMatching(/^wamid\./),
                  timestamp: String(nowMs / 1000),
                  type: "text",
                  text: { body: "Hello! Can I get more info on this!" },
                },
              ],
            },
            field: "messages",
          },
        ],
      },
    ],
  });
});

test("the person taps an ice breaker, or types something else", async () => {
  const { adId } = simulator.addAd({ sequenceId: simulator.addSequence({ name: "a", content: greeting }) });
  expect((await simulator.click(adId, { tap: 1 })).message).toBe("Quick reply 2");
  const typed = await simulator.click(adId, { say: "Olá", person: { waId: "5511987654321", name: "Ana" } });
  expect(typed.webhook).toMatchObject({
    entry: [
      {
        changes: [
          {
            value: {
              contacts: [{ profile: { name: "Ana" }, wa_id: "5511987654321" }],
              messages: [{ from: "5511987654321", text: { body: "Olá" } }],
            },
          },
        ],
      },
    ],
  });
});

test("every click has new message and click ids", async () => {
  const { adId } = simulator.addAd({});
  const [one, other] = [await simulator.click(adId), await simulator.click(adId)];
  expect(referralOf(one.webhook)["ctwa_clid"]).not.toBe(referralOf(other.webhook)["ctwa_clid"]);
  expect(referralOf(one.webhook)["source_url"]).toBe(referralOf(other.webhook)["source_url"]);
});

test("placement and ref change the referral", async () => {
  const { adId } = simulator.addAd({});
  const inStatus = referralOf((await simulator.click(adId, { placement: "status" })).webhook);
  const onPost = referralOf((await simulator.click(adId, { placement: "post", ref: "partner" })).webhook);
  expect([inStatus["source_type"], inStatus["ctwa_clid"], inStatus["ref"]]).toEqual(["ad", undefined, undefined]);
  expect(onPost).toMatchObject({ source_type: "post", source_id: adId, ctwa_clid: expect.any(String), ref: "partner" });
});

test("an ad without a sequence has Meta's prefilled text and no greeting", async () => {
  const click = await simulator.click(await addAdWith({}));
  expect(click.screen).toEqual({
    greeting: null,
    prefilledText: "Hello! Can I get more info on this?",
    iceBreakers: [],
  });
  expect([click.sequenceId, click.message]).toEqual([null, "Hello! Can I get more info on this?"]);
  expect(referralOf(click.webhook)).not.toHaveProperty("welcome_message");
});

test.each([
  ["autofill_message", { prefilledText: "I want one", iceBreakers: [] }],
  ["ice_breakers", { prefilledText: null, iceBreakers: ["How much?"] }],
])("a page's welcome message with %s is shown", async (action, expected) => {
  const both = { text: "Hi", autofill_message: { content: "I want one" }, ice_breakers: [{ title: "How much?" }] };
  const message = visualEditor(action, both);
  for (const page_welcome_message of [message, JSON.stringify(message)]) {
    const adId = await addAdWith({ asset_feed_spec: { additional_data: { page_welcome_message } } });
    const click = await simulator.click(adId, { say: "Hello" });
    expect([click.sequenceId, click.screen]).toEqual([null, { greeting: "Hi", ...expected }]);
  }
});

const hello = visualEditor("autofill_message", { text: "Hi", autofill_message: { content: "Hello" } });

test.each<[string, JsonObject]>([
  ["the feed", { asset_feed_spec: { additional_data: { page_welcome_message: hello } } }],
  ["the story", { object_story_spec: { link_data: { page_welcome_message: JSON.stringify(hello) } } }],
  ["the creative", { page_welcome_message: JSON.stringify(hello) }],
])("a page's welcome message is found in %s", async (_place, creative) => {
  const click = await simulator.click(await addAdWith(creative));
  expect([click.screen.greeting, click.message]).toEqual(["Hi", "Hello"]);
});

test.each(["Hi there", '{"type":"OTHER"}', '{"type":"VISUAL_EDITOR","text_format":{}}'])(
  "a page's welcome message of another form, %s, is ignored",
  async (page_welcome_message) => {
    const click = await simulator.click(await addAdWith({ page_welcome_message }));
    expect([click.screen.greeting, click.message]).toEqual([null, "Hello! Can I get more info on this?"]);
  },
);

test("headline, text and image fall back to the creative", async () => {
  const words = { title: "Drive", body: "Earn", image_url: "https://example.com/a.png" };
  const referral = referralOf((await simulator.click(await addAdWith({ ...words, object_story_spec: {} }))).webhook);
  expect(referral).toMatchObject({ headline: "Drive", body: "Earn", image_url: "https://example.com/a.png" });
});

test("a click shows the current sequence, and no deleted one", async () => {
  const sequenceId = simulator.addSequence({ name: "a", content: { text: "before", ice_breakers: [{ title: "A" }] } });
  const { adId } = simulator.addAd({ sequenceId });
  simulator.editSequence(sequenceId, { content: { text: "after" } });
  expect((await simulator.click(adId, { say: "Hi" })).screen.greeting).toBe("after");
  simulator.removeSequence(sequenceId);
  const click = await simulator.click(adId);
  expect([click.sequenceId, click.screen.greeting]).toEqual([null, null]);
});

test("the message goes to the number of the sequence's business account", async () => {
  simulator.seed({
    wabas: [{ id: "555" }],
    phoneNumbers: [{ id: "777", wabaId: "555", displayPhoneNumber: "+55 11" }],
  });
  const sequenceId = simulator.addSequence({ wabaId: "555", name: "a", content: greeting });
  const { webhook } = await simulator.click(simulator.addAd({ sequenceId }).adId);
  expect(webhook).toMatchObject({
    entry: [
      { id: "555", changes: [{ value: { metadata: { display_phone_number: "5511", phone_number_id: "777" } } }] },
    ],
  });
});

test.each([
  ["PAUSED", {}, "is PAUSED"],
  ["ACTIVE", { tap: 3 }, "shows ice breakers 0 to 2"],
  ["ACTIVE", { tap: 0, say: "Hi" }, "give one"],
  ["ACTIVE", { say: "" }, "say is empty"],
  ["ACTIVE", { person: { waId: "+1 650" } }, "person.waId must be digits"],
  ["ACTIVE", { deliver: true }, "no webhook is subscribed"],
] as const)("an ad that is %s cannot be clicked with %j", async (status, options, reason) => {
  const sequenceId = simulator.addSequence({ name: "a", content: greeting });
  const { adId } = simulator.addAd({ sequenceId, status });
  await expect(simulator.click(adId, options)).rejects.toThrow(reason);
});

test("without a prefilled text, a click needs say or tap", async () => {
  const sequenceId = simulator.addSequence({ name: "a", content: { text: "Hi", ice_breakers: [{ title: "A" }] } });
  const { adId } = simulator.addAd({ sequenceId });
  await expect(simulator.click(adId)).rejects.toThrow("set say, or tap one of its ice breakers");
  expect((await simulator.click(adId, { tap: 0 })).screen.prefilledText).toBeNull();
});

test("an unknown ad cannot be clicked", async () => {
  await expect(simulator.click("404")).rejects.toThrow("the simulator has no ad 404");
});
