import { type Document, isMap, isScalar, isSeq, parseDocument } from "yaml";
import { StateError, type StateErrorKind } from "./state-error";
import { isRecord, type JsonRecord } from "./json";

/** Parses one YAML document that is a map. An empty file is an empty map. */
export function parseYamlMap(
  text: string,
  fileName: string,
  kind: StateErrorKind,
): { readonly document: Document; readonly value: JsonRecord } {
  const document = parseDocument(text, { intAsBigInt: true });
  const [problem] = document.errors;
  if (problem !== undefined) throw new StateError(kind, `${fileName}: not valid YAML: ${problem.message}`);
  const value: unknown = plainValue(document.contents, document) ?? {};
  if (!isRecord(value)) throw new StateError(kind, `${fileName}: expected keys and values at the top.`);
  return { document, value };
}

/** Data of the document. Whole numbers too large for a number, such as ids of 17 digits, stay text. */
function plainValue(node: unknown, document: Document): unknown {
  const data: unknown = document.toJS();
  return node === null ? undefined : withSafeNumbers(data);
}

function withSafeNumbers(value: unknown): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (Array.isArray(value)) return value.map(withSafeNumbers);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withSafeNumbers(item)]));
}

/** Converts a YAML configuration value for the program: text unchanged, lists and maps as JSON. */
export function configText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  return JSON.stringify(value);
}

/** Sets one key of a map in the document, keeping comments and order. */
export function setInMap(document: Document, section: string, key: string, value: unknown): void {
  if (!isMap(document.contents)) document.contents = document.createNode({});
  const existing: unknown = document.get(section, true);
  if (isMap(existing)) existing.set(key, keepComment(existing.get(key, true), document.createNode(value)));
  else document.set(section, document.createNode({ [key]: value }));
}

function keepComment<Node>(before: unknown, after: Node): Node {
  const hasComment = (isScalar(before) || isMap(before) || isSeq(before)) && typeof before.comment === "string";
  if (hasComment && isScalar(after)) after.comment = before.comment ?? null;
  return after;
}
