import { parseExactJson } from "./exact-json";
import { appendKey, type Failure } from "./failures";

/** Plain JSON in Meta's format, passed through from the program to Meta. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** Returns the objects of a list; none for another value. */
export function listObjects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

const forbiddenKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const mostLevels = 50;

/** Lists every part of a value that JSON cannot represent exactly; `path` is the path of the value. */
export function jsonProblems(value: unknown, path: string, level = 1): Failure[] {
  if (value === null || typeof value === "boolean") return [];
  if (typeof value === "string") {
    return value.isWellFormed()
      ? []
      : [{ path, reason: "has half of a surrogate pair; write the whole character (UTF-16)" }];
  }
  if (typeof value === "number") return numberProblems(value, path);
  if (typeof value === "bigint" && !Number.isSafeInteger(Number(value))) return [{ path, reason: tooManyDigits }];
  if (level > mostLevels) return [{ path, reason: `is nested deeper than ${mostLevels} levels` }];
  if (Array.isArray(value)) return value.flatMap((part: unknown, i) => jsonProblems(part, `${path}[${i}]`, level + 1));
  if (typeof value !== "object" || !isPlain(value)) {
    return [
      { path, reason: `is ${kindOf(value)}, which JSON does not support; use strings, numbers, arrays and objects` },
    ];
  }
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) =>
    forbiddenKeys.has(key)
      ? [{ path: `${path}[${JSON.stringify(key)}]`, reason: "is not allowed as a key; remove it" }]
      : part === undefined
        ? []
        : jsonProblems(part, appendKey(path, key), level + 1),
  );
}

function numberProblems(value: number, path: string): Failure[] {
  if (!Number.isFinite(value)) return [{ path, reason: "is not a number that JSON supports" }];
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? [{ path, reason: tooManyDigits }] : [];
}

const tooManyDigits = "has more digits than a number can keep; write it as a string in quotes";

/** True for a plain object of any realm. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function kindOf(value: unknown): string {
  return typeof value === "object" ? `an object of a class` : value === undefined ? "undefined" : `a ${typeof value}`;
}

/** A path at which two values differ. */
export interface Difference {
  readonly path: string;
  readonly wanted: unknown;
  readonly held: unknown;
}

/**
 * Lists the differences of `held` from `wanted`. Keys that only `held` has are ignored, and so are null and empty values of `wanted`. Graph
 * returns ids as text and may store JSON as text, so a scalar equals its text and an object equals its JSON.
 */
export function compare(wanted: unknown, held: unknown, path: string): Difference[] {
  if (isEmpty(wanted)) return [];
  const different = (): Difference[] => [{ path, wanted, held }];
  const [mine, theirs] = [parseIfJson(wanted, held), parseIfJson(held, wanted)];
  if (Array.isArray(mine)) {
    if (!Array.isArray(theirs) || theirs.length !== mine.length) return different();
    return mine.flatMap((part: unknown, i) => compare(part, theirs[i], `${path}[${i}]`));
  }
  if (isJsonObject(mine)) {
    if (!isJsonObject(theirs)) return different();
    return Object.keys(mine).flatMap((key) => compare(mine[key], own(theirs, key), appendKey(path, key)));
  }
  return isScalar(mine) && isScalar(theirs) && String(mine) === String(theirs) ? [] : different();
}

/** Lists the paths at which `held` differs from `wanted`. */
export function differences(wanted: unknown, held: unknown, path: string): string[] {
  return compare(wanted, held, path).map((difference) => difference.path);
}

function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** Picks the values of `held` at the paths of `wanted`; null where `held` has none, so that the path is compared again. */
export function projectOnto(wanted: unknown, held: unknown): unknown {
  if (wanted === null) return held ?? null;
  if (isBare(wanted)) return wanted;
  const [mine, theirs] = [parseIfJson(wanted, held), parseIfJson(held, wanted)];
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    return theirs.map((part: unknown, i) => (i < mine.length ? projectOnto(mine[i], part) : part));
  }
  if (isJsonObject(mine) && isJsonObject(theirs)) {
    return Object.fromEntries(Object.keys(mine).map((key) => [key, projectOnto(mine[key], own(theirs, key))]));
  }
  return differences(wanted, held, "").length === 0 ? wanted : (held ?? null);
}

function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isBare(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    (typeof value === "object" && Object.keys(value).length === 0)
  );
}

/** True if a value has no content at any depth. */
function isEmpty(value: unknown): boolean {
  return isBare(value) || (value !== null && typeof value === "object" && Object.values(value).every(isEmpty));
}

/** Parses a JSON string if the other side is an object or array. */
function parseIfJson(value: unknown, other: unknown): unknown {
  if (typeof value !== "string" || typeof other !== "object" || other === null) return value;
  try {
    return parseExactJson(value);
  } catch {
    return value;
  }
}
