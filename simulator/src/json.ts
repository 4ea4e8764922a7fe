import { formatCount, limits } from "./limits";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

type ParsedJson =
  | { readonly ok: true; readonly value: Json }
  /** `reason` completes a sentence: "is not JSON". `isOverLimit` is true for text that was not parsed because of its size. */
  | { readonly ok: false; readonly reason: string; readonly isOverLimit: boolean };

/** Parses JSON. Integers of 16 or more digits become strings: ids of Graph objects do not fit a double. */
export function parseJson(text: string, maxValues: number = limits.graphJsonValues): ParsedJson {
  const outline = outlineJson(text);
  const excess = findExcess(outline, maxValues);
  if (excess !== undefined) return { ok: false, reason: excess, isOverLimit: true };
  try {
    const value = JSON.parse(text) as Json;
    const { longIntegers } = outline;
    return {
      ok: true,
      value: longIntegers.length === 0 ? value : (JSON.parse(quoteRanges(text, longIntegers)) as Json),
    };
  } catch {
    return { ok: false, reason: "is not JSON", isOverLimit: false };
  }
}

/** Parses a string that contains a JSON object or list. Returns other values unchanged. */
export function parseIfJson(value: Json | undefined): Json | undefined {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  const parsed = parseJson(value);
  return parsed.ok ? parsed.value : value;
}

/** True for text within the limits of depth and size. Does not check that the text is JSON. */
export function isJsonWithinLimits(text: string): boolean {
  return findExcess(outlineJson(text), limits.graphJsonValues) === undefined;
}

function findExcess({ depth, values }: Outline, maxValues: number): string | undefined {
  if (depth > limits.depth) return `is nested deeper than ${limits.depth} levels`;
  return values > maxValues ? `has more than ${formatCount(maxValues)} values` : undefined;
}

interface Outline {
  readonly depth: number;
  /** Objects, lists and commas: an upper bound for the number of values. */
  readonly values: number;
  /** Start and end of each integer of 16 digits and more outside strings. */
  readonly longIntegers: readonly (readonly [number, number])[];
}

/** Scans the text once, without recursion. */
function outlineJson(text: string): Outline {
  const longIntegers: (readonly [number, number])[] = [];
  let [depth, deepest, values] = [0, 0, 0];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    const end = character === '"' ? findStringEnd(text, at) : isDigit(character) ? findNumberEnd(text, at) : at + 1;
    if (end - at >= 16 && isDigit(character) && isLongInteger(text.slice(at, end))) {
      longIntegers.push([text.charAt(at - 1) === "-" ? at - 1 : at, end]);
    }
    if (character === "[" || character === "{") depth += 1;
    if (character === "]" || character === "}") depth -= 1;
    if (character === "[" || character === "{" || character === ",") values += 1;
    deepest = Math.max(deepest, depth);
    at = end;
  }
  return { depth: deepest, values, longIntegers };
}

function findStringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === "\\") at += 1;
    if (character === '"') return at + 1;
  }
  return text.length;
}

const numberCharacters = /[\d.eE+-]*/y;

function findNumberEnd(text: string, from: number): number {
  numberCharacters.lastIndex = from;
  numberCharacters.test(text);
  return numberCharacters.lastIndex;
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

function isLongInteger(token: string): boolean {
  return /^[1-9]\d{15,}$/.test(token);
}

function quoteRanges(text: string, ranges: Outline["longIntegers"]): string {
  const parts: string[] = [];
  let from = 0;
  for (const [start, end] of ranges) {
    parts.push(text.slice(from, start), `"${text.slice(start, end)}"`);
    from = end;
  }
  return [...parts, text.slice(from)].join("");
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Writes JSON like Graph (and PHP): slashes and all non-ASCII characters are escaped. */
export function graphJson(value: Json): string {
  return asciiJson(value).replaceAll("/", "\\/");
}

/** Writes JSON for a header: all non-ASCII characters are escaped. */
export function asciiJson(value: Json): string {
  return JSON.stringify(value).replace(/[\u007f-\uffff]+/g, escapeUnits);
}

const hexDigits = Buffer.from("0123456789abcdef");

/** Writes into one buffer: concatenation would be slow for long texts. */
function escapeUnits(text: string): string {
  const escaped = Buffer.alloc(text.length * 6, "\\u0000");
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    for (let digit = 0; digit < 4; digit += 1) {
      escaped[at * 6 + 5 - digit] = hexDigits[(unit >> (digit * 4)) & 15] ?? 0;
    }
  }
  return escaped.toString("latin1");
}
