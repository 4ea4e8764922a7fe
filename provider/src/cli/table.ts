import { printable } from "../client/redact";
import { KnownSecrets } from "../schema/known-secrets";
import { columnsOf, graphemesOf } from "../schema/terminal-text";

// All format characters except the joiners. Bidirectional ones would reorder the line.
const formatCharacters = /(?![\u200c\u200d])\p{Cf}/gu;

/** Formats remote text as a cell: one line without control characters, truncated between words to `most` columns. */
export function toCell(text: string, most: number): string {
  const line = printable(text.replace(formatCharacters, ""), KnownSecrets.none).replace(/\s+/gu, " ").trim();
  if (columnsOf(line) <= most) return line;
  let kept = "";
  let columns = 0;
  for (const grapheme of graphemesOf(line)) {
    columns += grapheme.columns;
    if (columns >= most) break;
    kept += grapheme.text;
  }
  const words = kept.replace(/ [^ ]*$/u, "");
  return `${words.length > kept.length / 2 ? words : kept}…`;
}

/** Aligns rows in columns two spaces apart. Every row has as many cells as the first. */
export function tableText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? ""))));
  const padCell = (text: string, column: number): string =>
    text + " ".repeat(Math.max(0, (widths[column] ?? 0) - columnsOf(text)));
  return rows.map((row) => `${row.map(padCell).join("  ").trimEnd()}\n`).join("");
}
