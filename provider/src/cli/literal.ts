import { escapeInvisible } from "../schema/terminal-text";

/** Columns of a line, as prettier counts by default. */
export const lineColumns = 80;

/** Tools differ in how wide they take a character to be, but not beyond two columns, and not for ASCII. */
export function surelyFits(line: string): boolean {
  return line.replace(/[^\x20-\x7e]/gu, "  ").length <= lineColumns;
}
export function surelyTooLong(line: string): boolean {
  return line.replace(/[^\x20-\x7e]/gu, "").length > lineColumns;
}

/** A string in double quotes, or as a template where quotes or line ends in it would make it harder to read. */
export function literalOf(text: string): string {
  return /["\n]/.test(text) ? templateOf(text) : escapeInvisible(JSON.stringify(text));
}

export function isTemplate(literal: string): boolean {
  return literal.startsWith("`");
}

/** Line ends stay line ends; a blank before one is written out, since editors take it away. */
export function templateOf(text: string): string {
  return `\`${escapeInvisible(text.replace(/[`\\]|\$(?=\{)/g, "\\$&").replace(/ (?=\n)/g, "\\x20"))}\``;
}
