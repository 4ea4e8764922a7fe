import { isJsonObject } from "../json-value";

/** What was said: null and undefined say nothing, however deep. */
export function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined && part !== null)
      .map(([key, part]) => [key, said(part)]),
  );
}
