import { isMap, isNode, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from "yaml";
import { parsePath, type Span } from "../finding";
import { createRegion, getNodeRegion, type Region, type Source } from "./source";

/** Returns the position in the file of an argument's path, or of a span of its text. */
export type Locator = (path: string, span?: Span) => Region;

/** Creates a locator for a node. A missing value is located at its parent. */
export function createLocator(source: Source, root: Node, head: Region): Locator {
  return (path, span) => {
    const node = findNode(root, parsePath(path));
    if (node === undefined) return head;
    const piece = span !== undefined && isScalar(node) ? locateSpan(source, node, span) : undefined;
    return piece ?? getNodeRegion(source, node) ?? head;
  };
}

/** Returns the position of a sequence: its own key, or the first key in it. */
export function getHeadRegion(source: Source, node: unknown, key?: unknown): Region {
  const first = isMap(node) ? node.items[0]?.key : node;
  const shown = isScalar(key) ? key : isScalar(first) ? first : undefined;
  return (shown === undefined ? undefined : getNodeRegion(source, shown)) ?? createRegion(source, 0, 0);
}

/** Finds the node at the end of a path, or the last existing one. Returns undefined if the first is missing. */
function findNode(root: Node, steps: readonly (string | number)[]): Node | undefined {
  let at: Node = root;
  for (const step of steps) {
    const next = isMap(at) ? getValue(at, step) : isSeq(at) && typeof step === "number" ? at.items[step] : undefined;
    if (!isNode(next)) break;
    at = next;
  }
  return at === root ? undefined : at;
}

/** Returns the value of a key, or the key if it has none. */
function getValue({ items }: YAMLMap, step: string | number): unknown {
  const pair = items.find(({ key }) => isScalar(key) && key.value === step);
  return pair?.value ?? pair?.key;
}

/** Returns the position of a span if the file contains its characters unescaped. */
function locateSpan(source: Source, { range, value, type }: Scalar, { start, end }: Span): Region | undefined {
  if (range === null || range === undefined || typeof value !== "string" || end <= start) return undefined;
  const raw = source.text.slice(range[0], range[1]);
  const isBlock = type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";
  const placeOf =
    type === "BLOCK_LITERAL"
      ? mapLiteralBlock(raw, value)
      : (mapPlainScalar(raw, value) ?? mapFoldedScalar(raw, value, isBlock));
  const [from, last] = [placeOf?.(start), placeOf?.(end - 1)];
  return from === undefined || last === undefined
    ? undefined
    : createRegion(source, range[0] + from, range[0] + last + 1);
}

/** Maps an offset in the value to an offset in the file's text. */
type OffsetMap = (at: number) => number | undefined;

function mapPlainScalar(raw: string, value: string): OffsetMap | undefined {
  if (raw === value) return (at) => at;
  return raw.slice(1, -1) === value && /^["']/.test(raw) ? (at) => at + 1 : undefined;
}

/** Maps a block after `|`, which keeps each line after its indentation. */
function mapLiteralBlock(raw: string, value: string): OffsetMap {
  const rawLines = raw.split("\n");
  const lines = value.split("\n");
  return (at) => {
    const before = value.slice(0, at).split("\n");
    const line = lines[before.length - 1] ?? "";
    const shown = (rawLines[before.length] ?? "").replace(/\r$/, "");
    if (!shown.endsWith(line) || shown.slice(0, shown.length - line.length).trim() !== "") return undefined;
    const begin = rawLines.slice(0, before.length).reduce((length, { length: more }) => length + more + 1, 0);
    return begin + shown.length - line.length + (before.at(-1)?.length ?? 0);
  };
}

/** Maps folded lines, in which only blanks and line breaks differ. */
function mapFoldedScalar(raw: string, value: string, isBlock: boolean): OffsetMap | undefined {
  const begin = isBlock ? raw.indexOf("\n") + 1 : /^["']/.test(raw) ? 1 : 0;
  const shown = raw.slice(begin, begin === 1 ? -1 : undefined);
  if (removeBlanks(shown) !== removeBlanks(value)) return undefined;
  return (at) => {
    if (removeBlanks(value.charAt(at)) === "") return undefined;
    let left = removeBlanks(value.slice(0, at)).length;
    for (let i = 0; i < shown.length; i++) if (!blanks.has(shown.charAt(i)) && left-- === 0) return begin + i;
    return undefined;
  };
}

const blanks: ReadonlySet<string> = new Set(" \t\r\n");
function removeBlanks(text: string): string {
  return text.replace(/[ \t\r\n]+/g, "");
}
