import { told } from "../testing/checked";
import { textLength } from "./text-length";

test("texts at the limits are clean, one character more is told with count and limit", async () => {
  expect(
    await told(textLength, {
      text: "a".repeat(300),
      autofill: "b".repeat(256),
      iceBreakers: Array<string>(4).fill("c".repeat(80)),
    }),
  ).toEqual([]);
  expect(
    await told(textLength, { text: "a".repeat(301), autofill: "b".repeat(257), iceBreakers: ["Oi", "c".repeat(81)] }),
  ).toEqual([
    "text: 301 characters where at most 300 are shown safely. Shorten it by 1 characters.",
    "autofillMessage.content: 257 characters where at most 256 are shown safely. Shorten it by 1 characters.",
    "iceBreakers[1].title: 81 characters where at most 80 are shown safely. Shorten it by 1 characters.",
  ]);
});

test.each(["👨‍👩‍👧‍👦", "🇧🇷", "é", "ção", "ñ", "한", "नि", "👍🏽"])("%j is counted as people count", async (character) => {
  const length = [...new Intl.Segmenter().segment(character)].length;
  expect(await told(textLength, character.repeat(Math.floor(300 / length)))).toEqual([]);
  expect(await told(textLength, character.repeat(Math.floor(300 / length) + 1))).toEqual([
    expect.stringContaining("30"),
  ]);
});

test("a fifth ice breaker is told, whether its text is known or not", async () => {
  expect(await told(textLength, { iceBreakers: ["a", undefined, "c", "d", "e"] })).toEqual([
    "iceBreakers: 5 ice breakers where at most 4 are shown safely. Keep the questions that people ask most.",
  ]);
});

test("a greeting of fifteen lines is clean, one of sixteen is told, however its lines end", async () => {
  expect(await told(textLength, "a\n".repeat(14) + "a")).toEqual([]);
  for (const end of ["\n", "\r\n", "\u2028"]) {
    expect(await told(textLength, `a${end}`.repeat(15) + "a")).toEqual([
      "text: 16 lines where at most 15 are read at a glance. Keep what people need first.",
    ]);
  }
});

test("options move the limits", async () => {
  const limits = { maxText: 2, maxIceBreaker: 2, maxIceBreakers: 1, maxAutofill: 2, maxLines: 1 };
  expect(await told(textLength, { text: "a\nb", autofill: "olá", iceBreakers: ["Hola", "Oi"] }, limits)).toHaveLength(
    5,
  );
  expect(await told(textLength, "a".repeat(4_000), { maxText: 4_096 })).toEqual([]);
});

test.each([{ maxText: 0 }, { maxText: 4_097 }, { maxLines: 1.5 }, { maxTexts: 1 }])("%j is refused", (limits) => {
  expect(() => textLength.with(limits, { now: () => new Date(0) })).toThrow();
});

test("what is far too long is counted roughly", async () => {
  expect(await told(textLength, "é".repeat(5_000))).toEqual([
    "text: about 5000 characters where at most 300 are shown safely. Shorten it by about 4700 characters.",
  ]);
});

test("the name has no limit", async () => {
  expect(await told(textLength, { name: "a".repeat(1_000) })).toEqual([]);
});

test("UTF-16 units and bytes are counted where their limits are set", async () => {
  const text = "Olá 👨‍👩‍👧";
  expect(await told(textLength, text)).toEqual([]);
  expect(await told(textLength, text, { maxUtf16Units: 12, maxBytes: 23 })).toEqual([]);
  expect(await told(textLength, text, { maxUtf16Units: 11, maxBytes: 22 })).toEqual([
    "text: 12 UTF-16 units where at most 11 are allowed. Shorten it; emoji and letters with accents take more than one.",
    "text: 23 bytes of UTF-8 where at most 22 are allowed. Shorten it; emoji and letters with accents take more than one.",
  ]);
});
