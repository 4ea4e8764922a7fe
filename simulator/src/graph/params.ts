import { isObject, parseIfJson, type JsonObject } from "../json";

/** Returns a parameter as text: typed clients may send ids as numbers. */
export function textParam(params: JsonObject, key: string): string | undefined {
  const value = params[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** Returns an id or keyword as text, without the quotes of Meta's samples. */
export function wordParam(params: JsonObject, key: string): string | undefined {
  return textParam(params, key)?.replace(/^"(.*)"$/, "$1");
}

type ObjectParam =
  | { readonly kind: "absent" }
  | { readonly kind: "malformed" }
  | { readonly kind: "object"; readonly value: JsonObject };

/** Reads an object or its JSON text, which forms and Meta's SDKs (in the query) send. */
export function objectParam(params: JsonObject, key: string): ObjectParam {
  const value = parseIfJson(params[key]);
  if (value === undefined || value === null || value === "") return { kind: "absent" };
  return isObject(value) ? { kind: "object", value } : { kind: "malformed" };
}
