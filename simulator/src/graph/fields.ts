import { isList, isObject, type Json, type JsonObject } from "../json";
import { formatCount, limits } from "../limits";
import { invalidParameter, unknownField, fieldsSyntaxError } from "./error";

export interface FieldSelection {
  readonly name: string;
  /** Key in the response: the name, or the alias of `.as(x)`. */
  readonly key: string;
  readonly inner: readonly FieldSelection[] | null;
  /** Parameters of an edge: `ads.limit(3){name}` has limit 3 and fields name. */
  readonly params: JsonObject;
}

/** Parses `a,b{c,d{e}}`, a JSON array of names (some of Meta's SDKs), and quoted text (Meta's samples). */
export function parseFields(value: Json | undefined): readonly FieldSelection[] | null {
  const text = isList(value)
    ? value.filter((name) => typeof name === "string").join(",")
    : typeof value === "string"
      ? value.trim().replace(/^"(.*)"$/s, "$1")
      : "";
  if (text.length > limits.fieldsLength) {
    throw invalidParameter(`param fields is longer than ${formatCount(limits.fieldsLength)} characters.`);
  }
  return parseSelection(text, { depth: 0, rest: { fields: limits.fields } });
}

/** Depth of a selection, and number of fields that are still allowed. */
interface Position {
  readonly depth: number;
  readonly rest: { fields: number };
}

function parseSelection(given: string, { depth, rest }: Position): readonly FieldSelection[] | null {
  const text = given.trim();
  if (text === "") return null;
  if (depth > limits.depth) throw invalidParameter(`param fields is nested deeper than ${limits.depth} levels.`);
  const plain = text.startsWith("[") ? text.replace(/^\[|\]$|"/g, "") : text;
  const parts = splitTopLevel(plain)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  rest.fields -= parts.length;
  if (rest.fields < 0) throw invalidParameter(`param fields has more than ${formatCount(limits.fields)} fields.`);
  return parts.map((part) => parseField(part, { depth: depth + 1, rest }));
}

const fieldName = /^[A-Za-z_][A-Za-z0-9_]*/;

/** Source: Meta's page on field expansion. */
function parseField(text: string, position: Position): FieldSelection {
  const name = fieldName.exec(text)?.[0];
  if (name === undefined) throw fieldsSyntaxError(text, 0, "name");
  const rest = /^((?:\.[a-z_]+\([^)]*\))*)(?:\{(.*)\})?((?:\.[a-z_]+\([^)]*\))*)$/s.exec(text.slice(name.length));
  if (rest === null) throw fieldsSyntaxError(text, name.length, "end of string");
  const [, before = "", fields, after = ""] = rest;
  const inner = fields === undefined ? null : parseSelection(fields, position);
  const { as: alias, ...params } = parseModifiers(before + after);
  return { name, key: alias ?? name, inner, params: { ...params, ...(fields === undefined ? {} : { fields }) } };
}

function parseModifiers(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(/\.([a-z_]+)\(([^)]*)\)/g)];
  return Object.fromEntries(found.map(([, key = "", value = ""]) => [key, value]));
}

function splitTopLevel(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (const [index, character] of text.split("").entries()) {
    if (character === "{" || character === "(") depth += 1;
    if (character === "}" || character === ")") depth -= 1;
    if (character === "," && depth === 0) {
      parts.push(text.slice(from, index));
      from = index + 1;
    }
  }
  return [...parts, text.slice(from)];
}

export interface NodeShape {
  readonly typeName: string;
  readonly known: ReadonlySet<string>;
  readonly byDefault: readonly string[];
  /** Keys that every response has. */
  readonly always: readonly string[];
  readonly edges?: Edges;
}

/** Edges that can be requested as fields of their node. A reader returns undefined for an empty edge. */
export type Edges = ReadonlyMap<string, (params: JsonObject) => Json | undefined>;

/** Selects fields. Like Graph, omits known fields without a value and refuses unknown ones. */
export function selectFields(
  full: JsonObject,
  shape: NodeShape,
  selection: readonly FieldSelection[] | null,
): JsonObject {
  const wanted = selection ?? shape.byDefault.map((name) => ({ name, key: name, inner: null, params: {} }));
  // A map by key: the last of equal keys wins, and `__proto__` is an ordinary key.
  const picked = new Map<string, Json>();
  for (const field of new Map(wanted.map((one) => [one.key, one])).values()) {
    const edge = shape.edges?.get(field.name);
    const value = edge === undefined ? readPlainField(full, shape, field) : edge(field.params);
    if (value !== undefined) picked.set(field.key, value);
  }
  for (const key of shape.always) {
    const value = full[key];
    if (value !== undefined) picked.set(key, value);
  }
  return Object.fromEntries(picked);
}

function readPlainField(full: JsonObject, shape: NodeShape, field: FieldSelection): Json | undefined {
  const value = Object.hasOwn(full, field.name) ? full[field.name] : undefined;
  if (value === undefined && !shape.known.has(field.name)) throw unknownField(field.name, shape.typeName);
  return value === undefined || field.inner === null ? value : selectInner(value, field.inner);
}

function selectInner(value: Json, inner: readonly FieldSelection[]): Json {
  if (isList(value)) return value.map((item) => selectInner(item, inner));
  if (!isObject(value)) return value;
  const picked = new Map<string, Json>();
  for (const field of inner) {
    const found = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
    if (found !== undefined) picked.set(field.key, field.inner === null ? found : selectInner(found, field.inner));
  }
  if (value["id"] !== undefined) picked.set("id", value["id"]);
  return Object.fromEntries(picked);
}
