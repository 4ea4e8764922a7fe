/** Renders the difference between two property maps, one line per change. */
import { isRecord, type JsonRecord } from "../state/json";
import { escapeControls, escapeToLine } from "../terminal-text";
import { inlineText, isMultiLine, shortText, valueLines, visibleKeys } from "./property-text";
import { lineDiff } from "./line-diff";

type DiffSign = "+" | "-" | "~" | " ";
export interface DiffLine {
  readonly sign: DiffSign;
  readonly text: string;
}

/** Names changed top-level keys, with `+`, `-` or `~`. */
export function changedKeys(before: JsonRecord, after: JsonRecord): readonly string[] {
  const keys = [...new Set([...visibleKeys(before), ...visibleKeys(after)])].sort();
  return keys
    .filter((key) => !isSame(before[key], after[key]))
    .map((key) => `${signOf(before[key], after[key])}${key}`);
}

/** `also`: keys that changed according to the provider. They are shown even if both sides look equal, as secrets do. */
export function diffLines(
  before: JsonRecord,
  after: JsonRecord,
  also: readonly string[] = [],
  indent = "",
): readonly DiffLine[] {
  const keys = [...new Set([...visibleKeys(before), ...visibleKeys(after)])].sort();
  return keys.flatMap((key) => {
    if (!isSame(before[key], after[key])) return changeLines(key, before[key], after[key], indent);
    return also.includes(key) ? [changedLine(key, before[key], after[key], indent)] : [];
  });
}

function signOf(before: unknown, after: unknown): DiffSign {
  if (before === undefined) return "+";
  return after === undefined ? "-" : "~";
}

function changeLines(label: string, before: unknown, after: unknown, indent: string): readonly DiffLine[] {
  const sign = signOf(before, after);
  if (sign === "+") return valueLines(label, after, indent).map((text) => ({ sign, text }));
  if (sign === "-") return valueLines(label, before, indent).map((text) => ({ sign, text }));
  const inner = `${indent}    `;
  if (isRecord(before) && isRecord(after)) {
    return [
      { sign, text: `${indent}${escapeToLine(label)}: {` },
      ...diffLines(before, after, [], inner),
      { sign: " ", text: `${indent}}` },
    ];
  }
  if (Array.isArray(before) && Array.isArray(after)) return listLines(label, before, after, indent);
  if (isMultiLine(before) || isMultiLine(after)) return textLines(label, before, after, indent);
  return [changedLine(label, before, after, indent)];
}

function changedLine(label: string, before: unknown, after: unknown, indent: string): DiffLine {
  return { sign: "~", text: `${indent}${escapeToLine(label)}: ${oneLineText(before)} => ${oneLineText(after)}` };
}

function listLines(
  label: string,
  before: readonly unknown[],
  after: readonly unknown[],
  indent: string,
): readonly DiffLine[] {
  const inner = `${indent}    `;
  const length = Math.max(before.length, after.length);
  const lines = Array.from({ length }, (_, index) =>
    isSame(before[index], after[index]) ? [] : changeLines(`[${index}]`, before[index], after[index], inner),
  );
  return [
    { sign: "~", text: `${indent}${escapeToLine(label)}: [` },
    ...lines.flat(),
    { sign: " ", text: `${indent}]` },
  ];
}

function textLines(label: string, before: unknown, after: unknown, indent: string): readonly DiffLine[] {
  if (typeof before !== "string" || typeof after !== "string") return [changedLine(label, before, after, indent)];
  const lines = lineDiff(before.split("\n"), after.split("\n"));
  return [
    { sign: "~", text: `${indent}${escapeToLine(label)}:` },
    ...lines.map(({ sign, text }) => ({ sign, text: `${indent}    ${escapeControls(text)}` })),
  ];
}

/** Formats any value on one line. */
function oneLineText(value: unknown): string {
  return inlineText(value) ?? shortText(value);
}

function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isSame(item, right[index]));
  }
  if (!isRecord(left) || !isRecord(right)) return false;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isSame(left[key], right[key]));
}
