import { escapeUnseen } from "./escape";

/** Columns of a line, as prettier counts by default. */
export const lineColumns = 80;

/**
 * Whether a line certainly fits: no character is wider than two columns. Where that is not certain, only what prettier leaves as
 * it stands is written, since tools differ in what they take as wide.
 */
export const surelyFits = (line: string): boolean => line.replace(/[^\x20-\x7e]/gu, "  ").length <= lineColumns;

/** A string in double quotes, or as a template where quotes or line ends in it would make it harder to read. */
export const shortLiteral = (text: string): string =>
  /["\n]/.test(text) ? templateLiteral(text) : escapeUnseen(JSON.stringify(text));

/** Line ends stay line ends; a blank before one is written out, since editors take it away. */
export const templateLiteral = (text: string): string =>
  `\`${escapeUnseen(text.replace(/[`\\]|\$(?=\{)/g, "\\$&").replace(/ (?=\n)/g, "\\x20"))}\``;
