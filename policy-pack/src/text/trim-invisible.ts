import type { Span } from "../finding";

/** Whitespace and invisible characters: soft hyphen, zero width space, word joiner, fillers. */
export const blank = /[\s\u0085\u00AD\u115F\u180E\u200B\u2060\u2800\u3164\uFFA0]/;

// A table is much faster than a pattern, and a text may have a million blank characters.
const blankUnits = Uint8Array.from({ length: 0x1_0000 }, (_, code) => (blank.test(String.fromCharCode(code)) ? 1 : 0));

/** Finds the part of a text between invisible ends. Returns an empty span for a blank text. */
export function findVisibleSpan(text: string): Span {
  // A pattern for the end would rescan the blanks in the middle, in quadratic time.
  let start = 0;
  let end = text.length;
  while (start < end && blankUnits[text.charCodeAt(start)] === 1) start += 1;
  while (end > start && blankUnits[text.charCodeAt(end - 1)] === 1) end -= 1;
  return { start, end };
}
