import type { Json, JsonObject } from "../json";
import { formatCount, limits } from "../limits";
import { invalidParameter } from "./error";

/** Name and value of a parameter in a query or form. */
export type Pair = readonly [string, string];

interface Group {
  [key: string]: string | Group;
}

/**
 * Expands `a[b]=1` and `a[]=1` to objects and lists, like PHP. The last of equal names wins. Throws Meta's error for more parameters or
 * deeper names than the limits allow.
 */
export function expandParameters(pairs: readonly Pair[]): JsonObject {
  if (pairs.length > limits.parameters) throw tooManyParameters();
  const root = newGroup();
  for (const [name, value] of pairs) insert(root, keysOf(name), value);
  return Object.fromEntries(Object.entries(root).map(([key, value]) => [key, finalizeGroup(value)]));
}

export function tooManyParameters(): Error {
  return invalidParameter(`The request has more than ${formatCount(limits.parameters)} parameters.`);
}

/** Creates a group without a prototype, so that `__proto__` is an ordinary name. */
function newGroup(): Group {
  return Object.create(null) as Group;
}

/** Splits `a[b][c]` into a, b, c. A name that begins with a bracket, or has no closed bracket, is not split. */
function keysOf(name: string): readonly string[] {
  const first = name.indexOf("[");
  const keys = [name.slice(0, first)];
  let open = first;
  while (first > 0 && open !== -1) {
    const close = name.indexOf("]", open);
    if (close === -1) break;
    keys.push(name.slice(open + 1, close));
    if (keys.length > limits.depth) {
      throw invalidParameter(`The name of a parameter is nested deeper than ${limits.depth} levels.`);
    }
    open = name.indexOf("[", close);
  }
  return keys.length === 1 ? [name] : keys;
}

function insert(root: Group, path: readonly string[], value: string): void {
  let into = root;
  for (const [index, part] of path.entries()) {
    const key = part === "" && index > 0 ? String(Object.keys(into).length) : part;
    if (index === path.length - 1) {
      into[key] = value;
      return;
    }
    const existing = into[key];
    const next = typeof existing === "object" ? existing : newGroup();
    into[key] = next;
    into = next;
  }
}

function finalizeGroup(value: string | Group): Json {
  if (typeof value === "string") return value;
  const keys = Object.keys(value);
  if (keys.every((key, index) => key === String(index))) return Object.values(value).map(finalizeGroup);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, finalizeGroup(inner)]));
}
