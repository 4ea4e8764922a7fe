import { plainText } from "./canonical";
import { parseEmbeddedJson } from "./exact-json";
import { isJsonObject } from "./json-value";

/** A row of a list that does not identify its object. */
export interface UnreadableRow {
  /** Position in the whole list, from 1; undefined for a row that is known by its id. */
  readonly position: number | undefined;
  /** Part of a message: `it has no id`. */
  readonly reason: string;
  /** The row as Meta sent it. */
  readonly raw: unknown;
}

/** Rows of a list. Unreadable rows are kept, never dropped. */
export interface Listing<Row> {
  readonly rows: readonly Row[];
  readonly unreadable: readonly UnreadableRow[];
}

/** Converts positions in a page to positions in the list, with `before` rows before the page. */
export function movedBy(before: number, rows: readonly UnreadableRow[]): readonly UnreadableRow[] {
  return rows.map((row) => ({ ...row, position: before + (row.position ?? 0) }));
}

/** Reason for a row without an id of 1 to 32 digits. */
export function describeBadId(raw: unknown): string {
  if (raw === undefined) return "it is empty";
  if (raw === null) return "it is null";
  if (!isJsonObject(raw)) return `it is ${Array.isArray(raw) ? "an array" : `a ${typeof raw}`} instead of an object`;
  if ((raw["id"] ?? raw["sequence_id"] ?? undefined) !== undefined) return "its id is not 1 to 32 digits";
  return raw["error"] === undefined ? "it has no id" : "it is an error and has no id";
}

/** Lists the rows of `after` that are not in `before`; identical rows are counted. */
export function unreadableSince(
  before: readonly UnreadableRow[],
  after: readonly UnreadableRow[],
): readonly UnreadableRow[] {
  const left = before.map(({ raw }) => fingerprint(raw));
  return after.filter(({ raw }) => {
    const at = left.indexOf(fingerprint(raw));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function fingerprint(raw: unknown): string {
  try {
    return JSON.stringify(raw);
  } catch {
    return "nested too deep";
  }
}

/**
 * True if an unreadable row may be the object of this name: it has the name, or no name but one of the texts, or nothing that
 * identifies it.
 */
export function mayBeNamed(raw: unknown, name: string, texts: readonly string[]): boolean {
  const shown = isJsonObject(raw) ? raw["name"] : undefined;
  if (typeof shown === "string") return plainText(shown) === plainText(name);
  const wanted = new Set([name, ...texts].map(plainText));
  const found = stringsIn(raw);
  return found.length === 0 || found.some((text) => wanted.has(plainText(text)));
}

const idKeys: ReadonlySet<string> = new Set(["id", "sequence_id"]);

/** Lists every string at any depth, also inside JSON strings, except for ids. */
function stringsIn(raw: unknown): readonly string[] {
  const found: string[] = [];
  // No recursion: the depth of a response is not bounded.
  const left = [raw];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === "string") {
      found.push(value);
      const inner = parseEmbeddedJson(value);
      if (inner !== value) left.push(inner);
    } else if (value !== null && typeof value === "object") {
      for (const [key, part] of Object.entries(value)) if (!idKeys.has(key)) left.push(part);
    }
  }
  return found;
}
