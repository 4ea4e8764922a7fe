import { coversKey, keepOldValues, parsePath } from "./property-path";

test.each([
  ["root", ["root"]],
  ["root.nested", ["root", "nested"]],
  ["root[0].name", ["root", 0, "name"]],
  ['root["a.b"].c', ["root", "a.b", "c"]],
  ['root["say \\"x\\""].c', ["root", 'say "x"', "c"]],
  ['root["back\\slash"].c', ["root", "back\\slash", "c"]],
  ["root.*.c", ["root", "*", "c"]],
  ["root[*].c", ["root", "*", "c"]],
])("parses the property path %s", (text, segments) => {
  expect(parsePath(text)).toEqual(segments);
});

test("resets ignored properties to their old value, or to none", () => {
  const newInputs = { text: "new", added: 1, same: true };
  const oldInputs = { text: "old", lost: 2, same: true };
  expect(keepOldValues(newInputs, oldInputs, ["text", "added", "lost"])).toEqual({ text: "old", lost: 2, same: true });
});

test("resets nested and list values one by one", () => {
  const newInputs = {
    list: [
      { a: 1, b: 1 },
      { a: 2, b: 2 },
    ],
    deep: { x: 1, y: 1 },
  };
  const oldInputs = {
    list: [
      { a: 8, b: 8 },
      { a: 9, b: 9 },
    ],
    deep: { x: 7, y: 7 },
  };
  expect(keepOldValues(newInputs, oldInputs, ["list[1].a", "deep.x"])).toEqual({
    list: [
      { a: 1, b: 1 },
      { a: 9, b: 2 },
    ],
    deep: { x: 7, y: 1 },
  });
  expect(keepOldValues(newInputs, oldInputs, ["list[*].a"])).toEqual({
    ...newInputs,
    list: [
      { a: 8, b: 1 },
      { a: 9, b: 2 },
    ],
  });
});

test("a path covers its top-level property, a star covers all", () => {
  expect(coversKey(["text"], "text")).toBe(true);
  expect(coversKey(["text"], "other")).toBe(false);
  expect(coversKey(["*"], "#initerror")).toBe(true);
});
