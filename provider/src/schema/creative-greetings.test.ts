import { greetingFailures } from "./creative-greetings";

const flow = "partner_app_welcome_message_flow_id";
const message = { page_welcome_message: "Hello" };
function pathsOf(story: object, feed: object = {}, sequenceId?: unknown): string[] {
  return greetingFailures(story as never, feed as never, sequenceId).map(({ path }) => path);
}

test.each([
  ["link_data", { link_data: message }, "link_data.page_welcome_message"],
  ["video_data", { video_data: message }, "video_data.page_welcome_message"],
  ["photo_data", { photo_data: message }, "photo_data.page_welcome_message"],
  ["template_data", { template_data: message }, "template_data.page_welcome_message"],
  [
    "a card of a carousel",
    { link_data: { child_attachments: [{}, message] } },
    "link_data.child_attachments[1].page_welcome_message",
  ],
  ["link_data as JSON in a text", { link_data: JSON.stringify(message) }, "link_data.page_welcome_message"],
  [
    "cards as JSON in a text",
    { link_data: { child_attachments: JSON.stringify([message]) } },
    "link_data.child_attachments[0].page_welcome_message",
  ],
  [
    "a card of a template",
    { template_data: { child_attachments: [message] } },
    "template_data.child_attachments[0].page_welcome_message",
  ],
])("rejects a message in %s beside a sequence", (_where, story, path) => {
  const expected = [`objectStorySpec.${path}`];
  expect(pathsOf(story, {}, "1")).toEqual(expected);
  expect(pathsOf(story, { additional_data: { [flow]: "1" } })).toEqual(expected);
  expect(pathsOf(story)).toEqual([]);
});

test("reports every message beside a sequence", () => {
  const story = { link_data: { ...message, child_attachments: [message] } };
  expect(pathsOf(story, { additional_data: message }, "1")).toEqual([
    "assetFeedSpec.additional_data.page_welcome_message",
    "objectStorySpec.link_data.page_welcome_message",
    "objectStorySpec.link_data.child_attachments[0].page_welcome_message",
  ]);
});

test("without a sequence, rejects different messages at two places of a creative", () => {
  const feed = { additional_data: message };
  expect(pathsOf({ link_data: { page_welcome_message: "Other" } }, feed)).toEqual([
    "objectStorySpec.link_data.page_welcome_message",
  ]);
  expect(pathsOf({ link_data: message }, feed)).toEqual([]);
  const cards = [{ page_welcome_message: "One" }, { page_welcome_message: "Two" }];
  expect(pathsOf({ link_data: { child_attachments: cards } })).toEqual([]);
});

test.each([
  ["null", null],
  ["empty", ""],
  ["absent", undefined],
  ["not known yet", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
])("a message that is %s is not a greeting", (_what, value) => {
  const absent = { page_welcome_message: value };
  expect(pathsOf({ link_data: absent, video_data: null }, { additional_data: absent }, "1")).toEqual([]);
});

test("cards that are no objects have no greeting", () => {
  const cards = ["text", 5, null];
  expect(pathsOf({ link_data: { child_attachments: cards } }, {}, "1")).toStrictEqual([]);
});
