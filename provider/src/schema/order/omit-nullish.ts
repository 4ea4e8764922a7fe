import { isPlain } from "../json-value";

// Deeper than any message: the schema rejects deeper values and cycles.
const mostLevels = 60;

/**
 * Removes null and undefined values at any depth, except in the top-level keys `asIs`. Values that are not plain JSON are kept, so that the
 * schema rejects them.
 */
export function omitNullish(value: unknown, asIs: readonly string[] = [], level = 1): unknown {
  if (value === null || typeof value !== "object" || level > mostLevels) return value;
  if (Array.isArray(value)) return value.map((part: unknown) => omitNullish(part, [], level + 1));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined && part !== null)
      .map(([key, part]) => [key, asIs.includes(key) ? part : omitNullish(part, [], level + 1)]),
  );
}
