import * as fc from "fast-check";
import { diffWords, type DiffPart } from "./diff-words";

function join(parts: readonly DiffPart[], without: DiffPart["kind"]): string {
  return parts
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join("");
}

test("marks the changed words only", () => {
  expect(diffWords("Paid every week, promise.", "Paid every day, promise.")).toEqual([
    { kind: "same", text: "Paid every " },
    { kind: "removed", text: "week" },
    { kind: "added", text: "day" },
    { kind: "same", text: ", promise." },
  ]);
});

test("joins changed words to phrases", () => {
  expect(diffWords("answers during business hours.", "answers within one working day.")).toEqual([
    { kind: "same", text: "answers " },
    { kind: "removed", text: "during business hours" },
    { kind: "added", text: "within one working day" },
    { kind: "same", text: "." },
  ]);
});

test("equal, empty and rewritten texts have whole parts", () => {
  expect(diffWords("a", "a")).toEqual([{ kind: "same", text: "a" }]);
  expect(diffWords("", "")).toEqual([]);
  expect(diffWords("", "new text")).toEqual([{ kind: "added", text: "new text" }]);
  const [before, after] = ["a", "b"].map((letter) => `${letter} `.repeat(3_000));
  expect(diffWords(before ?? "", after ?? "").map(({ kind }) => kind)).toEqual(["removed", "added"]);
});

test("parts contain both texts completely", () => {
  const texts = fc
    .array(fc.constantFrom("Hi", "you", " ", "\n", "é", "👩‍👩‍👧", "*", "ب", ".", "12"))
    .map((words) => words.join(""));
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const parts = diffWords(before, after);
      expect([join(parts, "added"), join(parts, "removed")]).toEqual([before, after]);
    }),
    { numRuns: 5_000 },
  );
});
