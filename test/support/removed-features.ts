/** A request as a server receives it. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** Parameters that Meta removed or no longer accepts from new apps. Source: Meta's changelogs of v26.0 (29 July 2026) and v27.0 (4 November 2026). */
const removedParameters = ["ids", "date_format", "pretty", "debug", "method", "callback"];

/** Lists the removed features that a request uses: parameters, field aliases, conditional requests and asynchronous batches. */
export function findRemovedFeatures({ url, headers, body }: SentRequest): readonly string[] {
  const address = new URL(url, "http://localhost");
  const names = new Set([...address.searchParams.keys(), ...parameterNames(body)]);
  const fields = `${address.searchParams.get("fields") ?? ""} ${body}`;
  return [
    ...removedParameters.filter((name) => names.has(name)),
    ...(/\.as\(/.test(fields) ? ["field alias"] : []),
    ...("if-none-match" in headers ? ["If-None-Match"] : []),
    ...(names.has("asyncbatch") || names.has("is_async") ? ["asynchronous batch"] : []),
  ];
}

function parameterNames(body: string): readonly string[] {
  if (body === "") return [];
  try {
    const parsed: unknown = JSON.parse(body);
    return parsed !== null && typeof parsed === "object" ? Object.keys(parsed) : [];
  } catch {
    return [...new URLSearchParams(body).keys()];
  }
}
