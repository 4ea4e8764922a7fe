import type { Canvas } from "./canvas";

/** A part of the image that knows its size in px. */
export interface Box {
  readonly width: number;
  readonly height: number;
  /** Draws with the top left corner at a point. `width` is the space in the column, at least the box's own width. */
  draw(canvas: Canvas, x: number, y: number, width: number): void;
}

/** Places boxes below each other, with a gap in px between them. */
export function stackBoxes(boxes: readonly Box[], gap = 0): Box {
  return {
    width: boxes.reduce((most, box) => Math.max(most, box.width), 0),
    height: boxes.reduce((sum, box) => sum + box.height, 0) + gap * Math.max(0, boxes.length - 1),
    draw(canvas, x, y, width) {
      let top = y;
      for (const box of boxes) {
        box.draw(canvas, x, top, width);
        top += box.height + gap;
      }
    },
  };
}

/** Distances in px. Default: 0. */
export interface Insets {
  readonly top?: number;
  readonly right?: number;
  readonly bottom?: number;
  readonly left?: number;
}

export function padBox(box: Box, { top = 0, right = 0, bottom = 0, left = 0 }: Insets): Box {
  return {
    width: box.width + left + right,
    height: box.height + top + bottom,
    draw: (canvas, x, y, width) => box.draw(canvas, x + left, y + top, width - left - right),
  };
}

/** Draws a rounded rectangle behind a box, as wide as the column. */
export function fillBox(box: Box, fill: string, radius: number): Box {
  return {
    ...box,
    draw(canvas, x, y, width) {
      canvas.drawRectangle({ x, y, width, height: box.height, fill, radius });
      box.draw(canvas, x, y, width);
    },
  };
}

/** Places one box at the left and one at the right. */
export function spreadBoxes(left: Box, right: Box, gap: number): Box {
  return {
    width: left.width + gap + right.width,
    height: Math.max(left.height, right.height),
    draw(canvas, x, y, width) {
      left.draw(canvas, x, y, width - gap - right.width);
      right.draw(canvas, x + width - right.width, y, right.width);
    },
  };
}

/** A horizontal line across the column, with space above and below. */
export function lineBox(fill: string, space: number): Box {
  return {
    width: 0,
    height: 1 + 2 * space,
    draw: (canvas, x, y, width) => canvas.drawRectangle({ x, y: y + space, width, height: 1, fill }),
  };
}
