import { Lexer, LineCounter, parseDocument, stringify } from "yaml";
import type { Json } from "./json";
import { formatCount, limits } from "./limits";

/**
 * Parses YAML 1.2, and so JSON. Integers that a double cannot represent become strings. Throws a TypeError whose message begins with
 * `name`. The number of tokens limits the time that the parser needs.
 */
export function parseYaml(text: string, name: string, maxTokens: number = limits.yamlTokens): Json {
  checkSize(text, name, maxTokens);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { intAsBigInt: true, prettyErrors: false, lineCounter });
  const [problem] = document.errors;
  if (problem !== undefined) {
    const { line, col } = lineCounter.linePos(problem.pos[0]);
    throw new TypeError(`${name} is not YAML: ${problem.message} at line ${line}, column ${col}`);
  }
  return toJson(readValue(document, name), name, 0);
}

type Document = ReturnType<typeof parseDocument>;

/** Token of the lexer before the text of a scalar. */
const scalarMark = "\u001f";

/**
 * Checks the size and the nesting before the text is parsed: the parser is recursive, and would exhaust the stack of the process. Counts
 * open brackets, and the list items and the indentation of one line.
 */
function checkSize(text: string, name: string, maxTokens: number): void {
  let [tokens, depth, items, previous] = [0, 0, 0, ""];
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    if (previous !== scalarMark) {
      if (token === "[" || token === "{") depth += 1;
      if (token === "]" || token === "}") depth -= 1;
      if (token === "-" || token === "?") items += 1;
      if (token === "\n") items = 0;
      if (/^ +$/.test(token)) items += Math.floor(token.length / widestIndent);
    }
    previous = token;
    if (tokens > maxTokens) throw new TypeError(`${name} has more than ${formatCount(maxTokens)} parts`);
    if (depth > limits.depth || items > limits.depth) {
      throw new TypeError(`${name} is nested deeper than ${limits.depth} levels`);
    }
  }
}

/** Characters of indentation that count as one level. */
const widestIndent = 16;

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
