/** Property values as text. Secrets are masked and internal keys omitted. */

import { escapeControls, escapeToLine } from "../terminal-text";
import { isRecord, type JsonRecord } from "../state/json";
import { secretSignature, signatureKey, unknownValue } from "../state/property-value";

const secretText = "[secret]";

/** Sorted keys, without internal ones, which start with two underscores. */
export function visibleKeys(map: JsonRecord): readonly string[] {
  return Object.keys(map)
    .filter((key) => !key.startsWith("__") && map[key] !== undefined)
    .sort();
}

/** Replaces every secret with `[secret]`, in memory and serialized form. */
export function mask(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mask);
  if (!isRecord(value)) return value;
  if (value[signatureKey] === secretSignature) return secretText;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mask(item)]));
}

/** One-line form of a value. Undefined for non-empty maps and lists and for multi-line text. */
export function inlineText(value: unknown): string | undefined {
  if (value === null || value === undefined) return "<null>";
  if (value === secretText) return secretText;
  if (value === unknownValue) return "[unknown]";
  if (typeof value === "string") return isMultiLine(value) ? undefined : shortText(value);
  if (Array.isArray(value)) return value.length === 0 ? "[]" : undefined;
  if (isRecord(value)) return visibleKeys(value).length === 0 ? "{}" : undefined;
  return JSON.stringify(value);
}

/** JSON on one line, with control characters escaped. */
export function shortText(value: unknown): string {
  return escapeControls(JSON.stringify(value));
}

export function isMultiLine(value: unknown): value is string {
  return typeof value === "string" && value.trimEnd().includes("\n");
}

const indentation = "    ";

/** Formats `label: value`, with further lines for values that need them. */
export function valueLines(key: string, value: unknown, indent = ""): readonly string[] {
  const label = escapeToLine(key);
  const text = inlineText(value);
  if (text !== undefined) return [`${indent}${label}: ${text}`];
  const inner = indent + indentation;
  if (typeof value === "string") {
    return [
      `${indent}${label}:`,
      ...value
        .trimEnd()
        .split("\n")
        .map((line) => `${inner}${escapeControls(line)}`),
    ];
  }
  if (Array.isArray(value)) {
    return [
      `${indent}${label}: [`,
      ...value.flatMap((item, index) => valueLines(`[${index}]`, item, inner)),
      `${indent}]`,
    ];
  }
  if (isRecord(value)) return [`${indent}${label}: {`, ...mapLines(value, inner), `${indent}}`];
  return [`${indent}${label}: ${shortText(value)}`];
}

/** Formats keys in aligned columns, like the CLI's outputs. */
export function mapLines(map: JsonRecord, indent = ""): readonly string[] {
  const keys = visibleKeys(map);
  const width = Math.max(0, ...keys.map((key) => key.length));
  return keys.flatMap((key) => valueLines(key.padEnd(width), map[key], indent));
}
