import { z } from "zod";
import { isObject, type Json, type JsonObject } from "./json";
import { parseDay } from "./platform/platform-date";

/** Longest wait of a timer: 24 days, in milliseconds. */
const longestMs = 2_147_483_647;

/** Latest time that a Date can represent, milliseconds. */
const latestTimeMs = 8.64e15;

export const text = z.string("must be a string");
export const flag = z.boolean("must be true or false");
export const number = z.number("must be a number");
export const count = wholeNumber(0);
export const positive = wholeNumber(1);
/** Milliseconds to wait. */
export const duration = wholeNumber(0, longestMs);
export const positiveDuration = wholeNumber(1, longestMs);

function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER) {
  const range = most === Number.MAX_SAFE_INTEGER ? `from ${least}` : `from ${least} to ${most}`;
  const rule = `must be a whole number ${range}`;
  return z.number(rule).refine((value) => Number.isInteger(value) && value >= least && value <= most, rule);
}

/** Milliseconds since 1970. */
export const time = number.refine(
  (value) => Math.abs(value) <= latestTimeMs,
  `must be within ${latestTimeMs} milliseconds of 1970`,
);

/** ISO day such as `2026-11-29`. */
export const day = text.refine(isDay, "must be a date such as 2026-11-29");

function isDay(value: string): boolean {
  try {
    return parseDay(value, "") === value;
  } catch {
    return false;
  }
}

export const json = z.custom<Json>((value) => value !== undefined, "is missing");
export const jsonObject = z.custom<JsonObject>((value) => isObject(value as Json | undefined), "must be an object");

export function oneOf<const Value extends string>(...values: readonly Value[]) {
  return z.enum(values, `must be one of ${values.join(", ")}`);
}

export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item, "must be a list");
}

/** A list of which only the valid items count. Any other value counts as empty. */
export function lenientList<Item>(item: z.ZodType<Item>) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((values) =>
      values.map((value) => item.safeParse(value)).flatMap((one) => (one.success ? [one.data] : [])),
    );
}

/** Text; null for any other value. */
export const lenientText = z.string().nullable().catch(null);

export function record<Item extends z.ZodType>(item: Item) {
  return z.record(z.string(), item, "must be an object");
}

/** An object without other members: a misspelled option must not go unnoticed. */
export function object<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, "must be an object");
}

export const optional = z.exactOptional;

/** Either of two forms; `rule` describes both. */
export function either<One extends z.ZodType, Other extends z.ZodType>(one: One, other: Other, rule: string) {
  return z.union([one, other], rule);
}
