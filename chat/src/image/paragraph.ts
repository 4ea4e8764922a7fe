// The package has no types. Programs that import this file, such as tests, do not include the declaration by themselves.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./linebreak.d.ts" />
import LineBreaker from "linebreak";
import { orderVisually, type Direction } from "./bidi";
import type { Atom, ShapedText } from "./shape";

export interface Line {
  /** Atoms from left to right, without the spaces at the end of the line. */
  readonly atoms: readonly Atom[];
  /** Width in px. */
  readonly width: number;
}

/** A paragraph in lines. */
export interface Paragraph {
  readonly text: string;
  readonly direction: Direction;
  readonly lines: readonly Line[];
}

/** Breaks a paragraph into lines of at most `maxWidth` px, by UAX 14, and inside a word only if the word is wider than a line. */
export function breakLines({ text, direction, atoms }: ShapedText, maxWidth: number): Paragraph {
  const breaks = findBreaks(text);
  const fitting = atoms.map((atom) => shrinkToFit(atom, maxWidth));
  const lines: Line[] = [];
  let start = 0;
  while (start < fitting.length) {
    const end = findLineEnd(fitting, start, breaks, maxWidth);
    lines.push(createLine(fitting.slice(start, end)));
    start = end;
  }
  return { text, direction, lines: lines.length === 0 ? [createLine([])] : lines };
}

function findBreaks(text: string): ReadonlySet<number> {
  const breaker = new LineBreaker(text);
  const breaks = new Set<number>();
  for (let next = breaker.nextBreak(); next !== null; next = breaker.nextBreak()) breaks.add(next.position);
  return breaks;
}

/** Returns the index after the last atom of the line. A line has at least one atom; spaces at its end may exceed the width. */
function findLineEnd(atoms: readonly Atom[], start: number, breaks: ReadonlySet<number>, maxWidth: number): number {
  let width = 0;
  let lastBreak: number | undefined;
  for (let index = start; index < atoms.length; index++) {
    const atom = atoms[index];
    if (atom === undefined) break;
    if (index > start && breaks.has(atom.start)) lastBreak = index;
    width += atom.width;
    if (!atom.isSpace && width > maxWidth && index > start) return lastBreak ?? index;
  }
  return atoms.length;
}

/** Shrinks an atom that is wider than a line, such as U+FDFD. */
function shrinkToFit(atom: Atom, maxWidth: number): Atom {
  if (atom.width <= maxWidth || atom.picture.kind !== "glyphs") return atom;
  const unit = (atom.picture.unit * maxWidth) / atom.width;
  return { ...atom, width: maxWidth, picture: { ...atom.picture, unit } };
}

function createLine(atoms: readonly Atom[]): Line {
  let end = atoms.length;
  while (atoms[end - 1]?.isSpace === true) end--;
  const shown = atoms.slice(0, end);
  return { atoms: orderVisually(shown), width: shown.reduce((sum, { width }) => sum + width, 0) };
}
