import { creativeToWire, parseAd, parseCreative } from "./wire-ads";

const nothing = {
  adAccountId: undefined,
  name: undefined,
  status: undefined,
  objectStorySpec: undefined,
  assetFeedSpec: undefined,
};

test("reads a creative with ids and specs in each form", () => {
  const row = { id: 7, account_id: 42, name: "driver-ad", status: "ACTIVE" };
  const specs = { objectStorySpec: { page_id: "1" }, assetFeedSpec: { additional_data: {} } };
  const read = { id: "7", adAccountId: "42", name: "driver-ad", status: "ACTIVE", ...specs };
  expect(
    parseCreative({ ...row, object_story_spec: { page_id: "1" }, asset_feed_spec: { additional_data: {} } }),
  ).toEqual(read);
  expect(
    parseCreative({ ...row, object_story_spec: '{"page_id":"1"}', asset_feed_spec: '{"additional_data":{}}' }),
  ).toEqual(read);
});

test.each([
  ["absent", {}],
  ["null", { account_id: null, name: null, status: null, object_story_spec: null, asset_feed_spec: null }],
  ["empty, or decides nothing", { account_id: "act_1", status: {}, object_story_spec: "", asset_feed_spec: [] }],
])("%s in a creative reads as absent, and its id stays", (_what, row) => {
  expect(parseCreative({ id: "7", ...row })).toEqual({ id: "7", ...nothing });
});

test.each([
  ["id", { creative: { id: "8" } }, "8"],
  ["creative_id", { creative: { creative_id: 8 } }, "8"],
  ["a broken id beside creative_id", { creative: { id: "x", creative_id: "8" } }, "8"],
  ["nothing", { creative: {} }, undefined],
  ["null", { creative: null }, undefined],
  ["no key at all", {}, undefined],
])("reads the creative of an ad from %s", (_what, row, creativeId) => {
  expect(parseAd({ id: "9", account_id: "42", status: "PAUSED", ...row })).toEqual({
    id: "9",
    adAccountId: "42",
    status: "PAUSED",
    creativeId,
  });
});

test.each([
  ["name", 1],
  ["name", ["x"]],
  ["object_story_spec", "text"],
  ["object_story_spec", [1]],
  ["asset_feed_spec", 5],
])("a creative whose %s is %j cannot be read", (field, value) => {
  expect(parseCreative({ id: "7", [field]: value })).toBe(`\`${field}\` cannot be read`);
});

test.each(["8", 8, { id: "x" }, { id: "1.0e3" }, [{ id: "8" }]])(
  "an ad whose creative is %j cannot be read",
  (creative) => {
    expect(parseAd({ id: "9", creative })).toBe("`creative` cannot be read");
  },
);

test.each([
  [undefined, "it is empty"],
  [null, "it is null"],
  ["7", "it is a string instead of an object"],
  [[], "it is an array instead of an object"],
  [{}, "it has no id"],
  [{ error: { code: 1 } }, "it is an error and has no id"],
  [{ id: "" }, "its id is not 1 to 32 digits"],
  [{ id: "act_7" }, "its id is not 1 to 32 digits"],
  [{ id: {} }, "its id is not 1 to 32 digits"],
])("%j is not an object of Meta's", (row, reason) => {
  expect(parseCreative(row)).toBe(reason);
  expect(parseAd(row)).toBe(reason);
});

test("sends a creative without asset_feed_spec without the key", () => {
  expect(creativeToWire({ name: "x", objectStorySpec: { page_id: "1" }, assetFeedSpec: undefined })).toEqual({
    name: "x",
    object_story_spec: { page_id: "1" },
  });
});

test("a creative without an asset_feed_spec sends none", () => {
  const content = { name: "n", objectStorySpec: { page_id: "1" }, assetFeedSpec: undefined };
  expect(creativeToWire(content)).toStrictEqual({ name: "n", object_story_spec: { page_id: "1" } });
});
