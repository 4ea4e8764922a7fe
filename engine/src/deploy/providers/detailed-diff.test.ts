import { detailedDiff } from "./detailed-diff";
import { makeSecretValue } from "../../state/property-value";

test("names each difference by its full property path", () => {
  const oldInputs = {
    same: [1, { a: 1 }],
    deep: { text: "x", list: [1, 2, 3], "key.with dot": 1 },
    token: makeSecretValue("old"),
    gone: true,
    empty: null,
  };
  const newInputs = {
    same: [1, { a: 1 }],
    deep: { text: "y", list: [1, { b: 2 }], "key.with dot": 2 },
    token: makeSecretValue("new"),
    fresh: {},
  };
  const update = { kind: "update", inputDiff: true };
  expect(detailedDiff(oldInputs, newInputs)).toEqual({
    'deep["key.with dot"]': update,
    "deep.list[1]": update,
    "deep.list[2]": { kind: "delete", inputDiff: true },
    "deep.text": update,
    fresh: { kind: "add", inputDiff: true },
    gone: { kind: "delete", inputDiff: true },
    token: update,
  });
});
