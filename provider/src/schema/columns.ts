const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

const emoji = /\p{Emoji_Presentation}|\ufe0f/u;
// East Asian Width "W" and "F" by block (Unicode Standard Annex 11).
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]/gu;
const noWidth = /[\p{Mn}\p{Me}\p{Cf}]/gu;

/** An emoji is two columns however many characters it is made of; elsewhere each character counts. */
const columnsOfOne = (grapheme: string): number =>
  emoji.test(grapheme) ? 2 : grapheme.replace(noWidth, "").replace(wide, "xx").replace(/[^x]/gu, "x").length;

/** What a person sees as one character, and the terminal columns that it takes. */
export interface Grapheme {
  readonly text: string;
  readonly columns: number;
}

export const graphemesOf = (text: string): Grapheme[] =>
  [...graphemes.segment(text)].map(({ segment }) => ({ text: segment, columns: columnsOfOne(segment) }));

/** Terminal columns that a text takes. */
export const columnsOf = (text: string): number =>
  graphemesOf(text).reduce((columns, grapheme) => columns + grapheme.columns, 0);
