const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

// An emoji with everything that is drawn into it: variation selectors, skin tones, joined emoji, a keycap.
const emoji =
  /^(?:(?!\p{Emoji_Modifier})\p{Emoji_Presentation}|\p{Extended_Pictographic}.*?[\p{Emoji_Presentation}\ufe0f]|[#*\d]\ufe0f)/su;
// East Asian Width "W" and "F" by block (Unicode Standard Annex 11).
const wide =
  /[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]/gu;
// The second and third letter of a decomposed Hangul syllable are drawn into its first.
const noWidth = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff\ud7b0-\ud7ff]/gu;

/** Counts an emoji as two columns, however many characters it has. In other graphemes each character counts. */
function columnsOfOne(grapheme: string): number {
  return emoji.test(grapheme) ? 2 : grapheme.replace(noWidth, "").replace(wide, "xx").replace(/[^x]/gu, "x").length;
}

/** A character as a person sees it, with its width in terminal columns. */
export interface Grapheme {
  readonly text: string;
  readonly columns: number;
}

export function graphemesOf(text: string): Grapheme[] {
  return [...graphemes.segment(text)].map(({ segment }) => ({ text: segment, columns: columnsOfOne(segment) }));
}

/** Width of a text in terminal columns. */
export function columnsOf(text: string): number {
  return graphemesOf(text).reduce((columns, grapheme) => columns + grapheme.columns, 0);
}

// Controls, format characters (bidirectional ones reorder the text around them) and blanks that look like a
// space. Kept: the joiners that emoji and several scripts need, and the ideographic space.
const invisible = /(?![ \n\u200c\u200d\u3000])[\p{Cc}\p{Cf}\p{Z}]/gu;

/** Writes invisible characters as `\uXXXX`, an equivalent escape in strings of JSON and TypeScript. Keeps line ends. */
export function escapeInvisible(text: string): string {
  return text.replace(invisible, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
  ).join("");
}

/** Controls but the line end, line ends of Unicode, and characters that reorder bidirectional text: marks, embeddings, overrides and isolates. */
const controls = /(?!\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Writes control characters, and those that reorder text, as `\uXXXX`. Keeps the letters of all scripts. */
export function escapeControls(text: string): string {
  return text.replace(controls, escapeCharacter);
}
