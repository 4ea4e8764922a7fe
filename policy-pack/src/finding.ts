/** Range of a text in UTF-16 units, as editors count columns. `start` counts from 0; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A violation that a rule reports. */
export interface Violation {
  /** Path in the resource's arguments, e.g. `text` or `iceBreakers[1].title`. */
  readonly path: string;
  /** Absent if the violation concerns the whole text, or a missing text. */
  readonly span?: Span;
  /** The problem in a few words, without a full stop. Never contains a secret or a whole text. */
  readonly message: string;
  /** Remedy, as a sentence. Default: the rule's `remediationSteps`. */
  readonly fix?: string;
}

/** A violation that says how to fix it. */
export interface Finding extends Violation {
  readonly fix: string;
}

/** Splits a path such as `iceBreakers[1].title` into its keys and indexes. */
export function parsePath(path: string): readonly (string | number)[] {
  return [...path.matchAll(/\[(\d{1,9})\]|[^.[\]]+/g)].map(([step, index]) =>
    index === undefined ? step : Number(index),
  );
}

const maxQuotedLength = 40;

/** Quotes a piece of text for a message: shortened, with control characters escaped. */
export function quote(piece: string): string {
  const short =
    piece.length > maxQuotedLength ? `${piece.slice(0, maxQuotedLength).toWellFormed()}…` : piece.toWellFormed();
  return JSON.stringify(short).replace(/[^\P{C}]/gu, escapeUnicode);
}

/** Formats a character as `\uXXXX`, as JSON does. */
export function escapeUnicode(character: string): string {
  return Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
  ).join("");
}

/** Formats a finding for people: its place, the problem and the fix. */
export function formatFinding({ path, span, message, fix }: Finding): string {
  return `${path}${span === undefined ? "" : `, characters ${span.start + 1} to ${span.end}`}: ${message}. ${fix}`;
}

const maxViolations = 5;

/** Returns the first violations of a text. The last one counts the rest, so that a report stays readable. */
export function limitViolations(violations: readonly Violation[]): readonly Violation[] {
  const [first] = violations;
  if (first === undefined || violations.length <= maxViolations) return violations;
  const { path, fix } = first;
  return [
    ...violations.slice(0, maxViolations),
    {
      path,
      message: `${violations.length - maxViolations} more of these are not listed`,
      ...(fix === undefined ? {} : { fix }),
    },
  ];
}

/** Describes the first matches and counts the rest, as `limitViolations` does. Calls `describe` for listed matches only. */
export function describeFirst<Match>(
  matches: readonly Match[],
  describe: (match: Match) => Violation,
): readonly Violation[] {
  const described = matches.slice(0, maxViolations + 1).map(describe);
  const last = described.at(-1);
  return last === undefined ? [] : limitViolations(matches.map((_, i) => described[i] ?? last));
}
