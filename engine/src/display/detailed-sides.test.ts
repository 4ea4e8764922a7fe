import type { StepEventMetadata } from "@pulumi/pulumi/automation";
import { detailedSides } from "./detailed-sides";

type Properties = Readonly<Record<string, unknown>>;

function sidesOf(before: Properties, after: Properties, paths: readonly string[], isRefresh = false) {
  const detailedDiff = Object.fromEntries(paths.map((path) => [path, { diffKind: "update", inputDiff: false }]));
  const step = {
    old: { inputs: {}, outputs: before },
    new: { inputs: after, outputs: { text: "read" } },
    detailedDiff,
  };
  return detailedSides(step as unknown as StepEventMetadata, isRefresh);
}

test.each<[string, readonly string[], Properties, Properties]>([
  ["a top-level property", ["text"], { text: "a" }, { text: "b" }],
  ["a property inside a list", ["parts[1].label"], { parts: [, { label: "y" }] }, { parts: [, { label: "z" }] }],
  ["several properties of one map", ["deep.a", "deep.b"], { deep: { a: 1, b: 1 } }, { deep: { a: 2 } }],
  ["a list that only one side has", ["fresh[0].label"], {}, { fresh: [{ label: "x" }, { label: "y" }] }],
  ["a quoted key", ['deep["with.dot"]'], { deep: { "with.dot": 1 } }, { deep: { "with.dot": 2 } }],
  ["a text that is no path", ["no path["], { "no path[": 1 }, { "no path[": 2 }],
])("keeps %s", (_case, paths, before, after) => {
  const old = {
    ...{ text: "a", same: 1, parts: [{ label: "x" }, { label: "y", size: 1 }], "no path[": 1 },
    deep: { a: 1, b: 1, c: 1, "with.dot": 1 },
  };
  const fresh = {
    ...{ text: "b", same: 1, parts: [{ label: "x" }, { label: "z", size: 1 }], "no path[": 2 },
    ...{ deep: { a: 2, c: 1, "with.dot": 2 }, fresh: [{ label: "x" }, { label: "y" }] },
  };
  expect(sidesOf(old, fresh, paths)).toEqual([before, after]);
});

test("a refresh compares outputs", () => {
  expect(sidesOf({ text: "a" }, { text: "b" }, ["text"], true)).toEqual([{ text: "a" }, { text: "read" }]);
});

test("a step without detailed diff is not restricted", () => {
  expect(detailedSides({ op: "update" } as StepEventMetadata, false)).toBeUndefined();
});
