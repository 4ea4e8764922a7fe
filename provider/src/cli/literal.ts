import { escapeUnseen } from "../schema/terminal-text";

/** Columns of a line, as prettier counts by default. */
export const lineColumns = 80;

/** Tools differ in how wide they take a character to be, but not beyond two columns, and not for ASCII. */
export const surelyFits = (line: string): boolean => line.replace(/[^\x20-\x7e]/gu, "  ").length <= lineColumns;
export const surelyTooLong = (line: string): boolean => line.replace(/[^\x20-\x7e]/gu, "").length > lineColumns;

/** A string in double quotes, or as a template where quotes or line ends in it would make it harder to read. */
export const literalOf = (text: string): string =>
  /["\n]/.test(text) ? templateOf(text) : escapeUnseen(JSON.stringify(text));

export const isTemplate = (literal: string): boolean => literal.startsWith("`");

/** Line ends stay line ends; a blank before one is written out, since editors take it away. */
export const templateOf = (text: string): string =>
  `\`${escapeUnseen(text.replace(/[`\\]|\$(?=\{)/g, "\\$&").replace(/ (?=\n)/g, "\\x20"))}\``;
