import { isMap, isNode, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from "yaml";
import { stepsOf, type Span } from "../finding";
import { regionAt, regionOfNode, type Region, type Source } from "./source";

/** Finds where a path of a sequence's arguments, and a piece of the text there, stand in the file. */
export type RegionOf = (path: string, span?: Span) => Region;

/** Where things of this node are; what is not in the file is where what should hold it stands. */
export function placesIn(source: Source, root: Node, head: Region): RegionOf {
  return (path, span) => {
    const node = nodeAt(root, stepsOf(path));
    if (node === undefined) return head;
    const piece = span !== undefined && isScalar(node) ? pieceRegion(source, node, span) : undefined;
    return piece ?? regionOfNode(source, node) ?? head;
  };
}

/** Where a sequence begins: its key where it has one, else the first key in it. */
export function headOf(source: Source, node: unknown, key?: unknown): Region {
  const first = isMap(node) ? node.items[0]?.key : node;
  const shown = isScalar(key) ? key : isScalar(first) ? first : undefined;
  return (shown === undefined ? undefined : regionOfNode(source, shown)) ?? regionAt(source, 0, 0);
}

/** The node at the end of the steps, or the last one on the way; undefined when there is not even the first. */
function nodeAt(root: Node, steps: readonly (string | number)[]): Node | undefined {
  let at: Node = root;
  for (const step of steps) {
    const next = isMap(at) ? valueOf(at, step) : isSeq(at) && typeof step === "number" ? at.items[step] : undefined;
    if (!isNode(next)) break;
    at = next;
  }
  return at === root ? undefined : at;
}

/** A key without a value is shown itself. */
function valueOf({ items }: YAMLMap, step: string | number): unknown {
  const pair = items.find(({ key }) => isScalar(key) && key.value === step);
  return pair?.value ?? pair?.key;
}

/** Where a piece of a text stands, when the file shows its characters as they are; undefined where they are escaped. */
function pieceRegion(source: Source, { range, value, type }: Scalar, { start, end }: Span): Region | undefined {
  if (range === null || range === undefined || typeof value !== "string" || end <= start) return undefined;
  const raw = source.text.slice(range[0], range[1]);
  const isBlock = type === "BLOCK_LITERAL" || type === "BLOCK_FOLDED";
  const placeOf =
    type === "BLOCK_LITERAL" ? inLiteral(raw, value) : (inLine(raw, value) ?? inFolded(raw, value, isBlock));
  const [from, last] = [placeOf?.(start), placeOf?.(end - 1)];
  return from === undefined || last === undefined ? undefined : regionAt(source, range[0] + from, range[0] + last + 1);
}

/** Where in the file's own text a character of the value stands. */
type PlaceOf = (at: number) => number | undefined;

function inLine(raw: string, value: string): PlaceOf | undefined {
  if (raw === value) return (at) => at;
  return raw.slice(1, -1) === value && /^["']/.test(raw) ? (at) => at + 1 : undefined;
}

/** After `|` each line stands as it is, behind its indentation. */
function inLiteral(raw: string, value: string): PlaceOf {
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

/** Where lines are joined only blanks and line ends differ: every other character stands in the file in the same order. */
function inFolded(raw: string, value: string, isBlock: boolean): PlaceOf | undefined {
  const begin = isBlock ? raw.indexOf("\n") + 1 : /^["']/.test(raw) ? 1 : 0;
  const shown = raw.slice(begin, begin === 1 ? -1 : undefined);
  if (withoutBlanks(shown) !== withoutBlanks(value)) return undefined;
  return (at) => {
    if (withoutBlanks(value.charAt(at)) === "") return undefined;
    let left = withoutBlanks(value.slice(0, at)).length;
    for (let i = 0; i < shown.length; i++) if (!blanks.has(shown.charAt(i)) && left-- === 0) return begin + i;
    return undefined;
  };
}

const blanks: ReadonlySet<string> = new Set(" \t\r\n");
function withoutBlanks(text: string): string {
  return text.replace(/[ \t\r\n]+/g, "");
}
