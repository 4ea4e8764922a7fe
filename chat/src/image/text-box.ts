import type { Direction } from "./bidi";
import { stackBoxes, type Box } from "./box";
import type { FontSet } from "./fonts";
import { drawLine, lineHeight } from "./line-drawing";
import { breakLines } from "./paragraph";
import { shapeText } from "./shape";
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
