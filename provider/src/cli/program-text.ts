import type { Importable } from "./importable";
import { lineColumns, shortLiteral, surelyFits, templateLiteral } from "./literal";

const header = 'import * as whatsapp from "pulumi-whatsapp";\n';
const call = "new whatsapp.WelcomeMessageSequence(";

/** The program that declares the sequences, laid out as prettier would by default. */
export const programText = (wabaId: string, sequences: readonly Importable[]): string =>
  [header, `const wabaId = ${shortLiteral(wabaId)};\n`, ...sequences.map(statement)].join("\n");

/** Names are ASCII, so lengths are columns here. */
function statement({ names, inputs }: Importable): string {
  const name = shortLiteral(names.resource);
  const onOneLine = `export const ${names.variable} = ${call}`;
  const isLong = onOneLine.length > lineColumns;
  const start = isLong ? `export const ${names.variable} =\n  ${call}` : onOneLine;
  const indent = isLong ? "  " : "";
  const room = lineColumns - (isLong ? indent.length + call.length : onOneLine.length);
  const lines = (deeper: string): string => argumentLines(inputs, indent + deeper);
  return `${name}, {`.length <= room
    ? `${start}${name}, {\n${lines("  ")}${indent}});\n`
    : `${start}\n${indent}  ${name},\n${indent}  {\n${lines("    ")}${indent}  },\n${indent});\n`;
}

/** The arguments that a person writes: the account is a constant of the program, the handler the class's own. */
const argumentLines = (inputs: Importable["inputs"], indent: string): string =>
  `${indent}wabaId,\n` +
  Object.entries(inputs)
    .filter(([key]) => key !== "wabaId" && key !== "__provider")
    .map(([key, value]) => property(key, value, indent))
    .join("");

/** On one line where it certainly fits, else spread in a way that does not depend on widths. */
function property(key: string, value: unknown, indent: string): string {
  const line = `${indent}${key}: ${inline(value)},`;
  return !line.includes("\n") && surelyFits(line) ? `${line}\n` : `${indent}${key}: ${spread(value, indent)},\n`;
}

function inline(value: unknown): string {
  if (typeof value === "string") return shortLiteral(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  return `{ ${entriesOf(value)
    .map(([key, part]) => `${key}: ${inline(part)}`)
    .join(", ")} }`;
}

function spread(value: unknown, indent: string): string {
  if (typeof value === "string") return templateLiteral(value);
  const deeper = `${indent}  `;
  if (Array.isArray(value))
    return `[\n${value.map((part) => `${deeper}${spread(part, deeper)},\n`).join("")}${indent}]`;
  return `{\n${entriesOf(value)
    .map(([key, part]) => property(key, part, deeper))
    .join("")}${indent}}`;
}

const entriesOf = (value: unknown): [string, unknown][] =>
  value !== null && typeof value === "object" ? Object.entries(value) : [];
