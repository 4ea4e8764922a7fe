import type { Span } from "../finding";

/** A stretch of a text, and what kind of thing stands there. */
export interface Hit extends Span {
  readonly kind: string;
}

/** Nobody writes two hundred of a kind; each takes a look that is dearer than the search for it. */
const mostLooks = 200;

/** Where a global pattern is found and a closer look knows what it is. */
export function hitsOf(
  text: string,
  pattern: RegExp,
  kindOf: (match: RegExpExecArray, span: Span) => string | undefined,
): readonly Hit[] {
  const hits: Hit[] = [];
  let looks = 0;
  for (const match of text.matchAll(pattern)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const kind = kindOf(match, span);
    if (kind !== undefined) hits.push({ kind, ...span });
    if (++looks === mostLooks) break;
  }
  return hits;
}

/** Whether a word stands within so many characters before a stretch, or a few after it. */
export function isNear(word: RegExp, text: string, { start, end }: Span, before = 40, after = 20): boolean {
  return word.test(text.slice(Math.max(0, start - before), start)) || word.test(text.slice(end, end + after));
}
