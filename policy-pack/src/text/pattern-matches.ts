import type { Span } from "../finding";
import type { SensitiveKind } from "../message-terms";

/** Part of a text and the kind of data in it. */
export interface PatternMatch extends Span {
  readonly kind: SensitiveKind;
}

/** Limits the closer checks of one text, which cost more than the search. Real texts have a handful. */
const maxCandidates = 200;

/** Finds the matches of a global pattern that `classify` recognizes. */
export function findMatches(
  text: string,
  pattern: RegExp,
  classify: (match: RegExpExecArray, span: Span) => SensitiveKind | undefined,
): readonly PatternMatch[] {
  if (text.search(pattern) < 0) return [];
  const matches: PatternMatch[] = [];
  let candidates = 0;
  for (const match of text.matchAll(pattern)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const kind = classify(match, span);
    if (kind !== undefined) matches.push({ kind, ...span });
    if (++candidates === maxCandidates) break;
  }
  return matches;
}

/** True if a word occurs shortly before or after a span. The distances are in UTF-16 units. */
export function hasWordNear(word: RegExp, text: string, { start, end }: Span, before = 40, after = 20): boolean {
  return word.test(text.slice(Math.max(0, start - before), start)) || word.test(text.slice(end, end + after));
}
