import type { Canvas } from "./canvas";
import type { Line } from "./paragraph";
import type { Atom } from "./shape";
import type { TextStyle } from "./text-span";

/** Size of an emoji in relation to the font size. */
const emojiSize = 1.2;

export function lineHeight(size: number): number {
  return Math.round(size * 1.36);
}

/** Draws a line from left to right: backgrounds, then text, then underlines and strikethroughs. */
export function drawLine(canvas: Canvas, line: Line, x: number, top: number, size: number): void {
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
    const size = style.size * emojiSize;
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
