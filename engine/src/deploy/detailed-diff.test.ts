import { detailedDiff } from "./detailed-diff";
import { secret } from "./property";

test("what differs is named by its path, as deep as it goes", () => {
  const olds = {
    same: [1, { a: 1 }],
    deep: { text: "x", list: [1, 2, 3], "key.with dot": 1 },
    token: secret("old"),
    gone: true,
    empty: null,
  };
  const news = {
    same: [1, { a: 1 }],
    deep: { text: "y", list: [1, { b: 2 }], "key.with dot": 2 },
    token: secret("new"),
    fresh: {},
  };
  const update = { kind: "update", inputDiff: true };
  expect(detailedDiff(olds, news)).toEqual({
    'deep["key.with dot"]': update,
    "deep.list[1]": update,
    "deep.list[2]": { kind: "delete", inputDiff: true },
    "deep.text": update,
    fresh: { kind: "add", inputDiff: true },
    gone: { kind: "delete", inputDiff: true },
    token: update,
  });
});
