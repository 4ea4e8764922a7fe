import { escapeInvisible } from "../schema/terminal-text";

/** Prettier's default line width. */
export const lineColumns = 80;

/** True if the line fits for every tool: they differ in the width of a character outside ASCII, one or two columns. */
export function surelyFits(line: string): boolean {
  return line.replace(/[^\x20-\x7e]/gu, "  ").length <= lineColumns;
}
export function surelyTooLong(line: string): boolean {
  return line.replace(/[^\x20-\x7e]/gu, "").length > lineColumns;
}

/** Writes a string in double quotes, or as a template if it contains quotes or line breaks. */
export function literalOf(text: string): string {
  return /["\n]/.test(text) ? templateOf(text) : escapeInvisible(JSON.stringify(text));
}

export function isTemplate(literal: string): boolean {
  return literal.startsWith("`");
}

/** Writes a string as a template that keeps its line breaks. A space before one is escaped, since editors remove it. */
export function templateOf(text: string): string {
  return `\`${escapeInvisible(text.replace(/[`\\]|\$(?=\{)/g, "\\$&").replace(/ (?=\n)/g, "\\x20"))}\``;
}
