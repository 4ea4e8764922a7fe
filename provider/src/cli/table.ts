import { printable } from "../client/redact";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

const emoji = /\p{Emoji_Presentation}|\ufe0f/u;
// East Asian Width "W" and "F" by block (Unicode Standard Annex 11).
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]/gu;
const noWidth = /[\p{Mn}\p{Me}\p{Cf}]/gu;

/** An emoji is two columns however many characters it is made of; elsewhere each character counts. */
const columnsOfOne = (grapheme: string): number =>
  emoji.test(grapheme) ? 2 : grapheme.replace(noWidth, "").replace(wide, "xx").replace(/[^x]/gu, "x").length;

/** Terminal columns that a text takes. */
export const columnsOf = (text: string): number =>
  [...graphemes.segment(text)].reduce((columns, { segment }) => columns + columnsOfOne(segment), 0);

// Format characters but the joiners: bidirectional ones would reorder the line.
const formatCharacters = /(?![\u200c\u200d])\p{Cf}/gu;

/** Text of a remote party as one cell: one line, no control characters, at most `most` columns, cut between words. */
export function cell(text: string, most: number): string {
  const line = printable(text, undefined).replace(formatCharacters, "").replace(/\s+/gu, " ").trim();
  if (columnsOf(line) <= most) return line;
  let kept = "";
  let columns = 0;
  for (const { segment } of graphemes.segment(line)) {
    columns += columnsOfOne(segment);
    if (columns >= most) break;
    kept += segment;
  }
  const words = kept.replace(/ [^ ]*$/u, "");
  return `${words.length > kept.length / 2 ? words : kept}…`;
}

/** Rows in columns two spaces apart; every row has as many cells as the first. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? ""))));
  const padded = (text: string, column: number): string =>
    text + " ".repeat(Math.max(0, (widths[column] ?? 0) - columnsOf(text)));
  return rows.map((row) => `${row.map(padded).join("  ").trimEnd()}\n`).join("");
}
