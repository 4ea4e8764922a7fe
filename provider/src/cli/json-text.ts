import { exactJsonText } from "../schema/exact-json";
import { escapeInvisible } from "../schema/terminal-text";

/** Formats indented JSON with a final newline. Invisible characters are escaped, and bigint becomes an integer. */
export function jsonText(value: unknown): string {
  return `${escapeInvisible(exactJsonText(value, 2))}\n`;
}
