import { emojiUnits, type Emoji } from "./emoji";
import type { FontFace, Glyph } from "./font-face";

export interface GlyphRun {
  readonly face: FontFace;
  readonly isSlanted: boolean;
  /** Size in px of a font unit. */
  readonly unit: number;
  readonly color: string;
  readonly glyphs: readonly Glyph[];
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  /** Radius of the corners in px. Default: 0. */
  readonly radius?: number;
}

/** Shift to the right for each unit above the baseline, as an italic face has. */
const slant = 0.2;

/** Collects the elements of an SVG. Each glyph and emoji is defined once; its id depends only on what it is. */
export class Canvas {
  readonly #definitions = new Map<string, string>();
  readonly #elements: string[] = [];
  #hasEmoji = false;

  drawRectangle({ x, y, width, height, fill, radius = 0 }: Rectangle): void {
    const corners = radius === 0 ? "" : ` rx="${formatNumber(radius)}"`;
    this.#elements.push(
      `<rect x="${formatNumber(x)}" y="${formatNumber(y)}" width="${formatNumber(width)}" height="${formatNumber(height)}"${corners} fill="${fill}"/>`,
    );
  }

  drawCircle(x: number, y: number, radius: number, fill: string): void {
    this.#elements.push(
      `<circle cx="${formatNumber(x)}" cy="${formatNumber(y)}" r="${formatNumber(radius)}" fill="${fill}"/>`,
    );
  }

  /** Draws SVG path data with its origin at a point. */
  drawPath(data: string, x: number, y: number, fill: string, opacity = 1): void {
    const transparency = opacity === 1 ? "" : ` fill-opacity="${formatNumber(opacity)}"`;
    this.#elements.push(`<path transform="${translate(x, y)}" d="${data}" fill="${fill}"${transparency}/>`);
  }

  /** Draws glyphs on the baseline that begins at a point. */
  drawGlyphs({ face, isSlanted, unit, color, glyphs }: GlyphRun, x: number, y: number): void {
    const uses = glyphs.flatMap(({ id, x: glyphX, y: glyphY }) => {
      const outline = face.outline(id);
      if (outline === "") return [];
      const reference = this.#define(`glyph-${face.id}-${id}`, (name) => `<path id="${name}" d="${outline}"/>`);
      return [`<use href="#${reference}"${offset("x", glyphX)}${offset("y", glyphY)}/>`];
    });
    if (uses.length === 0) return;
    const size = formatNumber(unit, 5);
    const transform = isSlanted
      ? `matrix(${size} 0 ${formatNumber(unit * slant, 5)} -${size} ${formatNumber(x)} ${formatNumber(y)})`
      : `${translate(x, y)} scale(${size} -${size})`;
    this.#elements.push(`<g transform="${transform}" fill="${color}">${uses.join("")}</g>`);
  }

  /** Draws an emoji in the square whose top left corner is a point, with `color` if it has no colours of its own. */
  drawEmoji(
    { name, body, width, height, isMonochrome }: Emoji,
    x: number,
    y: number,
    size: number,
    color: string,
  ): void {
    this.#hasEmoji = true;
    const reference = this.#define(`emoji-${name}`, (id) => `<g id="${id}">${body}</g>`);
    const unit = size / emojiUnits;
    const left = x + ((emojiUnits - width) / 2) * unit;
    const top = y + ((emojiUnits - height) / 2) * unit;
    const fill = isMonochrome ? ` fill="${color}"` : "";
    const transform = `${translate(left, top)} scale(${formatNumber(unit, 5)})`;
    this.#elements.push(`<use href="#${reference}" transform="${transform}"${fill}/>`);
  }

  toElements(): string {
    const credit = this.#hasEmoji ? "<metadata>Emoji: Twemoji by Twitter and contributors, CC BY 4.0</metadata>" : "";
    const definitions = [...this.#definitions.values()].join("");
    return `${credit}<defs>${definitions}</defs>${this.#elements.join("")}`;
  }

  #define(name: string, create: (id: string) => string): string {
    const id = `whatsapp-chat-${name}`;
    if (!this.#definitions.has(id)) this.#definitions.set(id, create(id));
    return id;
  }
}

function translate(x: number, y: number): string {
  return `translate(${formatNumber(x)} ${formatNumber(y)})`;
}

function offset(name: "x" | "y", value: number): string {
  return value === 0 ? "" : ` ${name}="${formatNumber(value)}"`;
}

export function formatNumber(value: number, digits = 2): string {
  return String(Number(value.toFixed(digits)) || 0);
}
