export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

export type ParsedJson = { readonly ok: true; readonly value: Json } | { readonly ok: false };

const stringsAndLongIntegers = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?[1-9]\d{15,}(?![\w.])/g;

/** Integers of 16 digits and more become strings: ids of Graph objects do not fit a double. */
export function parseJson(text: string): ParsedJson {
  const safe = text.replace(stringsAndLongIntegers, (token) => (token.startsWith('"') ? token : `"${token}"`));
  try {
    return { ok: true, value: JSON.parse(safe) as Json };
  } catch {
    return { ok: false };
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Graph writes JSON the PHP way: slashes and everything beyond ASCII are escaped. */
export function graphJson(value: Json): string {
  return JSON.stringify(value)
    .replaceAll("/", "\\/")
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
