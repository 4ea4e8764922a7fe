import type { Failure } from "../schema/failures";

/** A deviation of the body from Meta's documentation: its path (`body.entry[0].changes[1].value`) and the reason. */
export type Problem = Failure;

/** An object of Meta's JSON with all its keys, in Meta's own names. */
export type Raw = Readonly<Record<string, unknown>>;

/** A value with its path in the body. Unexpected values are added to the shared list of problems and read as absent. */
export interface JsonCursor {
  readonly value: unknown;
  readonly path: string;
  readonly problems: Problem[];
}

/** Limit on the problems of one body. */
const maxProblems = 1000;

export function note({ path, problems }: JsonCursor, reason: string): void {
  if (problems.length < maxProblems) problems.push({ path, reason });
}

export function fieldOf({ value, path, problems }: JsonCursor, key: string): JsonCursor {
  return {
    value: isObject(value) ? value[key] : undefined,
    path: `${path}.${key}`,
    problems,
  };
}

function isObject(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True if the value is absent or null. */
export function isAbsent({ value }: JsonCursor): boolean {
  return value === undefined || value === null;
}

/** Reads text unchanged, including lone surrogates; a number becomes its digits. */
export function textAt(place: JsonCursor): string | undefined {
  if (isAbsent(place)) return undefined;
  if (typeof place.value === "string") return place.value;
  if (typeof place.value === "number") return String(place.value);
  note(place, "is not text");
  return undefined;
}

/** Reads text that the object requires; reports a problem if it is missing. */
export function requiredTextAt(place: JsonCursor): string | undefined {
  const text = textAt(place);
  if (isAbsent(place) || text === "") note(place, "is missing");
  return text === "" ? undefined : text;
}

/** Reads a safe integer, from a number or its digits. */
export function integerAt(place: JsonCursor): number | undefined {
  if (isAbsent(place)) return undefined;
  const { value } = place;
  const number = typeof value === "string" && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  note(place, "is not a safe integer");
  return undefined;
}

export function objectAt(place: JsonCursor): Raw | undefined {
  if (isAbsent(place)) return undefined;
  if (isObject(place.value)) return place.value;
  note(place, "is not an object");
  return undefined;
}

/** Returns the elements of a list; none if it is absent. */
export function itemsAt(place: JsonCursor): readonly JsonCursor[] {
  const { value: list, path, problems } = place;
  if (Array.isArray(list)) return list.map((value: unknown, i) => ({ value, path: `${path}[${i}]`, problems }));
  if (!isAbsent(place)) note(place, "is not a list");
  return [];
}

/** Reads a time: seconds since 1970, which Meta sends as text. */
export function timeAt(place: JsonCursor): Date | undefined {
  const text = textAt(place);
  if (text !== undefined && /^\d{1,12}$/.test(text)) return new Date(Number(text) * 1000);
  if (text !== undefined) note(place, "is not a time in seconds");
  return undefined;
}
