/**
 * The headers of a request as servers hand them over: a `Headers` object, or a plain one, as of `node:http` and of functions in a
 * cloud. Names in any case.
 */
export type WebhookHeaders = Lookup | Readonly<Record<string, string | readonly string[] | undefined>>;

/** As `Headers` and `URLSearchParams` have it. */
export interface Lookup {
  readonly get: (name: string) => string | null;
}

/** The different values of one header, which may come as a list, joined by commas and under several spellings of its lower-case name. */
export function headerValues(headers: WebhookHeaders, name: string): readonly string[] {
  if (hasGet(headers)) return listedValues([headers.get(name) ?? ""]);
  return listedValues(
    Object.entries(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? (value ?? []) : [])),
  );
}

/** A header that has no comma in its value, as it is joined on the way. */
export const listedValues = (values: readonly string[]): readonly string[] => [
  ...new Set(values.flatMap((value) => value.split(/[ \t]*,[ \t]*/)).filter((value) => value !== "")),
];

export const hasGet = (from: Lookup | Readonly<Record<string, unknown>>): from is Lookup =>
  typeof from.get === "function";
