import { bounded, type Finding } from "../finding";

// No fewer than a report lists; what is only counted needs no words of its own.
const mostTold = 6;

/** What is told of hits: the first in words, the rest counted. */
export function firstTold<Found>(hits: readonly Found[], tell: (hit: Found) => Finding): readonly Finding[] {
  const told = hits.slice(0, mostTold).map(tell);
  const last = told.at(-1);
  return last === undefined ? [] : bounded(hits.map((_, i) => told[i] ?? last));
}
