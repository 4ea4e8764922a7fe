import { z } from "zod";
import type { Failure } from "../schema/failures";
import { isJsonObject } from "../schema/json-value";

/** A deviation of the body from Meta's documentation: its path (`body.entry[0].changes[1].value`) and the reason. */
export type Problem = Failure;

/** An object of Meta's JSON with all its keys, in Meta's own names. */
export type Raw = Readonly<Record<string, unknown>>;

/** A value with its path in the body, and the shared list of the body's problems. */
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
  return { value: isJsonObject(value) ? value[key] : undefined, path: `${path}.${key}`, problems };
}

/** True if the value is absent or null. */
export function isAbsent({ value }: JsonCursor): boolean {
  return isNullish(value);
}

/** Returns the elements of a list; none for any other value. */
export function itemsAt({ value: list, path, problems }: JsonCursor): readonly JsonCursor[] {
  if (!Array.isArray(list)) return [];
  return list.map((value: unknown, i) => ({ value, path: `${path}[${i}]`, problems }));
}

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/** Schema of an object of Meta's. */
export interface ObjectSchema<Shape extends z.ZodRawShape> {
  readonly shape: Shape;
  readonly fields: readonly { readonly key: string; readonly name: string; readonly schema: z.core.$ZodType }[];
}

export function objectSchema<Shape extends z.ZodRawShape>(shape: Shape): ObjectSchema<Shape> {
  const fields = Object.entries(shape).map(([key, schema]) => ({ key, name: camelCase(key), schema }));
  return { shape, fields };
}

function camelCase(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** Valid fields of an object, under their names in camelCase, and the object itself. */
type ObjectFields<Shape extends z.ZodRawShape> = {
  readonly [Key in keyof Shape & string as CamelCase<Key>]: NonNullable<z.output<Shape[Key]>> | undefined;
} & { readonly raw: Raw };

/**
 * Reads an object. Invalid fields become problems and read as absent, so that they do not hide the others. Undefined if there is no
 * object.
 */
export function readObject<Shape extends z.ZodRawShape>(
  schema: ObjectSchema<Shape>,
  at: JsonCursor,
): ObjectFields<Shape> | undefined {
  if (at.value === undefined) return undefined;
  const raw = isJsonObject(at.value) ? at.value : undefined;
  if (raw === undefined && !isAbsent(at)) note(at, "is not an object");
  const fields: Record<string, unknown> = {};
  for (const { key, name, schema: field } of schema.fields) {
    const { data, error } = z.core.safeParse(field, raw?.[key]);
    for (const { message } of error?.issues ?? []) note(fieldOf(at, key), message);
    fields[name] = data ?? undefined;
  }
  return raw === undefined ? undefined : ({ ...fields, raw } as ObjectFields<Shape>);
}

const textOrNumber = z.preprocess(
  (value) => (typeof value === "number" ? String(value) : value),
  z.string("is not text"),
);

/** Text, unchanged, including lone surrogates; a number becomes its digits. */
export const text = textOrNumber.nullish();

/** Text that the object must have. */
export const requiredText = z
  .union([z.string().min(1, "is missing"), z.number()], {
    error: ({ input }) => (isNullish(input) ? "is missing" : "is not text"),
  })
  .transform(String);

/** A safe integer that the object must have, from a number or its digits. */
export const requiredInteger = z.preprocess(
  (value) => (typeof value === "string" && /^-?\d{1,16}$/.test(value) ? Number(value) : value),
  z.int({ error: ({ input }) => (isNullish(input) ? "is missing" : "is not a safe integer") }),
);

export const integer = requiredInteger.nullish();

/** A time in seconds since 1970, which Meta sends as text. */
export const time = textOrNumber
  .pipe(z.string().regex(/^\d{1,12}$/, "is not a time in seconds"))
  .transform((seconds) => new Date(Number(seconds) * 1000))
  .nullish();

/** A list that the object must have. Its elements are read one by one. */
export const requiredList = z.array(z.unknown(), {
  error: ({ input }) => (isNullish(input) ? "is missing" : "is not a list"),
});

export const list = requiredList.nullish();

function isNullish(value: unknown): boolean {
  return value === undefined || value === null;
}
