import { z } from "zod";
import { nearestName } from "./nearest-name";
import { isUnknown } from "./unknowns";

/** One broken rule: `path` in program syntax (`iceBreakers[2].title`), empty if none has broken it; `reason` with the rule and the fix. */
export interface Failure {
  readonly path: string;
  readonly reason: string;
}

type Path = readonly PropertyKey[];

function formatPath(path: Path): string {
  return path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : appendKey(text, String(key))),
    "",
  );
}

/** Appends a key to a path in program syntax, safe to print. */
export function appendKey(path: string, key: string): string {
  if (!/^[\w$-]{1,80}$/.test(key)) return `${path}[${quotedKey(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

/** Quotes a key for printing: truncated, and without control characters. */
export function quotedKey(key: string): string {
  return JSON.stringify(key.length > 80 ? `${key.slice(0, 80)}…` : key).replace(
    /[\p{Control}\p{Format}\p{Zl}\p{Zp}]/gu,
    "?",
  );
}

/**
 * Lists every broken rule of `input`; empty if there are none. Failures at unknown values are omitted, unless `allAreKnown`: then Pulumi's
 * strings for unknown values are plain text.
 */
export function failuresOf(schema: z.ZodType, input: unknown, allAreKnown = false): Failure[] {
  const result = schema.safeParse(input);
  if (result.success) return [];
  return result.error.issues
    .filter((issue) => allAreKnown || !crossesUnknown(input, issue.path))
    .flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => ({
            path: formatPath([...issue.path, key]),
            reason: unknownKeyReason(key, keysAt(schema, issue.path)),
          }))
        : [{ path: formatPath(issue.path), reason: reasonOf(issue, input) }],
    );
}

export function describeFailure({ path, reason }: Failure): string {
  return path === "" ? reason : `${path}: ${reason}`;
}

/** Reads the value that a failure is about. Undefined if its path contains a quoted key. */
export function valueOf({ path }: Failure, input: unknown): unknown {
  return valueAt(
    input,
    path.split(/[.[\]]/).filter((key) => key !== ""),
  );
}

function crossesUnknown(input: unknown, path: Path): boolean {
  return [...path.keys(), path.length].some((length) => isUnknown(valueAt(input, path.slice(0, length))));
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) => (value !== null && typeof value === "object" ? Reflect.get(value, key) : undefined),
    input,
  );
}

function reasonOf(issue: z.core.$ZodIssue, input: unknown): string {
  const value = valueAt(input, issue.path);
  switch (issue.code) {
    case "invalid_type":
      if (!issue.message.startsWith("Invalid input")) return issue.message;
      if (value === undefined) return "is required";
      return `must be ${article(issue.expected)}, but is ${kindOf(value)}`;
    case "invalid_value":
      return `must be ${oneOf(issue.values)}${value === undefined ? ", but is missing" : ""}`;
    default:
      return issue.message;
  }
}

function oneOf(values: readonly unknown[]): string {
  return `${values.length > 1 ? "one of " : ""}${values.map((allowed) => JSON.stringify(allowed)).join(", ")}`;
}

function article(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "bigint" ? "a number" : article(typeof value);
}

/** Explains that a key is not one of `allowed`, with the probable spelling. */
export function unknownKeyReason(key: string, allowed: readonly string[]): string {
  if (allowed.length === 0) return "is not known";
  const nearest = nearestName(key, allowed);
  return `is not known${nearest === undefined ? "" : `; did you mean "${nearest}"?`} (known here: ${allowed.join(", ")})`;
}

/** Lists the allowed keys of the object at `path` in the schema. */
function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let at: unknown = schema;
  for (const key of path) {
    at = unwrap(at);
    if (at instanceof z.ZodArray) at = at.element;
    else if (at instanceof z.ZodObject) at = Reflect.get(at.shape, key);
    else return [];
  }
  at = unwrap(at);
  return at instanceof z.ZodObject ? Object.keys(at.shape) : [];
}

function unwrap(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodNullable ? unwrap(schema.unwrap()) : schema;
}
