/** Escapes text from other sources for a terminal: control characters and bidirectional marks become `\uXXXX`. */

/**
 * Control characters of ASCII and Latin-1 except tab and newline, line separators of Unicode, and bidirectional marks,
 * embeddings, overrides and isolates.
 */
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const lineBreaks = /[\t\n]/g;
/** Color sequences in program output, which are removed. */
const colorSequences = /\u001b\[[\d;:]*m/g;

/** Escapes control characters, keeping tabs and newlines. JSON text keeps its meaning. */
export function escapeControls(text: string): string {
  return text.replace(controls, escapeCharacter);
}

/** Escapes the text to one line. */
export function escapeToLine(text: string): string {
  return escapeControls(text).replace(lineBreaks, escapeCharacter);
}

/** Escapes program or provider output and removes its colors. */
export function escapeOutput(text: string): string {
  return escapeControls(text.replace(colorSequences, "").replace(/\r\n/g, "\n"));
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
