import { isObject, parseIfJson, type JsonObject } from "../json";

/** Text of a parameter: clients of typed languages may send ids as numbers. */
export function textParam(params: JsonObject, key: string): string | undefined {
  const value = params[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** Text of an id or of a word from a list, without the quotes Meta's samples write around it. */
export function wordParam(params: JsonObject, key: string): string | undefined {
  return textParam(params, key)?.replace(/^"(.*)"$/, "$1");
}

export type ObjectParam =
  | { readonly kind: "absent" }
  | { readonly kind: "malformed" }
  | { readonly kind: "object"; readonly value: JsonObject };

/** An object, or its JSON text: forms and Meta's SDKs (in the query) send text. */
export function objectParam(params: JsonObject, key: string): ObjectParam {
  const value = parseIfJson(params[key]);
  if (value === undefined || value === null || value === "") return { kind: "absent" };
  return isObject(value) ? { kind: "object", value } : { kind: "malformed" };
}
