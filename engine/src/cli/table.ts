import { escapeControls } from "../terminal-text";
import type { CommandIo } from "./io";

/** Formats rows in columns, two spaces apart, like the CLI's lists. */
export function tableText(cells: readonly (readonly string[])[], indent = ""): string {
  const rows = cells.map((row) => row.map(escapeControls));
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map(
    (row) =>
      indent +
      row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join("  "),
  );
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

/** Formats one value: unchanged for a program that reads it, with control characters escaped on a terminal. */
export function valueText({ isOutputVisible }: Pick<CommandIo, "isOutputVisible">, text: string): string {
  return isOutputVisible ? escapeControls(text) : text;
}

export function jsonText(value: unknown): string {
  return `${escapeControls(JSON.stringify(value, undefined, 2))}\n`;
}
