/** Unicode names of the most frequent hidden characters. */
const names: Readonly<Record<string, string>> = {
  "\u0000": "NULL",
  "\u0007": "BELL",
  "\u0008": "BACKSPACE",
  "\u000B": "LINE TABULATION",
  "\u000C": "FORM FEED",
  "\u001B": "ESCAPE",
  "\u007F": "DELETE",
  "\u0085": "NEXT LINE",
  "\u00AD": "SOFT HYPHEN",
  "\u034F": "COMBINING GRAPHEME JOINER",
  "\u061C": "ARABIC LETTER MARK",
  "\u115F": "HANGUL CHOSEONG FILLER",
  "\u1160": "HANGUL JUNGSEONG FILLER",
  "\u180E": "MONGOLIAN VOWEL SEPARATOR",
  "\u200B": "ZERO WIDTH SPACE",
  "\u200C": "ZERO WIDTH NON-JOINER",
  "\u200D": "ZERO WIDTH JOINER",
  "\u200E": "LEFT-TO-RIGHT MARK",
  "\u200F": "RIGHT-TO-LEFT MARK",
  "\u202A": "LEFT-TO-RIGHT EMBEDDING",
  "\u202B": "RIGHT-TO-LEFT EMBEDDING",
  "\u202C": "POP DIRECTIONAL FORMATTING",
  "\u202D": "LEFT-TO-RIGHT OVERRIDE",
  "\u202E": "RIGHT-TO-LEFT OVERRIDE",
  "\u2060": "WORD JOINER",
  "\u2061": "FUNCTION APPLICATION",
  "\u2062": "INVISIBLE TIMES",
  "\u2063": "INVISIBLE SEPARATOR",
  "\u2064": "INVISIBLE PLUS",
  "\u2066": "LEFT-TO-RIGHT ISOLATE",
  "\u2067": "RIGHT-TO-LEFT ISOLATE",
  "\u2068": "FIRST STRONG ISOLATE",
  "\u2069": "POP DIRECTIONAL ISOLATE",
  "\u3164": "HANGUL FILLER",
  "\uFE0E": "VARIATION SELECTOR-15",
  "\uFE0F": "VARIATION SELECTOR-16",
  "\uFEFF": "ZERO WIDTH NO-BREAK SPACE",
  "\uFFA0": "HALFWIDTH HANGUL FILLER",
  "\uFFFC": "OBJECT REPLACEMENT CHARACTER",
};

// Kinds of characters without names, or with too many.
export const kinds: readonly (readonly [RegExp, string])[] = [
  [/^\p{Cc}/u, "CONTROL CHARACTER"],
  [/^[\u{E0000}-\u{E007F}]/u, "TAG CHARACTER"],
  [/^[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/u, "VARIATION SELECTOR"],
  [/^\p{Co}/u, "PRIVATE USE"],
  [/^\p{Cs}/u, "HALF OF A CHARACTER"],
  [/^\p{Cn}/u, "UNASSIGNED"],
];

/** Returns the code point and name of the first character. */
export function nameCharacter(piece: string): string {
  const code = piece.codePointAt(0) ?? 0;
  const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  const name = names[piece] ?? kinds.find(([pattern]) => pattern.test(piece))?.[1];
  return name === undefined ? number : `${number} ${name}`;
}
