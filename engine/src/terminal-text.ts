/** Text that somebody else wrote, made fit for a terminal: controls, and marks that reorder text, are written as `\uXXXX`. */

/** Controls of ASCII and Latin-1 but the tab and the line end, line ends of Unicode, and the marks, embeddings, overrides and isolates of bidirectional text. */
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const lineBreaks = /[\t\n]/g;
/** Color sequences in program output, which are removed. */
const colorSequences = /\u001b\[[\d;:]*m/g;

/** Lines stay lines. Within a string of JSON the result means the same. */
export function escapeControls(text: string): string {
  return text.replace(controls, escapeCharacter);
}

/** The text as one line. */
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
