import { columnsOfLine, fillColumns, toLine, wrapLine, type Line, type Style } from "./cells";

/** A row of a box, which takes one line or more. */
export type Row =
  | {
      readonly kind: "text";
      readonly text: Line;
      /** Text at the right edge: of the last line, or below it if both do not fit. */
      readonly right?: Line;
      /** Text before the first line and before each other line, such as a bullet and its indentation. */
      readonly before?: { readonly first: Line; readonly others: Line };
      /** Text that follows the last word without a break. */
      readonly after?: Line;
    }
  | { readonly kind: "rule"; readonly label?: string };

type TextRow = Extract<Row, { kind: "text" }>;

export interface Box {
  readonly rows: readonly Row[];
  /** Width with borders. The box is narrower if its rows are, unless `isFullWidth`. */
  readonly columns: number;
  readonly isFullWidth?: boolean;
  readonly borderStyles: readonly Style[];
}

interface BoxLine {
  readonly left: Line;
  readonly right: Line;
}

export const emptyRow: Row = { kind: "text", text: [] };

export function textRow(text: string, ...styles: readonly Style[]): TextRow {
  return { kind: "text", text: toLine(text, ...styles) };
}

/** Draws a box with round corners. All its lines are equally wide. */
export function drawBox({ rows, columns, isFullWidth = false, borderStyles }: Box): readonly Line[] {
  const room = columns - 4;
  const parts = rows.map((row) =>
    row.kind === "rule" ? row : { kind: "lines" as const, lines: layOutRow(row, room) },
  );
  const lines = parts.flatMap((part) => (part.kind === "rule" ? [] : part.lines));
  const widest = lines.reduce((most, line) => Math.max(most, columnsOfBoxLine(line)), 0);
  const inner = isFullWidth ? room : widest;
  const border = (character: string, columns = 1) => fillColumns(columns, character, ...borderStyles);
  const edge = (left: string, right: string, label?: string) => {
    const heading = label === undefined ? [] : toLine(` ${label} `, ...borderStyles);
    const rest = border("─", inner + 1 - columnsOfLine(heading));
    return [...border(left), ...border("─"), ...heading, ...rest, ...border(right)];
  };
  const [leftBorder, rightBorder] = [
    [...border("│"), ...border(" ")],
    [...border(" "), ...border("│")],
  ];
  return [
    edge("╭", "╮"),
    ...parts.flatMap((part) =>
      part.kind === "rule"
        ? [edge("├", "┤", part.label)]
        : part.lines.map((line) => [...leftBorder, ...justifyLine(line, inner), ...rightBorder]),
    ),
    edge("╰", "╯"),
  ];
}

function layOutRow(
  { text, right = [], before = { first: [], others: [] }, after = [] }: TextRow,
  room: number,
): BoxLine[] {
  const indent = Math.max(columnsOfLine(before.first), columnsOfLine(before.others));
  const wrapped = wrapLine(text, room - indent - columnsOfLine(after));
  const lines = wrapped.map((line, index) => ({
    left: [...(index === 0 ? before.first : before.others), ...line, ...(index === wrapped.length - 1 ? after : [])],
    right: [] as Line,
  }));
  const last = lines.at(-1);
  if (last === undefined || right.length === 0) return lines;
  const isSameLine = columnsOfBoxLine({ left: last.left, right }) <= room;
  return isSameLine
    ? [...lines.slice(0, -1), { left: last.left, right }]
    : [...lines, ...wrapLine(right, room).map((line) => ({ left: [], right: line }))];
}

function columnsOfBoxLine({ left, right }: BoxLine): number {
  const gap = left.length > 0 && right.length > 0 ? 2 : 0;
  return columnsOfLine(left) + gap + columnsOfLine(right);
}

function justifyLine({ left, right }: BoxLine, columns: number): Line {
  return [...left, ...fillColumns(columns - columnsOfLine(left) - columnsOfLine(right)), ...right];
}
