/** Type guards and helpers for parsed JSON. */

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isStringList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Code of a Node error, such as ENOENT. */
export function errorCode(error: unknown): string | undefined {
  return isRecord(error) && typeof error["code"] === "string" ? error["code"] : undefined;
}

export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Sorts keys as Go does when it writes maps, so that an unchanged state gives an unchanged file. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isRecord(value)) return value;
  const sorted: [string, unknown][] = Object.keys(value)
    .sort()
    .map((key) => [key, sortKeys(value[key])]);
  // fromEntries defines properties, so a key named __proto__ is an ordinary one.
  return Object.fromEntries(sorted);
}

/** JSON text with sorted keys: equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sortKeys(value));
}
