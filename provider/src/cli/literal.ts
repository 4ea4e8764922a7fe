import { escapeInvisible } from "../schema/terminal-text";

/** Prettier's default line width. */
export const lineColumns = 80;

/** True if the line fits by every tool's count. Tools count a character outside ASCII as one or two columns. */
export function fitsOnLine(line: string): boolean {
  return line.replace(/[^\x20-\x7e]/gu, "  ").length <= lineColumns;
}
/** True if the line is too long by every tool's count. */
export function exceedsLine(line: string): boolean {
  return line.replace(/[^\x20-\x7e]/gu, "").length > lineColumns;
}

/** Writes a string in double quotes, or as a template if it contains quotes or line breaks. */
export function toLiteral(text: string): string {
  return /["\n]/.test(text) ? toTemplate(text) : escapeInvisible(JSON.stringify(text));
}

export function isTemplate(literal: string): boolean {
  return literal.startsWith("`");
}

/** Writes a string as a template that keeps its line breaks. A space before one is escaped, since editors remove it. */
export function toTemplate(text: string): string {
  return `\`${escapeInvisible(text.replace(/[`\\]|\$(?=\{)/g, "\\$&").replace(/ (?=\n)/g, "\\x20"))}\``;
}
