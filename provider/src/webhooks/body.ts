import { parseExactJson } from "../schema/exact-json";
import type { Problem } from "./json-cursor";

/** Limit on nesting. Meta's bodies have about 15 levels. */
const maxLevels = 100;

/** Parses the JSON of a body; undefined if it is not JSON. Problems of the whole body are added to `problems`. */
export function parseBody(rawBody: Uint8Array | string, problems: Problem[]): unknown {
  try {
    const json = parseExactJson(withExactPrices(textOf(rawBody, problems)));
    if (cutDeepParts(json, maxLevels)) {
      problems.push({
        path: "body",
        reason: `is nested deeper than ${maxLevels} levels; deeper values were replaced by null`,
      });
    }
    return json;
  } catch {
    problems.push({ path: "body", reason: "is not JSON" });
    return undefined;
  }
}

function textOf(rawBody: Uint8Array | string, problems: Problem[]): string {
  if (typeof rawBody === "string") return rawBody.replace(/^\ufeff/, "");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(rawBody);
  } catch {
    problems.push({ path: "body", reason: "contains invalid UTF-8, which was replaced by U+FFFD" });
    return new TextDecoder().decode(rawBody);
  }
}

/**
 * Quotes the `item_price` numbers of JSON text, so that they keep their digits. In valid JSON, unescaped quotes around the name make it a
 * key, and a JSON number stays valid in quotes, so that nothing else changes and invalid JSON stays invalid.
 */
export function withExactPrices(json: string): string {
  return json.replace(itemPrice, '$1"$2"');
}

const itemPrice = /((?<!\\)"item_price"\s*:\s*)(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=\s*[,}])/g;

/**
 * Replaces values deeper than `levels` in parsed JSON by null, in place. Returns true if there were any. `JSON.stringify`, like most code
 * that traverses a value, is recursive and would overflow the stack on a deeply nested body.
 */
export function cutDeepParts(value: unknown, levels: number): boolean {
  if (!isContainer(value)) return false;
  let hasCut = false;
  for (const [key, part] of Object.entries(value)) {
    if (!isContainer(part)) continue;
    if (levels > 1) hasCut = cutDeepParts(part, levels - 1) || hasCut;
    else {
      value[key] = null;
      hasCut = true;
    }
  }
  return hasCut;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
