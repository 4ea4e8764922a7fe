/**
 * The headers of a request as servers hand them over: a `Headers` object, or a plain one, as of `node:http` and of functions in a
 * cloud. Names in any case.
 */
export type WebhookHeaders = Lookup | Readonly<Record<string, string | readonly string[] | undefined>>;

/** As `Headers` and `URLSearchParams` have it. */
export interface Lookup {
  readonly get: (name: string) => string | null;
}

/** The value of one header; several values as one text, as HTTP joins them. `name` in lower case. */
export function headerOf(headers: WebhookHeaders, name: string): string | undefined {
  if (hasGet(headers)) return headers.get(name) ?? undefined;
  const values = Object.entries(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? (value ?? []) : []));
  return values.length === 0 ? undefined : values.join(", ");
}

export const hasGet = (from: Lookup | Readonly<Record<string, unknown>>): from is Lookup =>
  typeof from.get === "function";
