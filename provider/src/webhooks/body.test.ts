import { cutDeepParts } from "./body";

describe("cutDeepParts", () => {
  test.each<[string, unknown, number, boolean, unknown]>([
    ["a text", "a", 1, false, "a"],
    ["null", null, 1, false, null],
    ["one level", { a: 1, b: null, c: "x" }, 1, false, { a: 1, b: null, c: "x" }],
    ["a level too many", { a: { b: 1 }, c: [] }, 1, true, { a: null, c: null }],
    ["two levels of two", [{ b: 1 }, [2]], 2, false, [{ b: 1 }, [2]]],
    ["three levels of two", [{ b: { c: 1 }, d: 2 }, 3], 2, true, [{ b: null, d: 2 }, 3]],
    ["a cut before what is not", { a: { b: { c: 1 } }, d: { e: 2 } }, 2, true, { a: { b: null }, d: { e: 2 } }],
  ])("%s", (_what, value, levels, hasCut, left) => {
    expect(cutDeepParts(value, levels)).toBe(hasCut);
    expect(value).toEqual(left);
  });
});
