import type { Span } from "../finding";

/** White space, and signs that nobody sees and that hold nothing together: soft hyphen, zero width space, word joiner, fillers. */
export const blank = /[\s\u0085\u00AD\u115F\u180E\u200B\u2060\u2800\u3164\uFFA0]/;

// A table is asked much faster than a pattern, and a text may be blank for a million characters.
const isBlank = Uint8Array.from({ length: 0x1_0000 }, (_, code) => (blank.test(String.fromCharCode(code)) ? 1 : 0));

/** Where a text that is not blank altogether begins and ends for people. */
export function inked(text: string): Span {
  // By hand: a pattern for the end would look at every blank in the middle again and again.
  let start = 0;
  let end = text.length;
  while (start < end && isBlank[text.charCodeAt(start)] === 1) start += 1;
  while (end > start && isBlank[text.charCodeAt(end - 1)] === 1) end -= 1;
  return { start, end };
}
