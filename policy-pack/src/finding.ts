import type { Language } from "./text/language";

/** A text for people, in each language. */
export type Message = Readonly<Record<Language, string>>;

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
  readonly message: Message;
  /** Remedy, as a sentence. Default: the rule's. */
  readonly fix?: Message;
}

/** A violation that says how to fix it. */
export interface Finding extends Violation {
  readonly fix: Message;
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
export function formatFinding({ message, fix, ...place }: Finding, language: Language): string {
  return `${formatPlace(place, language)}: ${message[language]}. ${fix[language]}`;
}

/** Formats the place of a finding, e.g. `text, characters 3 to 9`. */
export function formatPlace({ path, span }: Pick<Finding, "path" | "span">, language: Language): string {
  return span === undefined ? path : `${path}, ${formatSpan(span)[language]}`;
}

function formatSpan({ start, end }: Span): Message {
  return {
    en: `characters ${start + 1} to ${end}`,
    pt: `caracteres ${start + 1} a ${end}`,
    es: `caracteres ${start + 1} a ${end}`,
  };
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
      message: describeRest(violations.length - maxViolations),
      ...(fix === undefined ? {} : { fix }),
    },
  ];
}

function describeRest(count: number): Message {
  return {
    en: `${count} more of these are not listed`,
    pt: `há mais ${count} ${count === 1 ? "caso assim, que não aparece" : "casos assim, que não aparecem"} aqui`,
    es: `hay ${count} ${count === 1 ? "caso más como estos, que no aparece" : "casos más como estos, que no aparecen"} aquí`,
  };
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
