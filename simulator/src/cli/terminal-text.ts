/** Controls but the line end, line ends of Unicode, and what reorders text that runs from right to left. */
const controls = /(?!\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Writes what would draw on a terminal, or move text on it, as `\uXXXX`. */
export function escapeControls(text: string): string {
  return text.replace(controls, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
