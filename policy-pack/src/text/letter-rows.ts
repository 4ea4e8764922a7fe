import type { Span } from "../finding";
import { listEditsWithin, type Edit, type MappedText } from "./mapped-text";
import { findSpans, sliceSpan } from "./spans";

const between = String.raw`[ .,·•*_~|+/-]`;
const single = String.raw`\p{L}\p{M}?(?![\p{L}\p{N}\p{M}])`;
const start = String.raw`(?<![\p{L}\p{N}\p{M}])`;
/** Matches four or more single letters. */
export const letterRow = new RegExp(String.raw`${start}${single}(?:${between}{1,3}${single}){3,}`, "gu");
/** Matches the digits of a document or card, one by one. */
export const digitRow = /(?<![\p{L}\p{N}])\d(?:[ .·_*|/-]\d(?![\p{L}\p{N}])){10,18}/gu;
export const rowSeparator = /[^\p{L}\p{M}\p{N}]+/gu;

/** Names of documents and codes that are written with dots, and are too short to count as a row of letters. */
const shortNames = ["CPF", "CNH", "DNI", "NIE", "NIF", "RUT", "SSN", "PIN", "CVV", "CVC", "PIX"];
export const dottedName = new RegExp(
  `${start}(?:${shortNames.map((name) => Array.from(name).join("[ .*_-]")).join("|")})(?![\\p{L}\\p{N}\\p{M}])`,
  "giu",
);

/** Fewer single letters in a row are initials or a list: "S. A.", "U.S.A.", "a e o". */
const minLetters = 4;

/** Joins letters that the same separator pulls apart: "c.a.r.d", "s e n h a". */
export function joinLetters(source: MappedText): MappedText {
  const rows = findSpans(source.text, letterRow).flatMap((span) => listRowEdits(source.text, span));
  const joined = source.applyEdits(rows);
  const named = joined.applyEdits(listSeparators(joined.text, findSpans(joined.text, dottedName)));
  return named.applyEdits(listSeparators(named.text, findSpans(named.text, digitRow)));
}

/**
 * Removes the separators within words: those of four letters with the same separator, and all others like them. Other separators are between
 * words: "c a r d  n u m b e r".
 */
function listRowEdits(text: string, row: Span): readonly Edit[] {
  const separators = listSeparators(text, [row]).map((edit) => ({ ...edit, piece: sliceSpan(text, edit) }));
  const withinWords = new Set<string>();
  let count = 0;
  separators.forEach(({ piece }, i) => {
    count = piece === separators[i - 1]?.piece ? count + 1 : 1;
    if (count === minLetters - 1) withinWords.add(piece);
  });
  return separators.filter(({ piece }) => withinWords.has(piece));
}

function listSeparators(text: string, rows: readonly Span[]): readonly Edit[] {
  return listEditsWithin(text, rows, rowSeparator, () => "");
}
