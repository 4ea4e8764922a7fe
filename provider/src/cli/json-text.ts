import { exactJsonText } from "../schema/exact-json";
import { escapeInvisible } from "../schema/terminal-text";

/** Indented JSON that ends with a line end and draws nothing on a terminal. bigint is written as an integer. */
export function jsonText(value: unknown): string {
  return `${escapeInvisible(exactJsonText(value, 2))}\n`;
}
