import { isList, isObject, type Json, type JsonObject } from "../json";
import { invalidParameter, unknownField } from "./error";

export interface FieldSelection {
  readonly name: string;
  readonly inner: readonly FieldSelection[] | null;
}

/** `a,b{c,d{e}}`; a JSON array of names is read too, as Meta's SDKs for some languages write it. */
export function parseFields(value: Json | undefined): readonly FieldSelection[] | null {
  const text = isList(value)
    ? value.filter((name) => typeof name === "string").join(",")
    : typeof value === "string"
      ? value.trim()
      : "";
  if (text === "") return null;
  const plain = text.startsWith("[") ? text.replace(/^\[|\]$|"/g, "") : text;
  return splitTopLevel(plain)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(parseField);
}

function parseField(text: string): FieldSelection {
  const match = /^([A-Za-z_][A-Za-z0-9_.]*)(?:\.[a-z_]+\([^)]*\))*(?:\{(.*)\})?$/s.exec(text);
  const name = match?.[1];
  if (name === undefined) throw invalidParameter(`Syntax error "Expected end of string" at character 0: ${text}`);
  return { name, inner: match?.[2] === undefined ? null : parseFields(match[2]) };
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
  /** The keys that come whatever was asked for. */
  readonly always: readonly string[];
}

/** Graph leaves out a known field that has no value, and refuses an unknown one. */
export function selectFields(
  full: JsonObject,
  shape: NodeShape,
  selection: readonly FieldSelection[] | null,
): JsonObject {
  const wanted = selection ?? shape.byDefault.map((name) => ({ name, inner: null }));
  const picked: Record<string, Json> = {};
  for (const field of wanted) {
    const value = Object.hasOwn(full, field.name) ? full[field.name] : undefined;
    if (value === undefined && !shape.known.has(field.name)) throw unknownField(field.name, shape.typeName);
    if (value !== undefined) picked[field.name] = field.inner === null ? value : narrow(value, field.inner);
  }
  for (const key of shape.always) {
    const value = full[key];
    if (value !== undefined) picked[key] = value;
  }
  return picked;
}

function narrow(value: Json, inner: readonly FieldSelection[]): Json {
  if (isList(value)) return value.map((item) => narrow(item, inner));
  if (!isObject(value)) return value;
  const picked: Record<string, Json> = {};
  for (const field of inner) {
    const found = Object.hasOwn(value, field.name) ? value[field.name] : undefined;
    if (found !== undefined) picked[field.name] = field.inner === null ? found : narrow(found, field.inner);
  }
  if (value["id"] !== undefined) picked["id"] = value["id"];
  return picked;
}
