/**
 * Request headers: a `Headers` object, or a plain object as in `node:http` and cloud functions. Names are case-insensitive.
 */
export type WebhookHeaders = Lookup | Readonly<Record<string, string | readonly string[] | undefined>>;

/** The `get` method of `Headers` and `URLSearchParams`. */
export interface Lookup {
  readonly get: (name: string) => string | null;
}

/** Returns the distinct values of a header, which may be a list, joined by commas, or spelled in several ways. `name` is in lower case. */
export function readHeaderValues(headers: WebhookHeaders, name: string): readonly string[] {
  if (hasGet(headers)) return splitHeaderValues([headers.get(name) ?? ""]);
  return splitHeaderValues(
    Object.entries(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? (value ?? []) : [])),
  );
}

/** Splits joined values of a header and returns the distinct ones. The values themselves must not contain commas. */
export function splitHeaderValues(values: readonly string[]): readonly string[] {
  return [...new Set(values.flatMap((value) => value.split(/,[ \t]*/)).filter((value) => value !== ""))];
}

export function hasGet(from: Lookup | Readonly<Record<string, unknown>>): from is Lookup {
  return typeof from.get === "function";
}
