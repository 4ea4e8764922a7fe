import { randomUUID } from "node:crypto";

/**
 * Parses JSON and keeps integers of 16 digits and more as text: Graph ids exceed 2^53. Under an id key, any number that is not written in
 * digits alone is kept as text too, so that `1.0e3` does not become the id 1000. The text is first parsed as it is; in valid JSON, quotes
 * and escapes alone delimit strings, so one pass without backtracking is enough.
 */
export function parseExactJson(text: string): unknown {
  const plain: unknown = JSON.parse(text);
  if (!mayHoldLongInteger.test(text) && !mayHoldOddId.test(text)) return plain;
  return JSON.parse(withLongNumbers(text, (number) => (/^\d{1,15}$/.test(number) ? number : `"${number}"`)));
}

/**
 * Finds a key that one object of a JSON text has twice; undefined if there is none. JSON.parse silently keeps only the last value. The
 * text must be valid JSON. Keys are compared after unescaping, so `\u0064ata` repeats `data`.
 */
export function findRepeatedKey(text: string): string | undefined {
  // One set of keys for each object that is open, undefined for an array.
  const open: (Set<string> | undefined)[] = [];
  for (const [token, quoted, colon] of text.matchAll(stringOrBracket)) {
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(undefined);
    else if (quoted === undefined) open.pop();
    else if (colon !== undefined) {
      const key = String(JSON.parse(quoted));
      const keys = open.at(-1);
      if (keys?.has(key) === true) return key;
      keys?.add(key);
    }
  }
  return undefined;
}

/** Parses JSON inside a string, at most two levels deep. */
export function parseEmbeddedJson(raw: unknown, depth = 2): unknown {
  if (typeof raw !== "string" || depth === 0) return raw;
  try {
    return parseEmbeddedJson(parseExactJson(raw), depth - 1);
  } catch {
    return raw;
  }
}

/**
 * Parses JSON without rounding: integers beyond 2^53 - 1 become bigint, and other numbers that JSON.parse would round stay text (it would
 * read 0.99999999999999999 as 1 and 1e-400 as 0). `-0` is 0.
 */
export function parseJsonIntegers(text: string): unknown {
  const plain: unknown = JSON.parse(text);
  if (!mayHoldLongNumber.test(text)) return plain;
  // No string in the document begins with the mark, so every match is a number.
  const mark = randomUUID();
  return JSON.parse(
    withLongNumbers(text, (number) => `"${mark}${number}"`, quoteEscapeOrLongNumber),
    (_key, value: unknown) =>
      typeof value === "string" && value.startsWith(mark) ? exactNumber(value.slice(mark.length)) : value,
  );
}

function exactNumber(text: string): bigint | number | string {
  const number = Number(text);
  if (/^-?\d+$/.test(text)) return Number.isSafeInteger(number) ? number : BigInt(text);
  return String(number) === text ? number : text;
}

/** Serializes JSON; bigint becomes an integer with all its digits. */
export function exactJsonText(value: unknown, indent?: number): string {
  const mark = randomUUID();
  const marked = JSON.stringify(
    value,
    function (this: Readonly<Record<string, unknown>>, key, part: unknown) {
      // Not `part`: a program may have defined `toJSON` on bigint, which JSON.stringify calls first.
      const own = this[key];
      return typeof own === "bigint" ? `${mark}${own}` : part;
    },
    indent,
  );
  return marked.replace(new RegExp(`"${mark}(-?\\d+)"`, "g"), "$1");
}

function withLongNumbers(
  text: string,
  replacement: (number: string) => string,
  pattern = quoteEscapeOrLongInteger,
): string {
  let inString = false;
  return text.replace(pattern, (match) => {
    if (match === '"') inString = !inString;
    return inString || match === '"' || match.startsWith("\\") ? match : replacement(match);
  });
}

/** Matches a string, with the colon that makes it a key, or a bracket. No backtracking: each part of a string matches in one way. */
const stringOrBracket = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g;
const mayHoldLongInteger = /(?:^|[[:,\s])-?\d{16}/;
/** `id`, `sequence_id`, `page_id`. */
const mayHoldOddId = /id"\s*:\s*(?:-|\d+[.eE])/;
const mayHoldLongNumber = /[\d.eE+-]{16}|[eE]-\d{3}/;
// Only where a number begins: neither within its digits nor after its point or exponent.
const quoteEscapeOrLongInteger = /"|\\.|(?<="(?:\w*_)?id"\s*:\s*)[\d.eE+-]+|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;
// Or an exponent that may end in 0.
const quoteEscapeOrLongNumber = /"|\\.|(?<![\d.eE+-])(?:[\d.eE+-]{16,}|[\d.eE+-]+[eE]-\d{3,})/g;
