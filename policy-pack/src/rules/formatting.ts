import { z } from "zod";
import { listTextFields, type TextField } from "../content";
import { describeFirst, quote, type Violation } from "../finding";
import { abbreviations, countCapitals, countEmoji } from "../text/capitals";
import { findDoubledMarkers, parseFormatting, type Marker } from "../text/formatting";
import { findUnclosedMarkers } from "../text/unclosed-markers";
import { describeSpans, removeOverlaps } from "../text/spans";
import { citeGoodPractice } from "./reference";
import { contentRule } from "./rule";

const styles: Readonly<Record<Marker, string>> = {
  "*": "bold",
  _: "italic",
  "~": "strikethrough",
  "`": "code",
  "```": "a code block",
};

interface FormattingMistake {
  readonly start: number;
  readonly end: number;
  /** Undefined for doubled markers. */
  readonly marker: Marker | undefined;
}

export const word = /^[^\s]{0,30}/;

/** Finds unclosed and doubled markers. Includes the word after a marker, so that people find it in the text. */
function findMistakes(text: string): readonly FormattingMistake[] {
  const unclosed = findUnclosedMarkers(text, parseFormatting(text).unpaired).map(
    ({ marker, start, end }): FormattingMistake => ({
      marker,
      start,
      end: end + (word.exec(text.slice(end, end + 30))?.[0].length ?? 0),
    }),
  );
  const doubled = findDoubledMarkers(text).map((span): FormattingMistake => ({ ...span, marker: undefined }));
  return removeOverlaps([...unclosed, ...doubled]);
}

export const balancedFormatting = contentRule({
  id: "whatsapp-balanced-formatting",
  description: "Formatting markers come in pairs, so that customers see formatted words instead of stray markers.",
  severity: "medium",
  reference: citeGoodPractice("WhatsApp shows a marker that is not closed as a plain character"),
  remediationSteps: "Use one marker on each side, and close it right after the last word, in the same line.",
  options: z.strictObject({}),
  check: () => (content) =>
    listTextFields(content).flatMap((field) =>
      describeSpans(field, findMistakes(field.text), (piece, { marker }) =>
        marker === undefined
          ? {
              message: `${quote(piece)} has doubled markers, and WhatsApp shows one of each pair`,
              fix: "Use one marker on each side: *bold*, _italic_, ~strikethrough~.",
            }
          : {
              message: `${quote(piece)} starts ${styles[marker]} but never ends it`,
              fix: `Put ${marker} right after the last word${marker === "```" ? "" : " in the same line"}, or remove the marker.`,
            },
      ),
    ),
});

const minLetters = 12;
const minEmoji = 4;
export const marks = /[!?¡¿！？]+/gu;

interface ShoutingLimits {
  readonly maxCapitalShare: number;
  readonly maxMarks: number;
  readonly maxEmojiShare: number;
}

function checkCapitals({ path, text }: TextField, { maxCapitalShare }: ShoutingLimits): readonly Violation[] {
  const { capitals, letters, words } = countCapitals(text, abbreviations);
  if (words < 2 || letters < minLetters || capitals / letters <= maxCapitalShare) return [];
  return [{ path, message: "most letters are capitals", fix: "Use lower case." }];
}

function checkMarks({ path, text }: TextField, { maxMarks }: ShoutingLimits): readonly Violation[] {
  return describeFirst(
    [...text.matchAll(marks)].filter(({ 0: row }) => row.length > maxMarks),
    ({ 0: row, index: start }) => ({
      path,
      span: { start, end: start + row.length },
      message: `${quote(row)} has ${row.length} punctuation marks in a row`,
      fix: "Use one.",
    }),
  );
}

function checkEmoji({ path, text }: TextField, { maxEmojiShare }: ShoutingLimits): readonly Violation[] {
  const { emoji, visible } = countEmoji(text);
  if (emoji < minEmoji || emoji / visible <= maxEmojiShare) return [];
  return [{ path, message: `${emoji} of ${visible} visible characters are emoji`, fix: "Keep one or two emoji." }];
}

const share = z.number().min(0).max(1);

export const noShouting = contentRule({
  id: "whatsapp-no-shouting",
  description: "Texts do not shout with capitals, repeated punctuation or too many emoji.",
  severity: "low",
  reference: citeGoodPractice("Shouting looks like spam, and people block the sender"),
  remediationSteps: "Use lower case, one punctuation mark per sentence, and one or two emoji.",
  options: z.strictObject({
    maxCapitalShare: share
      .default(0.6)
      .describe(
        `Maximum share of capitals among the letters of a text, from 0 to 1; default 0.6. Counts texts of at least ${minLetters} letters and two words, without known abbreviations.`,
      ),
    maxMarks: z
      .int()
      .min(1)
      .default(2)
      .describe("Maximum number of exclamation and question marks in a row; default 2."),
    maxEmojiShare: share
      .default(0.5)
      .describe(
        `Maximum share of emoji among the visible characters of a text, from 0 to 1; default 0.5. Counts texts of at least ${minEmoji} emoji.`,
      ),
  }),
  check: (limits) => (content) =>
    listTextFields(content).flatMap((field) => [
      ...checkCapitals(field, limits),
      ...checkMarks(field, limits),
      ...checkEmoji(field, limits),
    ]),
});
