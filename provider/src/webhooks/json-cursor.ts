import type { Failure } from "../schema/failures";

/** Something in the body that is not as Meta documents it: where (`body.entry[0].changes[1].value`), and what. */
export type Problem = Failure;

/** An object of Meta's JSON, in Meta's own names, with all it held. */
export type Raw = Readonly<Record<string, unknown>>;

/** A value and where it stands in the body. What is odd about it is noted in the list that all places share, and read as absent. */
export interface JsonCursor {
  readonly value: unknown;
  readonly path: string;
  readonly problems: Problem[];
}

/** More would tell nothing new, and take more room than the body. */
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

export function isObject(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Absent and null are the same. */
export function isAbsent({ value }: JsonCursor): boolean {
  return value === undefined || value === null;
}

/** Text, exactly as it is, lone halves of surrogate pairs too; a number as its digits. */
export function textAt(place: JsonCursor): string | undefined {
  if (isAbsent(place)) return undefined;
  if (typeof place.value === "string") return place.value;
  if (typeof place.value === "number") return String(place.value);
  note(place, "is not text");
  return undefined;
}

/** What the object is nothing without. */
export function requiredTextAt(place: JsonCursor): string | undefined {
  const text = textAt(place);
  if (isAbsent(place) || text === "") note(place, "is missing");
  return text === "" ? undefined : text;
}

/** A whole number that a double holds exactly, as a number or as its digits. */
export function integerAt(place: JsonCursor): number | undefined {
  if (isAbsent(place)) return undefined;
  const { value } = place;
  const number = typeof value === "string" && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number)) return number;
  note(place, "is not a whole number that can be kept");
  return undefined;
}

export function objectAt(place: JsonCursor): Raw | undefined {
  if (isAbsent(place)) return undefined;
  if (isObject(place.value)) return place.value;
  note(place, "is not an object");
  return undefined;
}

/** The elements of a list, none when it is absent. */
export function itemsAt(place: JsonCursor): readonly JsonCursor[] {
  const { value: list, path, problems } = place;
  if (Array.isArray(list)) return list.map((value: unknown, i) => ({ value, path: `${path}[${i}]`, problems }));
  if (!isAbsent(place)) note(place, "is not a list");
  return [];
}

/** Seconds since 1970, which Meta writes as text. */
export function timeAt(place: JsonCursor): Date | undefined {
  const text = textAt(place);
  if (text !== undefined && /^\d{1,12}$/.test(text)) return new Date(Number(text) * 1000);
  if (text !== undefined) note(place, "is not a time in seconds");
  return undefined;
}
