import type { Direction } from "./bidi";
import { stackBoxes, type Box } from "./box";
import type { Canvas } from "./canvas";
import type { FontSet } from "./fonts";
import { breakLines, type Line } from "./paragraph";
import { shapeText, type Atom } from "./shape";
import type { TextSpan, TextStyle } from "./text-span";
import type { Theme } from "./theme";

/** Everything that layout depends on, except content and width. */
export interface LayoutContext {
  readonly fonts: FontSet;
  readonly theme: Theme;
}

export interface TextBoxOptions {
  /** Side of the column. Default: the side on which the paragraph begins. */
  readonly align?: "left" | "right" | "center";
  /** Direction of the paragraph. Default: that of its first strong character. */
  readonly direction?: Direction;
}

export interface TextBox extends Box {
  readonly direction: Direction;
  /** Width of the last line in px. */
  readonly lastLineWidth: number;
}

export function lineHeight(size: number): number {
  return Math.round(size * 1.36);
}

/** Most lines of one text. A phone folds texts that are much shorter; WhatsApp's limit is 4,096 characters. */
export const mostLines = 1000;

/** Lays out one paragraph. After `mostLines` lines, "…" replaces the rest. */
export function createTextBox(
  spans: readonly TextSpan[],
  style: TextStyle,
  maxWidth: number,
  { fonts }: LayoutContext,
  { align, direction }: TextBoxOptions = {},
): TextBox {
  const paragraph = breakLines(shapeText(spans, fonts, direction), maxWidth);
  const lines =
    paragraph.lines.length > mostLines
      ? [...paragraph.lines.slice(0, mostLines), ...breakLines(shapeText([ellipsis(style)], fonts), maxWidth).lines]
      : paragraph.lines;
  const height = lineHeight(style.size);
  const side = align ?? (paragraph.direction === "rtl" ? "right" : "left");
  return {
    width: lines.reduce((most, line) => Math.max(most, line.width), 0),
    height: height * lines.length,
    direction: paragraph.direction,
    lastLineWidth: lines.at(-1)?.width ?? 0,
    draw(canvas, x, y, width) {
      lines.forEach((line, index) => {
        const space = width - line.width;
        const left = side === "left" ? 0 : side === "right" ? space : space / 2;
        drawLine(canvas, line, x + left, y + index * height, style.size);
      });
    },
  };
}

function ellipsis(style: TextStyle): TextSpan {
  return { text: "…", style };
}

/** Lays out plain text, each line as a paragraph of its own. */
export function createPlainTextBox(
  text: string,
  style: TextStyle,
  maxWidth: number,
  context: LayoutContext,
  options: TextBoxOptions = {},
): Box {
  const lines = text.split(/\r\n?|\n/, mostLines + 1);
  const shown = lines.length > mostLines ? [...lines.slice(0, mostLines), "…"] : lines;
  return stackBoxes(shown.map((line) => createTextBox([{ text: line, style }], style, maxWidth, context, options)));
}

function drawLine(canvas: Canvas, line: Line, x: number, top: number, size: number): void {
  const height = lineHeight(size);
  const baseline = top + height / 2 + size * 0.36;
  for (const part of groupAtoms(line.atoms, x, (atom, next) => atom.style === next.style)) {
    const { background } = part.style;
    if (background === undefined) continue;
    const bounds = { x: part.x - 2, y: top + 1, width: part.width + 4, height: height - 2 };
    canvas.drawRectangle({ ...bounds, fill: background, radius: 4 });
  }
  for (const part of groupAtoms(line.atoms, x, isSameRun)) drawAtoms(canvas, part, baseline);
  for (const part of groupAtoms(line.atoms, x, (atom, next) => atom.style === next.style)) {
    const { color, isStruckThrough, isUnderlined } = part.style;
    const bounds = { x: part.x, width: part.width, height: Math.max(1, size / 14), fill: color };
    if (isUnderlined === true) canvas.drawRectangle({ ...bounds, y: baseline + size * 0.12 });
    if (isStruckThrough === true) canvas.drawRectangle({ ...bounds, y: baseline - size * 0.3 });
  }
}

interface AtomGroup {
  readonly atoms: readonly Atom[];
  readonly style: TextStyle;
  readonly x: number;
  readonly width: number;
}

/** Groups neighbouring atoms of a line, with the position of each group. */
function groupAtoms(
  atoms: readonly Atom[],
  x: number,
  isSameGroup: (atom: Atom, next: Atom) => boolean,
): readonly AtomGroup[] {
  const groups: { atoms: Atom[]; style: TextStyle; x: number; width: number }[] = [];
  let left = x;
  for (const atom of atoms) {
    const group = groups.at(-1);
    const last = group?.atoms.at(-1);
    if (group !== undefined && last !== undefined && isSameGroup(last, atom)) {
      group.atoms.push(atom);
      group.width += atom.width;
    } else {
      groups.push({ atoms: [atom], style: atom.style, x: left, width: atom.width });
    }
    left += atom.width;
  }
  return groups;
}

function isSameRun({ style, picture }: Atom, next: Atom): boolean {
  if (picture.kind !== "glyphs" || next.picture.kind !== "glyphs" || style !== next.style) return false;
  const { face, isSlanted, unit } = next.picture;
  return picture.face === face && picture.isSlanted === isSlanted && picture.unit === unit;
}

function drawAtoms(canvas: Canvas, { atoms, style, x }: AtomGroup, baseline: number): void {
  const picture = atoms[0]?.picture;
  if (picture === undefined) return;
  if (picture.kind === "emoji") {
    const size = style.size * 1.2;
    canvas.drawEmoji(
      picture.emoji,
      x + ((atoms[0]?.width ?? size) - size) / 2,
      baseline - size * 0.83,
      size,
      style.color,
    );
    return;
  }
  let left = 0;
  const glyphs = atoms.flatMap((atom) => {
    const start = left;
    left += atom.width / picture.unit;
    return atom.picture.kind === "glyphs" ? atom.picture.glyphs.map((glyph) => ({ ...glyph, x: glyph.x + start })) : [];
  });
  canvas.drawGlyphs({ ...picture, color: style.color, glyphs }, x, baseline);
}
