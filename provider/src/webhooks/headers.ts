/**
 * The headers of a request as servers hand them over: a `Headers` object, or a plain one, as of `node:http` and of functions in a
 * cloud. Names in any case.
 */
export type WebhookHeaders = Lookup | Readonly<Record<string, string | readonly string[] | undefined>>;

/** As `Headers` and `URLSearchParams` have it. */
export interface Lookup {
  readonly get: (name: string) => string | null;
}

/** The distinct values of one header, which may come as a list, joined by commas or under several spellings. `name` in lower case. */
export function readHeaderValues(headers: WebhookHeaders, name: string): readonly string[] {
  if (hasGet(headers)) return splitHeaderValues([headers.get(name) ?? ""]);
  return splitHeaderValues(
    Object.entries(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? (value ?? []) : [])),
  );
}

/** The distinct values of a header without commas in its values: a comma is where values were joined on the way. */
export function splitHeaderValues(values: readonly string[]): readonly string[] {
  return [...new Set(values.flatMap((value) => value.split(/,[ \t]*/)).filter((value) => value !== ""))];
}

export function hasGet(from: Lookup | Readonly<Record<string, unknown>>): from is Lookup {
  return typeof from.get === "function";
}
