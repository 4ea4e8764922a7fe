import { describeBadId, mayBeNamed, unreadableSince, type UnreadableRow } from "./unreadable-rows";

function row(raw: unknown): UnreadableRow {
  return { position: undefined, reason: "", raw };
}
function since(before: readonly unknown[], after: readonly unknown[]): unknown[] {
  return unreadableSince(before.map(row), after.map(row)).map(({ raw }) => raw);
}

test.each([
  ["the same rows", ["a", null], [null, "a"], []],
  ["one more of the same", ["a"], ["a", "a"], ["a"]],
  ["one fewer", ["a", "a"], ["a"], []],
  ["one in the place of another", ["a"], ["b"], ["b"]],
  ["another behind the first", ["a", "b"], ["a", "c"], ["c"]],
  ["the second row, gone", ["a", "b"], ["b", "a", "b"], ["b"]],
  ["one that was nowhere, before one that was", ["a", "b"], ["c", "b", "a"], ["c"]],
])("rows since: %s", (_what, before, after, added) => {
  expect(since(before, after)).toEqual(added);
});

test("counts rows that are nested too deep for JSON", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  expect(since([deep], [deep, deep, "a"])).toEqual([deep, "a"]);
});

test.each<[string, unknown, boolean]>([
  ["its name", { name: "signup" }, true],
  ["its name with spaces around it", { name: " signup " }, true],
  ["another name, though its text", { name: "other", text: "Hello" }, false],
  ["its text and no name", { node: [{ text: "Hello" }] }, true],
  ["its name in JSON that is text", JSON.stringify({ a: { b: "signup" } }), true],
  ["another text", { text: "Other" }, false],
  ["an id alone", { id: "seq_0", sequence_id: "x" }, true],
  ["nothing", null, true],
  ["numbers", [1, { a: null }], true],
])("a row that shows %s may be the object: %p is %p", (_what, raw, expected) => {
  expect(mayBeNamed(raw, "signup", ["Hello"])).toBe(expected);
});

test.each<[unknown, string]>([
  [undefined, "it is empty"],
  [null, "it is null"],
  [[], "it is an array instead of an object"],
  [7, "it is a number instead of an object"],
  [{ id: "x" }, "its id is not 1 to 32 digits"],
  [{ id: null, sequence_id: 1.5 }, "its id is not 1 to 32 digits"],
  [{ id: null }, "it has no id"],
  [{ error: {} }, "it is an error and has no id"],
])("%p: %s", (raw, reason) => {
  expect(describeBadId(raw)).toBe(reason);
});
