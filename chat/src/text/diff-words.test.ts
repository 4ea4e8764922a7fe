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

/** The changes between two texts, as `-removed` and `+added`. */
function listChanges(before: string, after: string): readonly string[] {
  return diffWords(before, after)
    .filter(({ kind }) => kind !== "same")
    .map(({ kind, text }) => `${kind === "added" ? "+" : "-"}${text}`);
}

test.each([
  ["Cyrillic", "ответим за неделю", "ответим за месяц", ["-неделю", "+месяц"]],
  ["Greek", "απαντάμε σε μέρα", "απαντάμε σε μήνα", ["-μέρα", "+μήνα"]],
  ["Hebrew with points", "שָׁלוֹם לָךְ", "שָׁלוֹם לָכֶם", ["-לָךְ", "+לָכֶם"]],
  ["Arabic", "نرد خلال يوم", "نرد خلال أسبوع", ["-يوم", "+أسبوع"]],
  ["Hindi", "हम कल मिलेंगे", "हम आज मिलेंगे", ["-कल", "+आज"]],
  ["Chinese", "我们明天见", "我们今天见", ["-明", "+今"]],
  ["composed accents", "cafe\u0301 preto", "cafe\u0300 preto", ["-cafe\u0301", "+cafe\u0300"]],
  ["flags", "Oi 🇧🇷🇵🇹", "Oi 🇧🇷🇵🇱", ["-🇵🇹", "+🇵🇱"]],
  ["skin tones", "Oi 👍🏽", "Oi 👍🏿", ["-👍🏽", "+👍🏿"]],
  ["families", "👨‍👩‍👧!", "👨‍👩‍👦!", ["-👨‍👩‍👧", "+👨‍👩‍👦"]],
  ["keycaps", "1️⃣2️⃣", "1️⃣3️⃣", ["-2️⃣", "+3️⃣"]],
  [
    "amounts and times",
    "R$ 1.250,00 até 10:30",
    "R$ 1.350,00 até 10:45",
    ["-1.250,00", "+1.350,00", "-10:30", "+10:45"],
  ],
  [
    "groups of digits",
    "1'250 e 2\u00a0500 e ٣٬٥٠٠",
    "1'350 e 2\u00a0600 e ٣٬٦٠٠",
    ["-1'250", "+1'350", "-2\u00a0500", "+2\u00a0600", "-٣٬٥٠٠", "+٣٬٦٠٠"],
  ],
  ["Hebrew acronyms", 'את צה״ל או צה"ל', 'את צו״ל או צו"ל', ["-צה״ל", "+צו״ל", '-צה"ל', '+צו"ל']],
  ["soft hyphens", "aber\u00admals gut", "aber\u00admalig gut", ["-aber\u00admals", "+aber\u00admalig"]],
  ["apostrophes", "we don’t close", "we won’t close", ["-don’t", "+won’t"]],
  ["sentence ends", "Open 9.Closed", "Open 8.Closed", ["-9", "+8"]],
])("changes whole words and characters: %s", (_name, before, after, expected) => {
  expect(listChanges(before, after)).toEqual(expected);
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
