import type { Span } from "../finding";
import { findSpans, sliceSpan } from "./spans";

/** A run of invisible or undefined characters. */
export interface HiddenSpan extends Span {
  /** True if removing it changes nothing that people see. */
  readonly isSafeToRemove: boolean;
}

// The only tag sequences that Unicode recommends (emoji-sequences.txt, RGI_Emoji_Tag_Sequence).
const flags = String.raw`\u{1F3F4}\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}`;
// Removed by remediation. Line breaks and tabs separate words, so they stay.
const removable = String.raw`[\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u200B\u2060\uFEFF]`;

/** Matches candidates. Flags come first, so that their tag characters do not match on their own. */
export const candidates = new RegExp(
  [
    flags,
    removable,
    String.raw`[\v\f\u0085]`,
    String.raw`[\u034F\u115F\u1160\u3164\uFFA0\u061C\u180E\u200C-\u200F\u202A-\u202E\u2061-\u206F\uFFF9-\uFFFC]`,
    String.raw`[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]+`,
    String.raw`[\u{E0000}-\u{E007F}]+`,
    String.raw`[\p{Co}\p{Cs}]`,
    // Reserved pictographs may be emoji of a newer Unicode version.
    String.raw`(?!\p{Extended_Pictographic})\p{Cn}`,
  ].join("|"),
  "gu",
);

function createSetPattern(set: string) {
  return new RegExp(`^${set}$`, "u");
}

export const isFlag = createSetPattern(flags);
export const isRemovable = createSetPattern(removable);
export const isVariation = /^[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u;
export const isIdeographicVariation = /^[\u{E0100}-\u{E01EF}]/u;
export const isDirectionMark = /^[\u200E\u200F\u061C]$/;
export const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;
export const pictographOrModifier = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\uFE0F]/u;
export const picture = /\p{Extended_Pictographic}/u;
// Scripts that use ZWJ and ZWNJ to join or separate letters (Unicode core specification, 23.2).
export const joiningScripts =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Adlam}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Tibetan}\p{Script=Myanmar}\p{Script=Khmer}\p{Script=Lao}\p{Script=Thai}\p{Script=Balinese}\p{Script=Javanese}]/u;
// Scripts without spaces, where U+200B marks a possible line break.
export const scriptsWithoutSpaces =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{Script=Javanese}]/u;
export const mongolian = /\p{Script=Mongolian}/u;
export const hangul = /\p{Script=Hangul}/u;
export const han = /[\p{Script=Han}\u3005-\u3007]/u;
export const mark = /\p{M}/u;
// These have no standardized variants. Digits and "ℹ" do, and belong to no script.
export const takesNoVariation =
  /^$|[\s\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Cf}\p{Cc}]/u;

/** Finds the hidden characters of a text that its emoji and scripts do not need. */
export function findHidden(text: string): readonly HiddenSpan[] {
  let isRightToLeft: boolean | undefined;
  return findSpans(text, candidates).flatMap((span) => {
    const piece = sliceSpan(text, span);
    if (isDirectionMark.test(piece) && (isRightToLeft ??= rightToLeft.test(text))) return [];
    if (isNeeded(piece, getCharacterBefore(text, span.start), getCharacterAt(text, span.end))) return [];
    return [{ ...span, isSafeToRemove: isRemovable.test(piece) }];
  });
}

/** True if the neighboring characters need the hidden character. */
function isNeeded(piece: string, before: string, after: string): boolean {
  if (isVariation.test(piece)) return isVariationNeeded(piece, before);
  switch (piece) {
    case "\u200D":
      return (
        (pictographOrModifier.test(before) && picture.test(after)) ||
        joiningScripts.test(before) ||
        joiningScripts.test(after)
      );
    case "\u200C":
      return joiningScripts.test(before) || joiningScripts.test(after);
    case "\u200B":
      return scriptsWithoutSpaces.test(before);
    case "\u180E":
      return mongolian.test(before);
    case "\u115F":
    case "\u1160":
      return hangul.test(before) || hangul.test(after);
    case "\u034F":
      return mark.test(before);
    default:
      return isFlag.test(piece);
  }
}

function isVariationNeeded(piece: string, before: string): boolean {
  if (isIdeographicVariation.test(piece)) return piece.length === 2 && han.test(before);
  // Some keyboards write the emoji variation selector twice.
  return (piece.length === 1 || piece === "\uFE0F\uFE0F") && !takesNoVariation.test(before);
}

function getCharacterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}

/** Returns the character that ends at this position. */
function getCharacterBefore(text: string, end: number): string {
  const pair = text.slice(Math.max(0, end - 2), end);
  return pair.length === 2 && pair.isWellFormed() && getCharacterAt(pair, 0).length === 2 ? pair : pair.slice(-1);
}

/** Whitespace and invisible characters: soft hyphen, zero width space, word joiner, fillers. */
export const blank = /[\s\u0085\u00AD\u115F\u180E\u200B\u2060\u2800\u3164\uFFA0]/;

// A table is much faster than a pattern, and a text may have a million blank characters.
const blankUnits = Uint8Array.from({ length: 0x1_0000 }, (_, code) => (blank.test(String.fromCharCode(code)) ? 1 : 0));

/** Finds the part of a text between invisible ends. Returns an empty span for a blank text. */
export function findVisibleSpan(text: string): Span {
  // A pattern for the end would rescan the blanks in the middle, in quadratic time.
  let start = 0;
  let end = text.length;
  while (start < end && blankUnits[text.charCodeAt(start)] === 1) start += 1;
  while (end > start && blankUnits[text.charCodeAt(end - 1)] === 1) end -= 1;
  return { start, end };
}
