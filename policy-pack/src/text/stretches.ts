import type { Place } from "../content";
import { firstTold, type Finding, type Span } from "../finding";

/** The stretches of a text that a pattern (with the flag `g`) matches. */
export function matches(text: string, pattern: RegExp): readonly Span[] {
  return Array.from(text.matchAll(pattern), ({ 0: { length }, index: start }) => ({ start, end: start + length }));
}

export function pieceOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** From the first to the last; of stretches that overlap the one that begins first. */
export function apart<Stretch extends Span>(spans: readonly Stretch[]): readonly Stretch[] {
  let reached = 0;
  return spans
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      const isFree = start >= reached;
      if (isFree) reached = end;
      return isFree;
    });
}

/** The text with other words at these stretches, which do not overlap; the same text where there are none. */
export function replaced(text: string, spans: readonly Span[], by: (piece: string) => string): string {
  let from = 0;
  const written = spans.flatMap((span) => {
    const kept = text.slice(from, span.start);
    from = span.end;
    return [kept, by(pieceOf(text, span))];
  });
  return written.join("") + text.slice(from);
}

/** A finding for each stretch of a text. */
export function findingsAt<Stretch extends Span>(
  { path, text }: Place,
  stretches: readonly Stretch[],
  tell: (piece: string, stretch: Stretch) => Pick<Finding, "says" | "fix">,
): readonly Finding[] {
  return firstTold(stretches, (stretch) => {
    const { start, end } = stretch;
    return { path, span: { start, end }, ...tell(pieceOf(text, stretch), stretch) };
  });
}
