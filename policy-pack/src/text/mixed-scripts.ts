import type { Span } from "../finding";
import { listEditsWithin, type Edit } from "./mapped-text";
import { removeOverlaps, findSpans, sliceSpan } from "./spans";

// Letters that look like Latin ones in common typefaces, from Unicode's confusables.txt. Excludes letters that units, formulas and stylized
// names use (α, μ, Ω, Σ, Я).
const cyrillicLikeLatin = "аеорсухіјѕһӏԁԛԝАВЕКМНОРСТУХІЈЅԌԚԜҮ";
const latinOfCyrillic = "aeopcyxijshldqwABEKMHOPCTYXIJSGQWY";
const greekLikeLatin = "οΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳ";
const latinOfGreek = "oABEZHIKMNOPTYXCj";
/** Latin letters by the letters that look like them. */
const lookalikes: ReadonlyMap<string, string> = new Map(
  Array.from(cyrillicLikeLatin + greekLikeLatin, (letter, i) => [letter, (latinOfCyrillic + latinOfGreek).charAt(i)]),
);
// The reverse. "SMSка" and "XXL-ка" contain letters that do not look Cyrillic.
const latinLikeCyrillic = "aeopcyxijhABEKMHOPCTYXIJ";

export const likeLatin = new RegExp(`[${cyrillicLikeLatin}${greekLikeLatin}]`, "u");
export const likeCyrillic = new RegExp(`[${latinLikeCyrillic}]`, "u");
export const letters = /[\p{L}\p{M}]{2,}/gu;
export const latin = /\p{Script=Latin}/u;
export const foreign = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
export const foreignLetters = /[\p{Script=Cyrillic}\p{Script=Greek}]/gu;
export const words = /[\p{L}\p{M}]+/gu;

/** Finds words in which letters of one script imitate letters of another. */
export function findImitations(text: string): readonly Span[] {
  if (!foreign.test(text) || !latin.test(text)) return [];
  return findSpans(text, letters).filter((span) => isImitation(sliceSpan(text, span)));
}

/**
 * Replaces letters that look like Latin ones: those of words that mix scripts, or all of a text in which the other script has no letter of
 * its own.
 */
export function listLookalikeEdits(text: string): readonly Edit[] {
  if (!foreign.test(text) || !latin.test(text)) return [];
  const isImitated = text.match(foreignLetters)?.every((letter) => lookalikes.has(letter)) === true;
  const imitations = findSpans(text, words).filter((span) => isImitated || latin.test(sliceSpan(text, span)));
  return listEditsWithin(text, imitations, foreignLetters, ([letter]) => lookalikes.get(letter));
}

function isImitation(word: string): boolean {
  if (!foreign.test(word) || !latin.test(word)) return false;
  const characters = Array.from(word);
  const latins = characters.filter((character) => latin.test(character));
  const foreigns = characters.filter((character) => foreign.test(character));
  if (latins.length >= foreigns.length) return foreigns.every((character) => likeLatin.test(character));
  // A Latin stem with a Russian ending is intended. A single letter, or letters in the middle, are not.
  const isWithin = foreign.test(characters[0] ?? "") && foreign.test(characters.at(-1) ?? "");
  return (latins.length === 1 || isWithin) && latins.every((character) => likeCyrillic.test(character));
}

// Mathematical letters and digits, including those in the Letterlike Symbols block, and letters in circles and squares.
const mathematical = String.raw`[\u{1D400}-\u{1D7FF}\u210A-\u2113\u211B-\u211D\u212C-\u2134]`;
const enclosed = String.raw`[\u24B6-\u24E9\u{1F130}-\u{1F149}\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}]`;
const fullWidth = String.raw`[\uFF21-\uFF3A\uFF41-\uFF5A]`;

export const fancyLetters = new RegExp(`${mathematical}{3,}|${enclosed}{3,}`, "gu");
export const fullWidthLetters = new RegExp(`${fullWidth}{2,}`, "gu");
// Full-width letters are common next to these scripts.
export const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u;

/** Finds words in mathematical, enclosed or full-width letters. */
export function findFancyLetters(text: string): readonly Span[] {
  return removeOverlaps([
    ...findSpans(text, fancyLetters),
    ...(eastAsian.test(text) ? [] : findSpans(text, fullWidthLetters)),
  ]);
}
