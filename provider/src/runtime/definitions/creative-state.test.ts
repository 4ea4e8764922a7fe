import type { CreativeRow } from "../../schema/wire-ads";
import { creativeKey, projectRow, toCreativeFields } from "./creative-state";

const flow = "partner_app_welcome_message_flow_id";
function row(changes: Partial<CreativeRow> = {}): CreativeRow {
  return {
    id: "7",
    adAccountId: undefined,
    name: undefined,
    status: undefined,
    objectStorySpec: undefined,
    assetFeedSpec: undefined,
    ...changes,
  };
}

test.each([
  ["nothing", undefined, {}],
  ["other keys only", { titles: [] }, { assetFeedSpec: { titles: [] } }],
  ["other data only", { additional_data: { a: 1 } }, { assetFeedSpec: { additional_data: { a: 1 } } }],
  ["a text for data", { additional_data: "x" }, { assetFeedSpec: { additional_data: "x" } }],
  ["a sequence alone", { additional_data: { [flow]: "1" } }, { welcomeMessageSequenceId: "1" }],
  [
    "a sequence beside other data",
    { additional_data: { [flow]: 1, a: 1 } },
    { assetFeedSpec: { additional_data: { a: 1 } }, welcomeMessageSequenceId: "1" },
  ],
  [
    "a sequence beside other keys",
    { additional_data: { [flow]: "1" }, titles: [] },
    { assetFeedSpec: { titles: [] }, welcomeMessageSequenceId: "1" },
  ],
])("fields from asset_feed_spec with %s contain the sequence id separately", (_what, assetFeedSpec, expected) => {
  expect(toCreativeFields(row({ name: "x", objectStorySpec: { page_id: "1" }, assetFeedSpec }))).toEqual({
    name: "x",
    objectStorySpec: { page_id: "1" },
    ...expected,
  });
});

test("fields of an empty row are an empty name and story", () => {
  expect(toCreativeFields(row())).toEqual({ name: "", objectStorySpec: {} });
});

test("a projection without fields keeps the program's name", () => {
  const args = { name: "x", objectStorySpec: { page_id: "1" }, assetFeedSpec: { titles: ["a"] } };
  expect(projectRow({ ...args, welcomeMessageSequenceId: "1" }, row())).toEqual({
    name: "x",
    objectStorySpec: {},
    welcomeMessageSequenceId: "",
  });
});

test("a key compares account, name and content in any key order", () => {
  const inputs = { adAccountId: "1", name: "x", objectStorySpec: { page_id: "1", link_data: {} } };
  const same = { objectStorySpec: { link_data: {}, page_id: "1" }, name: "x", adAccountId: "1" };
  expect(creativeKey(same)).toBe(creativeKey(inputs));
  const others = [
    { ...inputs, adAccountId: "2" },
    { ...inputs, name: "y" },
    { ...inputs, objectStorySpec: { page_id: "2" } },
    { adAccountId: "1", name: "x" },
  ];
  expect(new Set([inputs, ...others].map(creativeKey)).size).toBe(5);
});
