import fc from "fast-check";
import { pieces, told } from "../testing/checked";
import { noHiddenCharacters } from "./no-hidden-characters";

function mend(text: string): string {
  return noHiddenCharacters.mend?.(text) ?? "";
}

test.each([
  ["pro\u200Bmoção", "\u200B", "promoção"],
  ["pro\u00ADmoción", "\u00AD", "promoción"],
  ["\uFEFFHello", "\uFEFF", "Hello"],
  ["Hel\u2060lo", "\u2060", "Hello"],
  ["Olá\u0007!", "\u0007", "Olá!"],
  ["Olá\u001B[31m", "\u001B", "Olá[31m"],
])("in %j the character is found and mended", async (text, piece, mended) => {
  expect(await pieces(noHiddenCharacters, text)).toEqual([piece]);
  expect(mend(text)).toBe(mended);
});

test.each([
  ["a\u202Eb", "\u202E"],
  ["\u202A+55 11 99999-9999", "\u202A"],
  ["a\u2066b", "\u2066"],
  ["Olá\u200E!", "\u200E"],
  ["Hola\u200D", "\u200D"],
  ["He\u200Dllo", "\u200D"],
  ["He\u200Cllo", "\u200C"],
  ["👩\u200D!", "\u200D"],
  ["Olá \uFE0F", "\uFE0F"],
  ["Oi\uFE0F", "\uFE0F"],
  ["😀\uFE00\uFE01\uFE02", "\uFE00\uFE01\uFE02"],
  ["a\u{E0101}", "\u{E0101}"],
  ["Oi\u{E0048}\u{E0069}", "\u{E0048}\u{E0069}"],
  ["🏴\u{E0067}\u{E0062}\u{E007F}", "\u{E0067}\u{E0062}\u{E007F}"],
  ["\uF8FF Pay", "\uF8FF"],
  ["Oi \u0378", "\u0378"],
  ["Oi \uFFFF", "\uFFFF"],
  ["Oi \uD83D", "\uD83D"],
  ["Linha 1\u000BLinha 2", "\u000B"],
  ["Oi\u3164", "\u3164"],
  ["\uFFFCFoto", "\uFFFC"],
  ["Oi\u034F", "\u034F"],
])("in %j the character is found and stays for people to mend", async (text, piece) => {
  expect(await pieces(noHiddenCharacters, text)).toEqual([piece]);
  expect(mend(text)).toBe(text);
});

test.each([
  "Olá, João!\n\tPreço: R$ 10\r\n½ ª º",
  "¿Dónde está?",
  "It’s — fine…",
  "👨‍👩‍👧‍👦 👩🏽‍⚕️ 🏳️‍🌈 🏳️‍⚧️ 🐈‍⬛ ❤️‍🔥 ⛓️‍💥 🧑🏻‍❤️‍💋‍🧑🏿",
  "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
  "🇧🇷 1️⃣ #️⃣ ☎️ ☎︎ ℹ️ ™️ ❤️️",
  "می‌خواهم ببینم",
  "سلام\u200E 123\u200F",
  "שלום 10%\u200F",
  "क्‍ष र्‍य ക്‍",
  "ශ්‍රී ලංකා",
  "ភាសា\u200Bខ្មែរ",
  "ภาษา\u200Bไทย",
  "ᠠ\u180Eᠭ",
  "葛\u{E0100}城",
  "日本語 한국어 中文",
  "ﷺ ٪ ؀",
  "ᄀ\u1160",
  "∩\uFE00",
  "\u{1FAFE}",
])("%j is clean and comes back as it is", async (text) => {
  expect(await pieces(noHiddenCharacters, text)).toEqual([]);
  expect(mend(text)).toBe(text);
});

test("the message names the character and what may be done", async () => {
  expect(await told(noHiddenCharacters, { name: "a\u200Bb", text: "a\u202Eb" })).toEqual([
    "name, characters 2 to 2: U+200B ZERO WIDTH SPACE stands in the text, and people do not see it. Take it out, or let the rule do so at level remediate.",
    "text, characters 2 to 2: U+202E RIGHT-TO-LEFT OVERRIDE stands in the text, and people do not see it. Take it out, and look whether the text still says what it shall.",
  ]);
  for (const [text, name] of [
    ["\u{E0041}", "U+E0041 TAG CHARACTER"],
    ["\u0001", "U+0001 CONTROL CHARACTER"],
    ["\uE000", "U+E000 PRIVATE USE"],
    ["\uD800", "U+D800 HALF OF A CHARACTER"],
    ["\u0378", "U+0378 UNASSIGNED"],
    ["\uFE01", "U+FE01 VARIATION SELECTOR"],
    ["\u206A", "U+206A stands"],
  ] as const) {
    expect(await told(noHiddenCharacters, text)).toEqual([expect.stringContaining(name)]);
  }
});

const unit = fc.constantFrom(
  ..."a é \n \t \r \u0007 \u000B \u0085 \u00AD \u200B \u200C \u200D \u200E \u202E \u2060 \uFEFF \uFE0F \u{E0067} \uD83D \uDC69 👩 ❤ ก ม م क 葛 \u{116D0} 🏴󠁧󠁢󠁥󠁮󠁧󠁿 \u034F \u0301".split(
    " ",
  ),
  " ",
);

test("mending leaves nothing that it would mend, and nothing else than it found", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit, maxLength: 30 }), async (text) => {
      const mended = mend(text);
      expect(mend(mended)).toBe(mended);
      const left = await told(noHiddenCharacters, mended);
      expect(left.filter((said) => said.includes("remediate"))).toEqual([]);
      if ((await pieces(noHiddenCharacters, text)).length === 0) expect(mended).toBe(text);
    }),
    { numRuns: 2_000 },
  );
});
