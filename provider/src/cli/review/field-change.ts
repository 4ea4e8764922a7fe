import { appendKey } from "../../schema/failures";
import { isJsonObject, type JsonObject } from "../../schema/json-value";
import type { DiffPart } from "../show/chat-library";

/** An argument whose value differs. */
export interface FieldChange {
  /** Path in program syntax, such as `iceBreakers[0].title`. */
  readonly path: string;
  /** Empty if the argument was added. */
  readonly before: string;
  /** Empty if the argument was removed. */
  readonly after: string;
}

/** Compares the arguments of a resource. Hidden properties, whose names begin with `__`, are left out. */
export function compareFields(before: JsonObject, after: JsonObject): readonly FieldChange[] {
  const [old, fresh] = [listTexts(before), listTexts(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .map((path) => ({ path, before: old.get(path) ?? "", after: fresh.get(path) ?? "" }))
    .filter((field) => field.before !== field.after);
}

/** Lists every text, number and boolean by its path. */
function listTexts(properties: JsonObject): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) value.forEach((part: unknown, index) => visit(part, `${path}[${index}]`));
    else if (isJsonObject(value)) {
      for (const [key, part] of Object.entries(value)) if (!key.startsWith("__")) visit(part, appendKey(path, key));
    } else if (typeof value === "string") texts.set(path, value);
    else if (typeof value === "number" || typeof value === "boolean" || typeof value === "bigint") {
      texts.set(path, String(value));
    }
  };
  visit(properties, "");
  return texts;
}

const labels: ReadonlyMap<string, string> = new Map([
  ["name", "Name"],
  ["text", "Text"],
  ["autofillMessage.content", "Prefilled message"],
  ["body", "Text"],
  ["footer", "Footer"],
  ["status", "Status"],
  ["payment.status", "Payment"],
  ["statusBody", "Text of the status"],
  ["statusDescription", "Description of the status"],
]);

/** Name of an argument for people. Undefined if its path is the best name. */
export function labelOfPath(path: string): string | undefined {
  const [, index] = /^iceBreakers\[(\d+)\]\.title$/.exec(path) ?? [];
  return index === undefined ? labels.get(path) : `Quick reply ${Number(index) + 1}`;
}

/** Writes a word diff as HTML. A change of nothing but spaces and line breaks is drawn with signs. `escape` formats the text of a part. */
export function renderDiff(parts: readonly DiffPart[], escape: (text: string) => string): string {
  const [removed, added, ...others] = parts;
  const isSpacesOnly =
    others.length === 0 &&
    removed?.kind === "removed" &&
    added?.kind === "added" &&
    sameWords(removed.text, added.text);
  const shown = isSpacesOnly ? [removed, added].map(({ kind, text }) => ({ kind, text: drawAllSpaces(text) })) : parts;
  const html = shown.map((part) => renderPart(part, escape)).join("");
  // A removed word and the one in its place would look like one word.
  return html.replaceAll("</del><ins>", "</del> <ins>");
}

function renderPart({ kind, text }: DiffPart, escape: (text: string) => string): string {
  switch (kind) {
    case "same":
      return escape(text);
    case "added":
      return `<ins>${escape(drawSpaces(text))}</ins>`;
    case "removed":
      return `<del>${escape(drawSpaces(text))}</del>`;
    default:
      return kind satisfies never;
  }
}

/** True for texts that differ in white space only. */
function sameWords(one: string, other: string): boolean {
  return one.replace(/\s+/g, "") === other.replace(/\s+/g, "");
}

/** Draws a text of white space as signs. Others stay as they are. */
function drawSpaces(text: string): string {
  return text.trim() === "" ? drawAllSpaces(text) : text;
}

function drawAllSpaces(text: string): string {
  return text.replace(/\r\n|\s/g, (space) => spaceSigns.get(space) ?? escapeUnicode(space));
}

const spaceSigns: ReadonlyMap<string, string> = new Map([
  [" ", "·"],
  ["\t", "→"],
  ["\n", "↵\n"],
  ["\r\n", "␍↵\n"],
  ["\r", "␍\n"],
]);

function escapeUnicode(space: string): string {
  return `\\u${space.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
