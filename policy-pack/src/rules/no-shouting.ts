import { z } from "zod";
import { placesOf, type Place } from "../content";
import { firstTold, quoted, type Finding } from "../finding";
import { abbreviations } from "../lexicons/abbreviations";
import { capitalsOf, emojiOf } from "../text/loudness";
import { craftOn } from "./basis";
import { contentRule } from "./rule";

const fewestLetters = 12;
const fewestEmoji = 4;
export const marks = /[!?¡¿！？]+/gu;

interface Limits {
  readonly maxCapitalShare: number;
  readonly maxMarks: number;
  readonly maxEmojiShare: number;
}

function shouting({ path, text }: Place, { maxCapitalShare }: Limits): readonly Finding[] {
  const { capitals, letters, words } = capitalsOf(text, abbreviations);
  if (words < 2 || letters < fewestLetters || capitals / letters <= maxCapitalShare) return [];
  return [{ path, says: "most letters are capitals", fix: "Write it in small letters, as one speaks." }];
}

function rowsOfMarks({ path, text }: Place, { maxMarks }: Limits): readonly Finding[] {
  return firstTold(
    [...text.matchAll(marks)].filter(({ 0: row }) => row.length > maxMarks),
    ({ 0: row, index: start }) => ({
      path,
      span: { start, end: start + row.length },
      says: `${quoted(row)} is a row of ${row.length} marks`,
      fix: "One mark is enough.",
    }),
  );
}

function manyEmoji({ path, text }: Place, { maxEmojiShare }: Limits): readonly Finding[] {
  const { emoji, visible } = emojiOf(text);
  if (emoji < fewestEmoji || emoji / visible <= maxEmojiShare) return [];
  return [
    {
      path,
      says: `${emoji} of ${visible} visible characters are emoji`,
      fix: "Let words speak: keep an emoji or two.",
    },
  ];
}

const share = z.number().min(0).max(1);

export const noShouting = contentRule({
  id: "whatsapp-no-shouting",
  description: "No text shouts, by capitals, rows of marks or heaps of emoji.",
  severity: "low",
  basis: craftOn("What shouts looks like spam, and people block it"),
  steps: "Write in small letters, end a sentence with one mark, and keep an emoji or two.",
  options: z.strictObject({
    maxCapitalShare: share
      .default(0.6)
      .describe(
        `Share of capitals among the letters of a text of at least ${fewestLetters} letters and two words, from 0 to 1, above which it shouts; default 0.6. Known abbreviations do not count.`,
      ),
    maxMarks: z
      .int()
      .min(1)
      .default(2)
      .describe("How many exclamation and question marks may stand in a row; default 2."),
    maxEmojiShare: share
      .default(0.5)
      .describe(
        `Share of emoji among the visible characters of a text of at least ${fewestEmoji} emoji, from 0 to 1, above which they are too many; default 0.5.`,
      ),
  }),
  check: (limits) => (content) =>
    placesOf(content).flatMap((place) => [
      ...shouting(place, limits),
      ...rowsOfMarks(place, limits),
      ...manyEmoji(place, limits),
    ]),
});
