import type { Span } from "../finding";
import { isPlaceholderText } from "./placeholder-words";
import { removeOverlaps, findSpans, sliceSpan } from "./spans";

function alternatives(...parts: readonly string[]) {
  return parts.join("|");
}

/** Matches text that is always a placeholder. */
export const alwaysPlaceholder = new RegExp(
  alternatives(
    String.raw`\b(?:FIXME|TBD)\b`,
    // Todo is also a word: "TODO INCLUIDO", "TODO dia". A note begins a line or a bracket.
    String.raw`(?<=^|[[(<#/] ?)TODO(?= ?[:\])>]|$)`,
    String.raw`\b[Ll]orem [Ii]psum\b`,
    String.raw`\{\{[^{}]{0,60}\}\}`,
    String.raw`\$\{[A-Za-z_][^{}]{0,60}\}`,
    String.raw`\[object [A-Z][A-Za-z]{0,30}\]`,
  ),
  "gmu",
);

// Pulumi's text for an Output that a program joins to a string.
export const joinedOutput = /Calling \[toString\] on an \[Output<T>\][^.]{0,80}/g;
// Placeholders of printf and Python. "100% sim" and "100 %s" are not.
export const printf = /(?<![\p{L}\p{N}%]|\d\s)%(?:\d\$|\([A-Za-z_]\w{0,30}\))?[sd](?![\p{L}\p{N}])/gu;

/** Matches letters X instead of digits or a name, except Roman numerals and sizes. */
export const lettersX = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${alternatives(
    String.raw`\(XX\)[ ]?X{4,5}[- ]?X{4}`,
    String.raw`XX([/.\-])XX(?:\1XX(?:XX)?)?`,
    String.raw`XX:XX`,
    String.raw`(?<=[$€£] ?)X{1,3}(?:\.XXX)?(?:,XX)?`,
    String.raw`X{4,60}(?:-X{4})?`,
  )})(?![\p{L}\p{N}])`,
  "gu",
);

// The Roman numeral 30, or a missing name.
export const threeLettersX = /(?<![\p{L}\p{N}])XXX(?![\p{L}\p{N}])/gu;

export const bracketed = /\[[^[\]<>{}\n]{2,40}\]|<[^[\]<>{}\n]{2,40}>|\{[^[\]<>{}\n]{2,40}\}/g;
export const inCapitals = /^\p{Lu}[\p{Lu}\p{N}_ -]{0,30}[\p{Lu}\p{N}]$/u;

/** Matches a value that a program did not have. */
export const missingValue = /(?<![\p{L}\p{N}_.-])(?:undefined|null|NaN)(?![\p{L}\p{N}_-])/gu;
export const valueContextBefore =
  /(?:[:#$€£(]|(?<!\p{L})(?:ol[áa]|oi|hola|hi|hello|hey|dear|welcome|bem-vind[oa]|bienvenid[oa]|prezad[oa]|querid[oa]|estimad[oa]|sr|sra|bom dia|boa tarde|boa noite|buen día|buenos días|buenas tardes|buenas noches|good morning),?)\s?$/iu;
export const valueContextAfter = /^\s?(?:$|[\n,!?;:)]|\.(?:\s|$)|\p{Extended_Pictographic})/u;
export const proseBeforeValue =
  /(?<!\p{L})(?:the|an?|is|are|was|were|be|as|or|and|remains|returns?|not|é|es|está|são|son|ser)\s?$/iu;
export const isLegalTerm = /^ and void\b/;

function isInAngles(piece: string): boolean {
  return piece.startsWith("<");
}

/** True if a program produced this word. "null and void" and "the date is undefined" are prose. */
function isLeftByProgram(text: string, span: Span): boolean {
  if (sliceSpan(text, span) === "NaN") return true;
  const before = text.slice(Math.max(0, span.start - 24), span.start);
  const after = text.slice(span.end, span.end + 12);
  if (isLegalTerm.test(after)) return false;
  return valueContextBefore.test(before) || (valueContextAfter.test(after) && !proseBeforeValue.test(before));
}

/** Finds the placeholders of a text, in order. */
export function findPlaceholders(text: string): readonly Span[] {
  const isBracketed = (span: Span): boolean => {
    const piece = sliceSpan(text, span);
    const inner = piece.slice(1, -1);
    // "<<OFERTA>>" is decoration.
    return isPlaceholderText(inner) || (isInAngles(piece) && text[span.start - 1] !== "<" && inCapitals.test(inner));
  };
  return removeOverlaps([
    ...findSpans(text, alwaysPlaceholder),
    ...findSpans(text, joinedOutput),
    ...findSpans(text, printf),
    ...findSpans(text, lettersX),
    ...findSpans(text, threeLettersX).filter(({ start }) =>
      valueContextBefore.test(text.slice(Math.max(0, start - 24), start)),
    ),
    ...findSpans(text, bracketed).filter(isBracketed),
    ...findSpans(text, missingValue).filter((span) => isLeftByProgram(text, span)),
  ]);
}
