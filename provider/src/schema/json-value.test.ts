import * as fc from "fast-check";
import { runInNewContext } from "node:vm";
import { differences, jsonProblems, listObjects, projectOnto } from "./json-value";

const anyJson = fc.jsonValue({ maxDepth: 4 });

describe("differences", () => {
  test.each([
    ["the same", { a: [1, "b"] }, { a: [1, "b"] }, []],
    ["keys that were added", { a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 }, []],
    ["an id answered as text", { page_id: 12 }, { page_id: "12" }, []],
    ["a flag answered as text", { flag: true }, { flag: "true" }, []],
    ["JSON kept as a text of it", { welcome: { text: "Hi" } }, { welcome: '{"text":"Hi","v":2}' }, []],
    ["JSON text read back as its value", { welcome: '{"text":"Hi"}' }, { welcome: { text: "Hi" } }, []],
    [
      "null and empty values, which are ignored",
      { a: null, b: "", c: [], d: {} },
      { a: 1, b: 2, c: [3], d: { e: 4 } },
      [],
    ],
    ["another text", { a: { b: "x" } }, { a: { b: "y" } }, ["spec.a.b"]],
    ["a key that is missing", { a: { b: "x" } }, { a: {} }, ["spec.a.b"]],
    ["a list of another length", { a: ["x"] }, { a: ["x", "y"] }, ["spec.a"]],
    ["an element of a list", { a: ["x", "y"] }, { a: ["x", "z"] }, ["spec.a[1]"]],
    ["a text where an object belongs", { a: { b: 1 } }, { a: "no JSON" }, ["spec.a"]],
    ["a scalar where there is none", { a: 1 }, { a: null }, ["spec.a"]],
    ["a list with the text", { a: "x" }, { a: ["x"] }, ["spec.a"]],
    ["the text of a list", { a: ["x"] }, { a: "x" }, ["spec.a"]],
    ["another notation of a number in a text", { a: "1.0" }, { a: "1" }, ["spec.a"]],
    ["another notation of JSON in a text", { a: '{"b":1}' }, { a: '{"b": 1}' }, ["spec.a"]],
    ["a value where a text is", { a: "null" }, { a: null }, ["spec.a"]],
    ["objects without content, which are ignored", { a: { b: [null, { c: "" }] } }, {}, []],
    ["an object with some content", { a: { b: null, c: "x" } }, {}, ["spec.a"]],
    ["a key that is no name", { "odd key": "x" }, {}, ['spec["odd key"]']],
    ["a key of every object", { constructor: "x" }, {}, ["spec.constructor"]],
  ])("%s", (_what, wanted, held, paths) => {
    expect(differences(wanted, held, "spec")).toEqual(paths);
  });

  test("ignore added keys", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anyJson), anyJson, (value, added) => {
        expect(differences(value, { ...value, added_by_meta: added }, "")).toEqual(
          differences(value["added_by_meta"], added, ".added_by_meta"),
        );
      }),
    );
  });
});

describe("projectOnto", () => {
  test("omits additions, shows differences and keeps missing paths", () => {
    expect(projectOnto({ a: 1, b: { c: "x", d: "y" } }, { a: 2, b: { c: "x", e: 1 }, f: 3 })).toEqual({
      a: 2,
      b: { c: "x", d: null },
    });
    expect(projectOnto({ b: { d: null } }, { b: { d: "y" } })).toEqual({ b: { d: "y" } });
    expect(projectOnto({ list: [{ a: 1 }] }, { list: [{ a: 1, b: 2 }, { c: 3 }] })).toEqual({
      list: [{ a: 1 }, { c: 3 }],
    });
    expect(projectOnto({ id: 12 }, { id: "12" })).toEqual({ id: 12 });
    expect(projectOnto({ a: "" }, { a: "x" })).toEqual({ a: "" });
    expect(projectOnto({ a: { b: 1 } }, undefined)).toBeNull();
    expect(projectOnto({ a: [1] }, { a: "x" })).toEqual({ a: "x" });
    expect(projectOnto({ a: "x" }, { a: [1] })).toEqual({ a: [1] });
    expect(projectOnto({ a: [], b: {} }, { a: [1], b: { c: 1 } })).toEqual({ a: [], b: {} });
  });

  test("returns the wanted value if nothing differs", () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(differences(value, projectOnto(value, value), "")).toEqual([]);
      }),
    );
  });
});

test("objects without a prototype and of other realms are plain JSON", () => {
  const foreign: unknown = runInNewContext('({ a: { b: "x" } })');
  expect(jsonProblems([Object.create(null), foreign], "spec")).toEqual([]);
});

test("a bigint with too many digits is named as such", () => {
  expect(jsonProblems(2n ** 60n, "spec")).toEqual([{ path: "spec", reason: expect.stringContaining("more digits") }]);
});

test("lists the objects of a list", () => {
  expect(listObjects([{ a: 1 }, null, [2], "x", {}])).toEqual([{ a: 1 }, {}]);
  expect(listObjects({ a: 1 })).toEqual([]);
  expect(listObjects(undefined)).toEqual([]);
});

test("reports every value that JSON cannot represent, with its path", () => {
  const odd = {
    long: 12345678901234567000,
    nan: Number.NaN,
    half: "\ud800",
    run: () => undefined,
    list: [new Map(), 1n, undefined],
    left: undefined,
    ["odd key"]: Symbol("x"),
    fine: [true, null, 0.5, "x"],
  };
  expect(jsonProblems(JSON.parse('{"__proto__":1,"a":{"constructor":2}}'), "spec").map(({ path }) => path)).toEqual([
    'spec["__proto__"]',
    'spec.a["constructor"]',
  ]);
  expect(jsonProblems(odd, "spec").map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
    "spec.long: has more digits than a number can keep; write it as a string in quotes",
    "spec.nan: is not a number that JSON supports",
    "spec.half: has half of a surrogate pair; write the whole character (UTF-16)",
    "spec.run: is a function, which JSON does not support; use strings, numbers, arrays and objects",
    "spec.list[0]: is an object of a class, which JSON does not support; use strings, numbers, arrays and objects",
    "spec.list[1]: is a bigint, which JSON does not support; use strings, numbers, arrays and objects",
    "spec.list[2]: is undefined, which JSON does not support; use strings, numbers, arrays and objects",
    'spec["odd key"]: is a symbol, which JSON does not support; use strings, numbers, arrays and objects',
  ]);
});

test("rejects a value that is nested too deep without traversing it", () => {
  const nestArrays = (levels: number): unknown => JSON.parse(`${"[".repeat(levels)}${"]".repeat(levels)}`);
  expect(jsonProblems(nestArrays(50), "spec")).toEqual([]);
  expect(jsonProblems(nestArrays(5_000), "spec")).toEqual([
    { path: `spec${"[0]".repeat(50)}`, reason: "is nested deeper than 50 levels" },
  ]);
});

test.each([
  ['{"a":1}', null],
  ["no JSON", { a: 1 }],
  [["a"], { a: 1 }],
])("%j and %j differ as a whole", (value, other) => {
  expect(differences(value, other, "x")).toStrictEqual(["x"]);
});
