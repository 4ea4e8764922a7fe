import fc from "fast-check";
import { pieces, told } from "../testing/checked";
import { tidyEnds } from "./tidy-ends";

test.each([
  [" Olá", " "],
  ["Olá ", " "],
  ["Hola\n", "\n"],
  ["\r\n\tHello", "\r\n\t"],
  ["Olá\u00A0", "\u00A0"],
  ["Olá\u200B\u2060", "\u200B\u2060"],
  ["\uFEFFOlá", "\uFEFF"],
  ["Hola\u3164", "\u3164"],
  ["Hello\u00AD", "\u00AD"],
])("blank space at an end of %j is found", async (text, piece) => {
  expect(await pieces(tidyEnds, text)).toEqual([piece]);
});

test.each([
  "Olá",
  "Olá  Ana\n\nTudo bem?",
  "¿Hola?",
  "❤️",
  "👨‍👩‍👧",
  "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "می‌خواهم",
  "שלום\u200F",
  "สวัสดี",
  "ﷺ",
  "नमस्ते",
  "1️⃣",
])("%j is clean and comes back as it is", async (text) => {
  expect(await pieces(tidyEnds, text)).toEqual([]);
  expect(tidyEnds.mend?.(text)).toBe(text);
});

test("both ends are told, each with its place, the name's too", async () => {
  expect(await told(tidyEnds, { name: "oi ", text: " Oi\n" })).toEqual([
    "name, characters 3 to 3: blank space behind the last word. Take it out, or let the rule do so at level remediate.",
    "text, characters 1 to 1: blank space before the first word. Take it out, or let the rule do so at level remediate.",
    "text, characters 4 to 4: blank space behind the last word. Take it out, or let the rule do so at level remediate.",
  ]);
});

test("a text of nothing but blank space is told once and not mended to nothing", async () => {
  expect(await told(tidyEnds, " \u200B\n")).toEqual([
    "text: nothing but blank space. Write a text, or leave the property out.",
  ]);
  expect(tidyEnds.mend?.(" \n")).toBe(" \n");
});

const writing = fc.string({
  unit: fc.constantFrom(
    " ",
    "\n",
    "\t",
    "\u00A0",
    "\u200B",
    "\u200D",
    "\uFE0F",
    "\uFEFF",
    "\u3164",
    "a",
    "é",
    "🎉",
    "👨‍👩‍👧",
  ),
});

test("a mended text is clean and is not mended again", async () => {
  await fc.assert(
    fc.asyncProperty(writing, async (text) => {
      const mended = tidyEnds.mend?.(`a${text}a`.slice(1)) ?? "";
      expect(await pieces(tidyEnds, mended)).toEqual([]);
      expect(tidyEnds.mend?.(mended)).toBe(mended);
    }),
  );
});
