import type { Span } from "../finding";
import { isToBeFilledIn } from "./placeholder-words";
import { apart, matches, pieceOf } from "./stretches";

function either(...parts: readonly string[]) {
  return parts.join("|");
}

/** What is a placeholder wherever it stands. */
export const marked = new RegExp(
  either(
    String.raw`\b(?:FIXME|TBD)\b`,
    // Todo is also a word: "TODO INCLUIDO", "TODO dia". A note begins a line or stands in brackets.
    String.raw`(?<=^|[[(<#/] ?)TODO(?= ?[:\])>]|$)`,
    String.raw`\b[Ll]orem [Ii]psum\b`,
    String.raw`\{\{[^{}]{0,60}\}\}`,
    String.raw`\$\{[A-Za-z_][^{}]{0,60}\}`,
    String.raw`\[object [A-Z][A-Za-z]{0,30}\]`,
  ),
  "gmu",
);

// What Pulumi makes of an Output that is joined to a text.
export const joinedOutput = /Calling \[toString\] on an \[Output<T>\][^.]{0,80}/g;
// Of printf and of Python; "100% sim" and "100 %s" are none.
export const printf = /(?<![\p{L}\p{N}%]|\d\s)%(?:\d\$|\([A-Za-z_]\w{0,30}\))?[sd](?![\p{L}\p{N}])/gu;

/** Letters X in the place of figures or a name, but for those that may be Roman numerals or sizes. */
export const crossed = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${either(
    String.raw`\(XX\)[ ]?X{4,5}[- ]?X{4}`,
    String.raw`XX([/.\-])XX(?:\1XX(?:XX)?)?`,
    String.raw`XX:XX`,
    String.raw`(?<=[$€£] ?)X{1,3}(?:\.XXX)?(?:,XX)?`,
    String.raw`X{4,60}(?:-X{4})?`,
  )})(?![\p{L}\p{N}])`,
  "gu",
);

// Thirty, or a name that was left out.
export const threeCrosses = /(?<![\p{L}\p{N}])XXX(?![\p{L}\p{N}])/gu;

export const bracketed = /\[[^[\]<>{}\n]{2,40}\]|<[^[\]<>{}\n]{2,40}>|\{[^[\]<>{}\n]{2,40}\}/g;
export const inCapitals = /^\p{Lu}[\p{Lu}\p{N}_ -]{0,30}[\p{Lu}\p{N}]$/u;

/** A value that a program did not have. */
export const valueless = /(?<![\p{L}\p{N}_.-])(?:undefined|null|NaN)(?![\p{L}\p{N}_-])/gu;
export const leadsToValue =
  /(?:[:#$€£(]|(?<!\p{L})(?:ol[áa]|oi|hola|hi|hello|hey|dear|welcome|bem-vind[oa]|bienvenid[oa]|prezad[oa]|querid[oa]|estimad[oa]|sr|sra|bom dia|boa tarde|boa noite|buen día|buenos días|buenas tardes|buenas noches|good morning),?)\s?$/iu;
export const endsAfterValue = /^\s?(?:$|[\n,!?;:)]|\.(?:\s|$)|\p{Extended_Pictographic})/u;
export const speaksOfValue =
  /(?<!\p{L})(?:the|an?|is|are|was|were|be|as|or|and|remains|returns?|not|é|es|está|são|son|ser)\s?$/iu;
export const isLegalTerm = /^ and void\b/;

function isInAngles(piece: string): boolean {
  return piece.startsWith("<");
}

/** Whether a program left this word. Prose such as "null and void" or "the date is undefined" did not come from one. */
function isLeft(text: string, span: Span): boolean {
  if (pieceOf(text, span) === "NaN") return true;
  const before = text.slice(Math.max(0, span.start - 24), span.start);
  const after = text.slice(span.end, span.end + 12);
  if (isLegalTerm.test(after)) return false;
  return leadsToValue.test(before) || (endsAfterValue.test(after) && !speaksOfValue.test(before));
}

/** The placeholders of a text, from the first to the last. */
export function placeholdersIn(text: string): readonly Span[] {
  const isBracketed = (span: Span): boolean => {
    const piece = pieceOf(text, span);
    const inner = piece.slice(1, -1);
    // "<<OFERTA>>" adorns.
    return isToBeFilledIn(inner) || (isInAngles(piece) && text[span.start - 1] !== "<" && inCapitals.test(inner));
  };
  return apart([
    ...matches(text, marked),
    ...matches(text, joinedOutput),
    ...matches(text, printf),
    ...matches(text, crossed),
    ...matches(text, threeCrosses).filter(({ start }) => leadsToValue.test(text.slice(Math.max(0, start - 24), start))),
    ...matches(text, bracketed).filter(isBracketed),
    ...matches(text, valueless).filter((span) => isLeft(text, span)),
  ]);
}
