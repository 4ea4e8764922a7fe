import fc from "fast-check";
import { pieces, told } from "../testing/checked";
import { nfc } from "./nfc";

function mend(text: string): string {
  return nfc.mend?.(text) ?? "";
}

test.each([
  ["Promoça\u0303o", "a\u0303"],
  ["man\u0303ana", "n\u0303"],
  ["cafe\u0301", "e\u0301"],
  ["Vie\u0323\u0302t", "e\u0323\u0302"],
  ["\u1112\u1161\u11ABguk", "\u1112\u1161\u11AB"],
  ["하\u11AB", "하\u11AB"],
  ["か\u3099", "か\u3099"],
  ["и\u0306", "и\u0306"],
])("in %j the letter in parts is found and mended", async (text, piece) => {
  expect(await pieces(nfc, text)).toEqual([piece]);
  expect(mend(text)).toBe(text.normalize("NFC"));
});

test.each([
  "Promoção de verão",
  "¿Mañana?",
  "Café",
  "नमस्ते क़",
  "שָׁלוֹם",
  "שׁ",
  "مَرْحَبًا",
  "สวัสดีครับ",
  "Việt Nam",
  "福田",
  "Å Ω K",
  "❤️ 1️⃣ 👩‍⚕️",
  "q\u0303",
  `a${"\u0301\u0323".repeat(40)}`,
])("%j is clean and comes back as it is", async (text) => {
  expect(await pieces(nfc, text)).toEqual([]);
  expect(mend(text)).toBe(text);
});

test("the first places are told and the rest is counted", async () => {
  const said = await told(nfc, "a\u0303".repeat(100));
  expect(said).toHaveLength(6);
  expect(said[0]).toBe(
    'text, characters 1 to 2: "a\u0303" is written in 2 characters where one is meant. Type it anew, or let the rule mend it at level remediate.',
  );
  expect(said[5]).toContain("95 more of the same");
});

const unit = fc.constantFrom(
  ..."a e n q ã \u0301 \u0303 \u0323 \u0302 \u093C क क़ ש \u05C1 \u1100 \u1161 \u11A8 가 \u3099 か \u0BC6 \u0BBE \uFE0F 👩 \u{1D15E} \u0344".split(
    " ",
  ),
);

test("a mended text is clean, is not mended again, and is the same text to Unicode", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit, maxLength: 40 }), async (text) => {
      const mended = mend(text);
      expect(await pieces(nfc, mended)).toEqual([]);
      expect(mend(mended)).toBe(mended);
      expect(mended.normalize("NFC")).toBe(text.normalize("NFC"));
      if ((await pieces(nfc, text)).length === 0) expect(mended).toBe(text);
    }),
    { numRuns: 2_000 },
  );
});
