import type { TextField } from "../content";
import { describeFirst, type Message, type Span, type Violation } from "../finding";

/** Finds all spans that a pattern (with the flag `g`) matches. */
export function findSpans(text: string, pattern: RegExp): readonly Span[] {
  // Most texts have no match, and a search is much faster than an iterator.
  if (text.search(pattern) < 0) return [];
  return Array.from(text.matchAll(pattern), ({ 0: { length }, index: start }) => ({ start, end: start + length }));
}

export function sliceSpan(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** Sorts spans and keeps the first of those that overlap. */
export function removeOverlaps<Range extends Span>(spans: readonly Range[]): readonly Range[] {
  let reached = 0;
  return spans
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      const isFree = start >= reached;
      if (isFree) reached = end;
      return isFree;
    });
}

/** Replaces the text of these spans, which must not overlap. */
export function replaceSpans(text: string, spans: readonly Span[], replace: (piece: string) => string): string {
  let from = 0;
  const parts = spans.flatMap((span) => {
    const kept = text.slice(from, span.start);
    from = span.end;
    return [kept, replace(sliceSpan(text, span))];
  });
  return parts.join("") + text.slice(from);
}

/** Creates a violation for each span of a text. `describe` returns a message, or a message with its own fix. */
export function describeSpans<Range extends Span>(
  { path, text }: TextField,
  spans: readonly Range[],
  describe: (piece: string, span: Range) => Message | Pick<Violation, "message" | "fix">,
): readonly Violation[] {
  return describeFirst(spans, (span) => {
    const { start, end } = span;
    const description = describe(sliceSpan(text, span), span);
    return {
      path,
      span: { start, end },
      ...("message" in description ? description : { message: description }),
    };
  });
}
