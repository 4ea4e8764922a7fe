/** A stretch of a text in UTF-16 units, as editors count columns: `start` from 0, `end` not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a rule found. */
export interface Finding {
  /** Path in the resource's arguments, `text` or `iceBreakers[1].title`. */
  readonly path: string;
  /** Absent when the whole text, or its absence, is what is wrong. */
  readonly span?: Span;
  /** What is wrong, in a few words without a full stop. Never a secret, never a whole text. */
  readonly says: string;
  /** What to do, a sentence. */
  readonly fix: string;
}

/** `iceBreakers[1].title` as its steps. */
export function stepsOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d{1,9})\]|[^.[\]]+/g)].map(([step, index]) =>
    index === undefined ? step : Number(index),
  );
}

const mostShown = 40;

/** A piece of text fit for a message: in quotes, short, nothing in it that acts on a terminal. */
export function quoted(piece: string): string {
  const short = piece.length > mostShown ? `${piece.slice(0, mostShown).toWellFormed()}…` : piece.toWellFormed();
  return JSON.stringify(short).replace(/[^\P{C}]/gu, unicodeEscape);
}

/** A character as `\uXXXX`, as JSON writes it. */
export function unicodeEscape(sign: string): string {
  return Array.from({ length: sign.length }, (_, i) => `\\u${sign.charCodeAt(i).toString(16).padStart(4, "0")}`).join(
    "",
  );
}

/** The finding as a person reads it: where, what, and what to do. */
export function described({ path, span, says, fix }: Finding): string {
  return `${path}${span === undefined ? "" : `, characters ${span.start + 1} to ${span.end}`}: ${says}. ${fix}`;
}

const mostFindings = 5;

/** The first findings of a text; of many more the rest is only counted, so that a report stays readable. */
export function bounded(findings: readonly Finding[]): readonly Finding[] {
  const [first] = findings;
  if (first === undefined || findings.length <= mostFindings) return findings;
  const more = findings.length - mostFindings;
  return [
    ...findings.slice(0, mostFindings),
    { path: first.path, says: `${more} more of the same are not listed`, fix: first.fix },
  ];
}

/** As `bounded`, of what was found: words are made only for what is listed, the rest is counted. */
export function firstTold<Found>(hits: readonly Found[], tell: (hit: Found) => Finding): readonly Finding[] {
  const told = hits.slice(0, mostFindings + 1).map(tell);
  const last = told.at(-1);
  return last === undefined ? [] : bounded(hits.map((_, i) => told[i] ?? last));
}
