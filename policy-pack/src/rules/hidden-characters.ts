import { z } from "zod";
import { allFields, listTextFields, type TextField } from "../content";
import { quote, type Violation } from "../finding";
import { findHidden, findVisibleSpan } from "../text/hidden";
import { nameCharacter } from "../text/hidden-names";
import { findFancyLetters, findImitations } from "../text/mixed-scripts";
import { findDecomposed } from "../text/normalize";
import { describeSpans, replaceSpans } from "../text/spans";
import { citeGoodPractice } from "./reference";
import { contentRule } from "./rule";

function checkEnds({ path, text }: TextField): readonly Violation[] {
  const { start, end } = findVisibleSpan(text);
  if (start === end) {
    return [{ path, message: "the text is blank", fix: "Write a text, or remove the property." }];
  }
  return [
    ...(start === 0 ? [] : [{ path, span: { start: 0, end: start }, message: "whitespace before the text" }]),
    ...(end === text.length
      ? []
      : [{ path, span: { start: end, end: text.length }, message: "whitespace after the text" }]),
  ];
}

export const noSurroundingWhitespace = contentRule({
  id: "whatsapp-no-surrounding-whitespace",
  description: "Texts do not begin or end with spaces, line breaks or invisible characters.",
  severity: "low",
  reference: citeGoodPractice(
    "Surrounding whitespace comes from copying, shows as empty lines and makes equal texts differ",
  ),
  remediationSteps: "Remove the whitespace, or set the rule's enforcement level to remediate.",
  options: z.strictObject({}),
  readsFullText: true,
  check: () => (content) => listTextFields(content, allFields).flatMap(checkEnds),
  remediate: (text) => {
    const { start, end } = findVisibleSpan(text);
    // A blank text stays as it is: the rest would be empty.
    return start === end ? text : text.slice(start, end);
  },
});

export const unicodeNfc = contentRule({
  id: "whatsapp-unicode-nfc",
  description: "Accented letters are single characters (Unicode normalization form C).",
  severity: "low",
  reference: citeGoodPractice(
    "A letter and a separate accent look right, but search, length and comparison treat them as different",
  ),
  remediationSteps: "Type the letters again, or set the rule's enforcement level to remediate.",
  options: z.strictObject({}),
  check: () => (content) =>
    listTextFields(content, allFields).flatMap((field) =>
      describeSpans(
        field,
        findDecomposed(field.text),
        (piece) => `${quote(piece)} consists of ${Array.from(piece).length} characters instead of one`,
      ),
    ),
  remediate: (text) => replaceSpans(text, findDecomposed(text), (piece) => piece.normalize("NFC")),
});

export const noHiddenCharacters = contentRule({
  id: "whatsapp-no-hidden-characters",
  description: "Texts contain no invisible characters, except those that emoji and scripts need.",
  severity: "medium",
  reference: citeGoodPractice("A text contains only what people see: nothing hidden, reversed or undefined"),
  remediationSteps: "Remove the character, or type the words again.",
  notes:
    "At `remediate` the rule removes the characters that change nothing people see: zero width spaces, byte order marks, word joiners, soft hyphens and control characters.",
  options: z.strictObject({}),
  check: () => (content) =>
    listTextFields(content, allFields).flatMap((field) =>
      describeSpans(field, findHidden(field.text), (piece, { isSafeToRemove }) => ({
        message: `the text contains the invisible character ${nameCharacter(piece)}`,
        fix: isSafeToRemove
          ? "Remove it, or set the rule's enforcement level to remediate."
          : "Remove it and check that the text still reads as intended.",
      })),
    ),
  remediate: (text) =>
    replaceSpans(
      text,
      findHidden(text).filter(({ isSafeToRemove }) => isSafeToRemove),
      () => "",
    ),
});

export const noMixedScripts = contentRule({
  id: "whatsapp-no-mixed-scripts",
  description: "Words contain neither lookalike letters of another script nor symbols that look like letters.",
  severity: "medium",
  reference: citeGoodPractice("Lookalike letters suggest fraud and break search, and screen readers skip them"),
  remediationSteps: "Type the word again on a keyboard of its language.",
  options: z.strictObject({
    fancyLetters: z.boolean().default(true).meta({
      description:
        "True to also report words in mathematical, circled or full-width letters. Screen readers spell them out or skip them.",
    }),
  }),
  check:
    ({ fancyLetters }) =>
    (content) =>
      listTextFields(content, allFields).flatMap((field) => [
        ...describeSpans(
          field,
          findImitations(field.text),
          (piece) => `${quote(piece)} mixes lookalike letters of two scripts`,
        ),
        ...describeSpans(field, fancyLetters ? findFancyLetters(field.text) : [], (piece) => ({
          message: `${quote(piece)} is written in symbols that look like letters`,
          fix: "Use ordinary letters, and *bold* or _italic_ for emphasis.",
        })),
      ]),
});
