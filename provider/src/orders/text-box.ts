import { columnsOf, graphemesOf, type Grapheme } from "../schema/terminal-text";
import { escapeInvisible } from "../schema/terminal-text";

/** One line or more: a text, or a text with something at the right edge. */
export type BoxRow = string | { readonly left: string; readonly right: string };

/** Draws a box of `columns` columns: sections separated by an empty line, then a second part below a rule. */
export function drawBox(upper: readonly (readonly BoxRow[])[], lower: readonly BoxRow[], columns: number): string {
  const room = columns - 4;
  const lines = upper
    .filter((rows) => rows.length > 0)
    .flatMap((rows, i) => [...(i === 0 ? [] : [""]), ...rows.flatMap((row) => layOutRow(row, room))]);
  const drawLine = (line: string): string => `│ ${line}${" ".repeat(room - columnsOf(line))} │`;
  const rule = "─".repeat(columns - 2);
  const below = lower.flatMap((row) => layOutRow(row, room));
  return [
    `┌${rule}┐`,
    ...lines.map(drawLine),
    ...(below.length === 0 ? [] : [`├${rule}┤`, ...below.map(drawLine)]),
    `└${rule}┘`,
    "",
  ].join("\n");
}

/** Escapes control and invisible characters of untrusted text; keeps its lines. */
export function escapeText(text: string): string {
  return escapeInvisible(text.replace(/\r\n?/g, "\n").replace(/[\t\p{Zs}]/gu, " "));
}

/** Escapes untrusted text and joins it to one line, so that it cannot imitate other lines of the box. */
export function escapeLine(text: string): string {
  return escapeText(text).replace(/\s+/gu, " ").trim();
}

function layOutRow(row: BoxRow, room: number): string[] {
  if (typeof row === "string") return wrapText(row, room);
  const { left, right } = row;
  const lines = wrapText(left, room);
  const last = lines.pop() ?? "";
  const gap = room - columnsOf(last) - columnsOf(right);
  return gap >= 2
    ? [...lines, `${last}${" ".repeat(gap)}${right}`]
    : [...lines, last, `${" ".repeat(Math.max(0, room - columnsOf(right)))}${right}`];
}

/** Wraps text to `room` columns between words; a longer word is broken anywhere. Indentation is kept. */
function wrapText(text: string, room: number): string[] {
  return text.split("\n").flatMap((line) => {
    const [indent = ""] = /^ {0,4}/.exec(line) ?? [];
    return wrapLine(line.slice(indent.length), room - indent.length).map((part) => `${indent}${part}`.trimEnd());
  });
}

function wrapLine(line: string, room: number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ").flatMap((one) => splitWord(one, room))) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (columnsOf(longer) <= room) current = longer;
    else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}

/** Splits a word into parts that each fit. */
function splitWord(word: string, room: number): string[] {
  if (columnsOf(word) <= room) return [word];
  const parts: string[] = [];
  let [part, used] = ["", 0];
  for (const { text, columns } of graphemesOf(word).flatMap((grapheme) => splitGrapheme(grapheme, room))) {
    if (used + columns > room) {
      parts.push(part);
      [part, used] = ["", 0];
    }
    part += text;
    used += columns;
  }
  return [...parts, part];
}

/** Combining marks can make one character wider than a line. */
function splitGrapheme(grapheme: Grapheme, room: number): Grapheme[] {
  return grapheme.columns <= room
    ? [grapheme]
    : Array.from(grapheme.text, (text) => ({ text, columns: columnsOf(text) }));
}
