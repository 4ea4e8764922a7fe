import { escapeControls, graphemesOf, type Grapheme } from "pulumi-whatsapp/schema";

/** Appearance of text, with the parameter of the terminal's escape sequence (SGR, ECMA-48). */
const styleCodes = {
  bold: 1,
  dim: 2,
  italic: 3,
  underline: 4,
  strikethrough: 9,
  red: 31,
  green: 32,
  yellow: 33,
  cyan: 36,
} as const;

export type Style = keyof typeof styleCodes;

/** A character as a person sees it, with its width and appearance. */
interface Cell extends Grapheme {
  readonly styles: readonly Style[];
}

export type Line = readonly Cell[];

/** Text of one appearance. */
export interface TextRun {
  readonly text: string;
  readonly styles: readonly Style[];
}

/** Divides text into cells. Controls are escaped, and line ends become spaces. */
export function toLine(text: string, ...styles: readonly Style[]): Line {
  return joinRuns([{ text, styles }]);
}

/** Divides runs into cells. A character that begins in one run and ends in the next has the appearance of the first. */
export function joinRuns(runs: readonly TextRun[]): Line {
  const shown = runs.map(({ text, styles }) => ({ text: escapeText(text).replaceAll("\n", " "), styles }));
  const ends = shown.map(
    (
      (end) =>
      ({ text }) =>
        (end += text.length)
    )(0),
  );
  let [at, run] = [0, 0];
  return segmentText(shown.map(({ text }) => text).join("")).map(({ text, columns }) => {
    while (at >= (ends[run] ?? Infinity)) run++;
    at += text.length;
    return { text, columns, styles: shown[run]?.styles ?? [] };
  });
}

/** Divides a text in chunks: for each character, `Intl.Segmenter` of V8 copies all the text that it is given. */
function segmentText(text: string): readonly Grapheme[] {
  const graphemes: Grapheme[] = [];
  let [at, length] = [0, chunkLength];
  while (at < text.length) {
    // Half of a surrogate pair would end the character before it.
    const end = isHighSurrogate(text, at + length - 1) ? at + length + 1 : at + length;
    const chunk = graphemesOf(text.slice(at, end));
    // The last character of a chunk can continue after it.
    if (end < text.length) chunk.pop();
    graphemes.push(...chunk);
    length = chunk.length === 0 ? length * 2 : chunkLength;
    at += chunk.reduce((sum, grapheme) => sum + grapheme.text.length, 0);
  }
  return graphemes;
}

const chunkLength = 64;

function isHighSurrogate(text: string, at: number): boolean {
  return (text.charCodeAt(at) & 0xfc00) === 0xd800;
}

/** Escapes controls and characters that reorder text as `\uXXXX`. Keeps line ends. */
function escapeText(text: string): string {
  return escapeControls(text.toWellFormed().replace(/\r\n?/g, "\n").replaceAll("\t", " "));
}

/** Splits text at its line ends. */
export function splitLines(text: string, ...styles: readonly Style[]): readonly Line[] {
  return text.split(/\r\n?|\n/).map((line) => toLine(line, ...styles));
}

export function columnsOfLine(line: Line): number {
  return line.reduce((sum, { columns }) => sum + columns, 0);
}

/** Repeats a character of one column, such as a space or a part of a border. */
export function fillColumns(columns: number, text = " ", ...styles: readonly Style[]): Line {
  const cell = { text, columns: 1, styles };
  return Array.from({ length: Math.max(0, columns) }, () => cell);
}

/** Wraps a line to `room` columns, at least 2, between words. A longer word breaks anywhere. The space at a break is omitted. */
export function wrapLine(line: Line, room: number): readonly Line[] {
  const most = Math.max(room, 2);
  const cells = line.every(({ columns }) => columns <= most) ? line : line.flatMap((cell) => splitCell(cell, most));
  const lines: Line[] = [];
  let [start, used] = [0, 0];
  let space: number | undefined;
  for (const [at, cell] of cells.entries()) {
    if (cell.text === " ") space = at;
    used += cell.columns;
    while (used > most) {
      const end = space ?? at;
      lines.push(cells.slice(start, end));
      start = space === undefined ? end : end + 1;
      space = undefined;
      used = columnsOfLine(cells.slice(start, at + 1));
    }
  }
  return [...lines, cells.slice(start)];
}

/** Splits a character that spacing marks make wider than a line. */
function splitCell(cell: Cell, room: number): readonly Cell[] {
  return cell.columns <= room
    ? [cell]
    : Array.from(cell.text).flatMap((text) => graphemesOf(text).map((part) => ({ ...part, styles: cell.styles })));
}

/** Writes cells as text, with escape sequences if `isColor`. Every sequence ends within the line. */
export function paintLine(line: Line, isColor: boolean): string {
  const runs: { text: string; readonly codes: string }[] = [];
  for (const { text, styles } of line) {
    const codes = isColor ? styles.map((style) => styleCodes[style]).join(";") : "";
    const last = runs.at(-1);
    if (last?.codes === codes) last.text += text;
    else runs.push({ text, codes });
  }
  return runs.map(({ text, codes }) => (codes === "" ? text : `\u001b[${codes}m${text}\u001b[0m`)).join("");
}
