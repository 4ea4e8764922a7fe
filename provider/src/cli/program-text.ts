import { escapeInvisible } from "../schema/terminal-text";
import type { Importable } from "./importable";
import { sequences, type ImportableKind } from "./kinds";
import { isTemplate, lineColumns, toLiteral, fitsOnLine, exceedsLine, toTemplate } from "./literal";

const header = 'import * as whatsapp from "pulumi-whatsapp";\n';

/** Writes the program that declares the sequences or creatives, in prettier's default format. */
export function renderProgram(scopeId: string, all: readonly Importable[], kind: ImportableKind = sequences): string {
  return [
    header,
    `const ${kind.scopeArg} = ${toLiteral(scopeId)};\n`,
    ...all.map((one) => renderStatement(one, kind)),
  ].join("\n");
}

/** Names are ASCII, so lengths are columns here. */
function renderStatement({ names, inputs }: Importable, { className, scopeArg }: ImportableKind): string {
  const call = `new whatsapp.${className}(`;
  const name = toLiteral(names.resource);
  const onOneLine = `export const ${names.variable} = ${call}`;
  const isLong = onOneLine.length > lineColumns;
  const start = isLong ? `export const ${names.variable} =\n  ${call}` : onOneLine;
  const indent = isLong ? "  " : "";
  const room = lineColumns - (isLong ? indent.length + call.length : onOneLine.length);
  const lines = (deeper: string): string => renderArguments(inputs, scopeArg, indent + deeper);
  return `${name}, {`.length <= room
    ? `${start}${name}, {\n${lines("  ")}${indent}});\n`
    : `${start}\n${indent}  ${name},\n${indent}  {\n${lines("    ")}${indent}  },\n${indent});\n`;
}

/** Writes the arguments. The account id is a constant of the program, and the class adds the handler. */
function renderArguments(inputs: Importable["inputs"], scopeArg: string, indent: string): string {
  return (
    `${indent}${scopeArg},\n` +
    Object.entries(inputs)
      .filter(([key]) => key !== scopeArg && key !== "__provider")
      .map(([key, value]) => renderProperty(key, value, indent))
      .join("")
  );
}

/** Writes a property on one line if it fits by every count, otherwise over several lines, so that character widths do not matter. */
function renderProperty(key: string, value: unknown, indent: string): string {
  const start = `${indent}${renderKey(key)}:`;
  const inline = renderInline(value);
  const line = `${start} ${inline},`;
  if (!line.includes("\n") && fitsOnLine(line)) return `${line}\n`;
  if (value !== null && typeof value === "object") {
    return `${start} ${renderMultiline(value, indent, exceedsLine(line))},\n`;
  }
  if (typeof value !== "string") return `${line}\n`;
  // Prettier moves a string below its key, but neither below one of four letters nor when it is a template.
  if (key.length <= 4 || isTemplate(inline)) return `${line}\n`;
  return exceedsLine(line) ? `${start}\n${indent}  ${inline},\n` : `${start} ${toTemplate(value)},\n`;
}

/** Quotes a key of Meta's JSON that is not an identifier. */
function renderKey(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : escapeInvisible(JSON.stringify(key));
}

function renderInline(value: unknown): string {
  if (typeof value === "string") return toLiteral(value);
  if (value === null || typeof value !== "object") return String(value);
  if (Array.isArray(value)) return `[${value.map(renderInline).join(", ")}]`;
  const parts = entriesOf(value).map(([key, part]) => `${renderKey(key)}: ${renderInline(part)}`);
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

/** Writes an object or a list over several lines. Short elements stay on one line if the list is too long for one. */
function renderMultiline(value: unknown, indent: string, isTooLong: boolean): string {
  const deeper = `${indent}  `;
  if (!Array.isArray(value)) {
    const lines = entriesOf(value).map(([key, part]) => renderProperty(key, part, deeper));
    return `{\n${lines.join("")}${indent}}`;
  }
  const short = value.map((part) => `${deeper}${renderInline(part)},\n`);
  const isShort = short.map((line) => line.indexOf("\n") === line.length - 1 && fitsOnLine(line.trimEnd()));
  const mayBeShort = isTooLong || isShort.includes(false);
  const elements = value.map((part, i) =>
    mayBeShort && isShort[i] === true ? short[i] : `${deeper}${renderMultiline(part, deeper, false)},\n`,
  );
  return `[\n${elements.join("")}${indent}]`;
}

function entriesOf(value: unknown): [string, unknown][] {
  return value !== null && typeof value === "object" ? Object.entries(value) : [];
}
