import {
  contentOfCreative,
  creativeFailures,
  describeFixedDifferences,
  fixedDigest,
  sequenceIn,
  withWelcomeMessageSequence,
} from "./creative";

const flow = "partner_app_welcome_message_flow_id";

describe("asset_feed_spec for a sequence", () => {
  test("contains only the sequence's id by default", () => {
    expect(withWelcomeMessageSequence("186473890")).toEqual({ additional_data: { [flow]: "186473890" } });
  });

  test("keeps existing content and does not mutate its arguments", () => {
    const given = { optimization_type: "X", additional_data: { is_click_to_message: true } };
    expect(withWelcomeMessageSequence("1", given)).toEqual({
      optimization_type: "X",
      additional_data: { is_click_to_message: true, [flow]: "1" },
    });
    expect(given.additional_data).toEqual({ is_click_to_message: true });
    expect(withWelcomeMessageSequence("1", { additional_data: { [flow]: "1" } })).toEqual({
      additional_data: { [flow]: "1" },
    });
    expect(withWelcomeMessageSequence("1", { additional_data: null })).toEqual({ additional_data: { [flow]: "1" } });
  });

  test("reports all invalid arguments at once", () => {
    expect(() =>
      withWelcomeMessageSequence("<SEQUENCE-ID>", {
        additional_data: { [flow]: "2", page_welcome_message: "{}", brand_page_id: Number.NaN },
      }),
    ).toThrow(
      "sequenceId: must be 1 to 32 digits, as Meta shows the id; " +
        "assetFeedSpec.additional_data.brand_page_id: is not a number that JSON supports; " +
        `assetFeedSpec.additional_data.${flow}: differs from welcomeMessageSequenceId; set only one of them; ` +
        "assetFeedSpec.additional_data.page_welcome_message: and a sequence exclude each other; keep one of them",
    );
    expect(() => withWelcomeMessageSequence("1", { additional_data: "{}" })).toThrow(
      "assetFeedSpec.additional_data: must be an object",
    );
  });
});

test("reports all invalid arguments of a creative, and greetings beside a sequence", () => {
  const args = { name: "x", objectStorySpec: { page_id: "1" } };
  const paths = (changes: Record<string, unknown>): string[] =>
    creativeFailures({ ...args, ...changes }).map(({ path }) => path);
  const welcome = (more: Record<string, unknown>) => ({ additional_data: { page_welcome_message: "{}", ...more } });
  expect(paths({ objectStorySpec: {}, assetFeedSpec: [] })).toEqual(["assetFeedSpec", "objectStorySpec"]);
  expect(paths({ assetFeedSpec: welcome({}) })).toEqual([]);
  expect(paths({ assetFeedSpec: welcome({ [flow]: "1" }) })).toEqual([
    "assetFeedSpec.additional_data.page_welcome_message",
  ]);
  expect(paths({ assetFeedSpec: welcome({}), welcomeMessageSequenceId: "1" })).toEqual([
    "assetFeedSpec.additional_data.page_welcome_message",
  ]);
});

test("finds the sequence at each place where Meta returns it", () => {
  expect(sequenceIn({ additional_data: { [flow]: "1" } })).toBe("1");
  expect(sequenceIn({ additional_data: { [flow]: 1 } })).toBe("1");
  for (const none of [undefined, null, "x", {}, { additional_data: "x" }, { additional_data: { [flow]: null } }]) {
    expect(sequenceIn(none)).toBeUndefined();
  }
});

test("a difference is shown with both values, cut to 200 characters", () => {
  const describe = (sent: string, stored: string): readonly string[] =>
    describeFixedDifferences(
      { name: "n", objectStorySpec: { a: sent }, assetFeedSpec: undefined },
      { objectStorySpec: { a: stored }, assetFeedSpec: undefined },
    );
  const whole = "x".repeat(198);
  expect(describe(whole, "y")).toEqual([`objectStorySpec.a (sent "${whole}", stored "y")`]);
  expect(describe(`${whole}x`, "y")).toEqual([`objectStorySpec.a (sent "${whole}x…, stored "y")`]);
});

test("the digest in a state stays valid, whatever the order of keys", () => {
  const objectStorySpec = { b: 1, a: { d: null, c: [1, { f: 2, e: 3 }] } };
  expect(fixedDigest({ objectStorySpec, assetFeedSpec: undefined })).toBe(
    "5ddc7bdc6334578cb4d095b059a8392d02983a73b33e62eb43b93f24ddc1074e",
  );
});

test("the replacement fingerprint ignores key order and absent values", () => {
  const digest = (objectStorySpec: Record<string, unknown>, assetFeedSpec?: Record<string, unknown>): string =>
    fixedDigest({ objectStorySpec, assetFeedSpec });
  expect(digest({ a: 1, b: { c: 2, d: 3 } })).toBe(digest({ b: { d: 3, c: 2, e: null }, a: 1, f: undefined }));
  expect(digest({ a: [1, 2] })).not.toBe(digest({ a: [2, 1] }));
  expect(digest({ a: 1 })).not.toBe(digest({ a: "1" }));
  expect(digest({ a: 1 }, { b: 1 })).not.toBe(digest({ a: 1 }));
  const args = { name: "x", objectStorySpec: { a: 1 }, welcomeMessageSequenceId: "1" };
  expect(fixedDigest(contentOfCreative(args))).toBe(
    fixedDigest(
      contentOfCreative({ name: "y", objectStorySpec: { a: 1 }, assetFeedSpec: { additional_data: { [flow]: "1" } } }),
    ),
  );
});
