import { isPlain } from "../json-value";

// Deeper than any message: what is deeper still, or a circle, is left for the schema to refuse.
const mostLevels = 60;

/**
 * What was said: null and undefined say nothing, however deep, but in what stands `asIs` below the first keys. What is no plain JSON
 * stays what it is, and is refused as that.
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
