import type { Span } from "../finding";
import { toPlainText } from "./plain-text";
import { findSpans, sliceSpan } from "./spans";
import { cacheByText } from "./text-cache";

/**
 * A text in the form in which words are compared: lower case, without accents, with one separator between words. Letters are a to z, digits
 * 0 to 9, and `~` is a letter of another script. The separators are a space between words, a comma at a pause, and a full stop at the end of
 * a sentence and at both ends of the text.
 */
export interface NormalizedText {
  readonly plain: string;
  readonly original: string;
  /** Maps a span of `plain` that begins and ends with a word to the original text. */
  readonly originalSpan: (span: Span) => Span;
}

export const stop = 0x2e;
const pause = 0x2c;
export const blank = 0x20;
const foreign = 0x7e;
const dropped = 0;
const unknown = 0xff;

// Marks and invisible characters belong to the letter before them, and apostrophes are part of a word.
const isDropped = /^[\p{M}\p{Cf}\p{Lm}\p{Sk}'’`´]$/u;
const isLetter = /^[\p{L}\p{N}]$/u;
const isPause = /^[,:()[\]{}–—"«»“”\p{So}]$/u;
const isStop = /^[.!?;…¡¿\n\r\u2028\u2029。！？|•]$/u;

/** Kind of each UTF-16 unit, filled on first use. */
const kinds = new Uint8Array(0x10000).fill(unknown);

function classifyUnit(unit: number): number {
  const character = String.fromCharCode(unit);
  // Most surrogate pairs are emoji, which separate words. The second half adds nothing.
  if (unit >= 0xd800 && unit <= 0xdbff) return pause;
  if (unit >= 0xdc00 && unit <= 0xdfff) return dropped;
  if (isDropped.test(character)) return dropped;
  if (isStop.test(character)) return stop;
  if (isPause.test(character)) return pause;
  // Excludes º and ª: "nº" would become the word "no".
  if (!isLetter.test(character) || character === "º" || character === "ª") return blank;
  const base = character.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return /^[a-z0-9]$/.test(base) ? base.charCodeAt(0) : foreign;
}

/** Normalizes a text, as a person reads it, for comparison. */
export const normalize = cacheByText(normalizeSource);

function normalizeSource(original: string): NormalizedText {
  const plainText = toPlainText(original);
  const { text } = plainText;
  const characters = Buffer.allocUnsafe(text.length + 2);
  const positions = new Uint32Array(text.length + 2);
  characters[0] = stop;
  let length = 1;
  let last = stop;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    let kind = kinds[unit] ?? unknown;
    if (kind === unknown) kind = kinds[unit] = classifyUnit(unit);
    if (kind === dropped) continue;
    if (kind > pause && kind !== stop) {
      positions[length] = at;
      characters[length++] = last = kind;
    } else if (last === blank || last === pause || last === stop) {
      // The strongest of several separators wins.
      if (kind > last) characters[length - 1] = last = kind;
    } else {
      positions[length] = at;
      characters[length++] = last = kind;
    }
  }
  if (last === blank || last === pause) characters[length - 1] = stop;
  else if (last !== stop) {
    positions[length] = text.length;
    characters[length++] = stop;
  }
  return {
    plain: characters.toString("latin1", 0, length),
    original,
    originalSpan: ({ start, end }) =>
      plainText.sourceSpan({ start: positions[start] ?? 0, end: positions[end] ?? text.length }),
  };
}

// More than any script uses. Normalization sorts the marks of a letter in quadratic time.
const maxMarks = 30;
const marks = String.raw`\p{M}{1,${maxMarks}}(?!\p{M})`;

/** Matches a letter with combining marks, or the parts of a Hangul syllable with the marks that follow. */
export const composable = new RegExp(
  [
    String.raw`[\u1100-\u1112][\u1161-\u1175][\u11A8-\u11C2]?(?:${marks})?`,
    String.raw`[\uAC00-\uD7A3][\u11A8-\u11C2](?:${marks})?`,
    String.raw`\P{M}${marks}`,
  ].join("|"),
  "gu",
);

/**
 * Finds letters in several characters for which Unicode has a single one. Skips Unicode's composition exclusions (Hebrew points, some Indic
 * letters) and compatibility ideographs, because NFC would change how they look.
 */
export function findDecomposed(text: string): readonly Span[] {
  return findSpans(text, composable).filter((span) => {
    const piece = sliceSpan(text, span);
    return piece.normalize("NFC").length < piece.length;
  });
}
