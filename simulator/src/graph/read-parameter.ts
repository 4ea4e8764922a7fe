import { z } from "zod";
import { parseIfJson, type Json, type JsonObject } from "../json";
import { jsonObject } from "../schema-types";
import { invalidParameter } from "./error";

/** Returns a parameter as text: typed clients may send ids as numbers. */
export function textParam(params: JsonObject, key: string): string | undefined {
  const value = params[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** Returns an id or keyword as text, without the quotes of Meta's samples. */
export function wordParam(params: JsonObject, key: string): string | undefined {
  return textParam(params, key)?.replace(/^"(.*)"$/, "$1");
}

/** Returns a parameter as text. Throws Graph's error if it is missing or empty. */
export function requiredText(params: JsonObject, key: string): string {
  const text = textParam(params, key);
  if (text === undefined || text === "") throw invalidParameter(`The parameter ${key} is required`);
  return text;
}

/**
 * Returns the value of a parameter, parsed if it is the JSON text of an object or list, as forms and Meta's SDKs (in the query) send it.
 * Returns undefined for a missing, null or empty parameter.
 */
export function jsonParam(params: JsonObject, key: string): Json | undefined {
  const value = parseIfJson(params[key]);
  return value === null || value === "" ? undefined : value;
}

export function objectParam(params: JsonObject, key: string): JsonObject | undefined {
  const value = jsonParam(params, key);
  return value === undefined ? undefined : parseParameter(jsonObject, value, key);
}

/**
 * Validates a parameter. Throws Graph's error, code 100, for the first problem: Graph reports one. Messages of the schema complete a
 * sentence that begins with the name and path, `param filtering[0][field]`.
 */
export function parseParameter<Value>(schema: z.ZodType<Value>, value: Json | undefined, name: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.map((key) => `[${String(key)}]`).join("") ?? "";
  throw invalidParameter(`param ${name}${path} ${issue?.message ?? "is not valid"}.`);
}

/** Accepts one of some keywords. The error repeats the value. */
export function keyword<const Word extends string>(words: readonly Word[]) {
  return z.enum(words, {
    error: ({ input }) => `must be one of {${words.join(", ")}} - got ${formatValue(input as Json | undefined)}`,
  });
}

/** Formats a value for an error message. */
export function formatValue(value: Json | undefined): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
