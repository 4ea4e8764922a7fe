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
])(
  "all that Meta holds, where asset_feed_spec has %s, is said with the sequence apart",
  (_what, assetFeedSpec, said) => {
    expect(toCreativeFields(row({ name: "x", objectStorySpec: { page_id: "1" }, assetFeedSpec }))).toEqual({
      name: "x",
      objectStorySpec: { page_id: "1" },
      ...said,
    });
  },
);

test("a creative of which Meta shows nothing holds an empty name and story", () => {
  expect(toCreativeFields(row())).toEqual({ name: "", objectStorySpec: {} });
});

test("what Meta does not show is held as nothing, and the name as the program says it", () => {
  const said = { name: "x", objectStorySpec: { page_id: "1" }, assetFeedSpec: { titles: ["a"] } };
  expect(projectRow({ ...said, welcomeMessageSequenceId: "1" }, row())).toEqual({
    name: "x",
    objectStorySpec: {},
    welcomeMessageSequenceId: "",
  });
});

test("creatives of one run are told apart by account, name and content, and by account and name where nothing is readable", () => {
  const said = { adAccountId: "1", name: "x", objectStorySpec: { page_id: "1", link_data: {} } };
  const same = { objectStorySpec: { link_data: {}, page_id: "1" }, name: "x", adAccountId: "1" };
  expect(creativeKey(same)).toBe(creativeKey(said));
  const others = [
    { ...said, adAccountId: "2" },
    { ...said, name: "y" },
    { ...said, objectStorySpec: { page_id: "2" } },
    { adAccountId: "1", name: "x" },
  ];
  expect(new Set([said, ...others].map(creativeKey)).size).toBe(5);
});
