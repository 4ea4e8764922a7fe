import { parseDocument, stringify } from "yaml";
import type { Json } from "./json";
import { formatCount, limits } from "./limits";

/** Parses YAML 1.2, and so JSON. Integers that a double cannot represent become strings. Throws a TypeError that completes `name`. */
export function parseYaml(text: string, name: string): Json {
  if (text.length > limits.yamlLength) {
    throw new TypeError(`${name} is longer than ${formatCount(limits.yamlLength)} characters`);
  }
  const document = readDocument(text, name);
  const [problem] = document.errors;
  if (problem !== undefined) throw new TypeError(`${name} is not YAML: ${problem.message.split("\n")[0] ?? ""}`);
  return toJson(readValue(document, name), name, 0);
}

type Document = ReturnType<typeof parseDocument>;

/** Deeply nested text exhausts the stack of the parser. */
function readDocument(text: string, name: string): Document {
  try {
    return parseDocument(text, { intAsBigInt: true });
  } catch {
    throw new TypeError(`${name} is not YAML, or is nested too deeply`);
  }
}

function readValue(document: Document, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new TypeError(`${name} is not YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function toJson(value: unknown, name: string, depth: number): Json {
  if (depth > limits.depth) throw new TypeError(`${name} is nested deeper than ${limits.depth} levels`);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (Array.isArray(value)) return value.map((item) => toJson(item, name, depth + 1));
  if (typeof value !== "object" || value === null) return value as Json;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner, name, depth + 1)]));
}

/** Formats a value as YAML. Text that looks like a number or a date is quoted. */
export function formatYaml(value: Json): string {
  return stringify(value, { lineWidth: 0 });
}
