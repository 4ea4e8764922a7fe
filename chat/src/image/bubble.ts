import type { Button, Header, Message } from "../model/chat";
import { fillBox, lineBox, padBox, stackBoxes, type Box } from "./box";
import type { Canvas } from "./canvas";
import { drawDocumentIcon, drawImageIcon } from "./icons";
import { createOrderCardBox } from "./order-card-box";
import { createRichTextBox } from "./rich-text-box";
import { createPlainTextBox, createTextBox, type LayoutContext } from "./text-box";
import type { TextStyle } from "./text-span";

const padding = 10;
const radius = 10;
const textSize = 15;
const shadow = "#000000";
const shadowOpacity = 0.12;
const timeGap = 12;

export interface BubbleOptions {
  /** Points to the side of the sender. */
  readonly hasTail: boolean;
  /** As wide as possible. Bubbles with pictures, orders and buttons always are. */
  readonly isWide: boolean;
}

/** Lays out a message in its bubble, at most `maxWidth` px wide. */
export function createBubble(message: Message, maxWidth: number, context: LayoutContext, options: BubbleOptions): Box {
  const { theme } = context;
  const content = createContent(message, maxWidth - 2 * padding, context);
  const buttons = (message.buttons ?? []).map((button) => createButtonRow(button, maxWidth - 2 * padding, context));
  const box = stackBoxes([padBox(content, { top: 8, right: padding, bottom: 7, left: padding }), ...buttons]);
  const isWide = options.isWide || message.order !== undefined || buttons.length > 0 || hasPlaceholder(message.header);
  const width = isWide ? maxWidth : box.width;
  const isUser = message.from === "user";
  // The corners need space, also of a message without content.
  const height = Math.max(box.height, 2 * radius);
  const fill = isUser ? theme.userBubble : theme.businessBubble;
  return {
    width,
    height: height + 1,
    draw(canvas, x, y, columnWidth) {
      const left = isUser ? x + columnWidth - width : x;
      const outline = bubbleOutline(width, height, isUser, options.hasTail);
      canvas.drawPath(outline, left, y + 1, shadow, shadowOpacity);
      canvas.drawPath(outline, left, y, fill);
      box.draw(canvas, left, y, width);
    },
  };
}

function hasPlaceholder(header: Header | undefined): boolean {
  return header !== undefined && header.kind !== "text";
}

/** Everything above the buttons. The time is beside the last line if there is space, else below it. */
function createContent(message: Message, width: number, context: LayoutContext): Box {
  const { detail } = context.theme;
  const body: TextStyle = { size: textSize, color: context.theme.text };
  const parts: Box[] = [];
  let lastLineWidth: number | undefined;
  if (message.header !== undefined) parts.push(createHeader(message.header, width, context));
  if (message.body !== undefined) {
    const text = createRichTextBox(message.body, body, width, context);
    parts.push(text);
    lastLineWidth = text.lastLineWidth;
  }
  if (message.order !== undefined) {
    parts.push(createOrderCardBox(message.order, width, context));
    lastLineWidth = undefined;
  }
  if (message.footer !== undefined) {
    const style = { size: 13, color: detail };
    const footer = createTextBox([{ text: message.footer, style }], style, width, context);
    parts.push(footer);
    lastLineWidth = footer.direction === "ltr" ? footer.lastLineWidth : undefined;
  }
  const content = stackBoxes(parts, 6);
  return message.time === undefined ? content : addTime(content, message.time, lastLineWidth, width, context);
}

function addTime(
  content: Box,
  time: string,
  lastLineWidth: number | undefined,
  maxWidth: number,
  context: LayoutContext,
): Box {
  const style: TextStyle = { size: 11, color: context.theme.detail };
  const timeBox = createTextBox([{ text: time, style }], style, maxWidth, context, {
    align: "right",
    direction: "ltr",
  });
  const lineWidth = (lastLineWidth ?? maxWidth) + timeGap + timeBox.width;
  if (lineWidth > maxWidth) return stackBoxes([content, timeBox], 2);
  return {
    width: Math.max(content.width, lineWidth),
    height: content.height,
    draw(canvas, x, y, width) {
      content.draw(canvas, x, y, width);
      timeBox.draw(canvas, x, y + content.height - timeBox.height + 2, width);
    },
  };
}

function createHeader(header: Header, width: number, context: LayoutContext): Box {
  const { theme } = context;
  if (header.kind === "text") {
    return createPlainTextBox(header.text, { size: textSize, color: theme.text, isBold: true }, width, context);
  }
  const style: TextStyle = { size: 13, color: theme.detail };
  if (header.kind === "document") {
    const label = createPlainTextBox(header.label, { ...style, color: theme.text }, width - 52, context);
    const row = padBox(label, { top: 12, right: 10, bottom: 12, left: 42 });
    return withIcon({ ...fillBox(row, theme.shade, 8), width }, (canvas, x, y) =>
      drawDocumentIcon(canvas, x + 12, y + row.height / 2 - 11, theme.detail),
    );
  }
  const label = createPlainTextBox(header.label, style, width - 24, context, { align: "center" });
  const height = Math.max(Math.round(width / 1.91), label.height + 76);
  const top = Math.round((height - label.height - 46) / 2);
  const placeholder = padBox(label, { top: top + 46, right: 12, bottom: height - top - 46 - label.height, left: 12 });
  return withIcon({ ...fillBox(placeholder, theme.shade, 8), width }, (canvas, x, y) =>
    drawImageIcon(canvas, x + width / 2 - 20, y + top, theme.detail),
  );
}

function withIcon(box: Box, drawIcon: (canvas: Canvas, x: number, y: number) => void): Box {
  return {
    ...box,
    draw(canvas, x, y, width) {
      box.draw(canvas, x, y, width);
      drawIcon(canvas, x, y);
    },
  };
}

function createButtonRow(button: Button, width: number, context: LayoutContext): Box {
  return stackBoxes([
    lineBox(context.theme.divider, 0),
    padBox(createButtonText(button, width, context), { top: 10, bottom: 10, left: padding, right: padding }),
  ]);
}

function createButtonText({ label, detail, isDisabled = false }: Button, width: number, context: LayoutContext): Box {
  const { theme } = context;
  const style: TextStyle = { size: textSize, color: isDisabled ? theme.detail : theme.accent, isBold: true };
  const labelBox = createPlainTextBox(label, style, width, context, { align: "center" });
  if (detail === undefined) return labelBox;
  const detailBox = createPlainTextBox(detail, { size: 12, color: theme.detail }, width, context, { align: "center" });
  return stackBoxes([labelBox, detailBox], 1);
}

/** A button of its own below the bubbles. */
export function createQuickReply(label: string, width: number, context: LayoutContext): Box {
  const text = createButtonText({ label }, width - 2 * padding, context);
  const padded = padBox(text, { top: 9, right: padding, bottom: 9, left: padding });
  const button = fillBox(padded, context.theme.businessBubble, radius);
  return {
    width,
    height: button.height + 1,
    draw(canvas, x, y) {
      canvas.drawPath(roundedRectangle(width, button.height), x, y + 1, shadow, shadowOpacity);
      button.draw(canvas, x, y, width);
    },
  };
}

/** Rounded rectangle with a tail at the top: at the left for the business, at the right for the person. */
function bubbleOutline(width: number, height: number, isUser: boolean, hasTail: boolean): string {
  const outline = roundedRectangle(width, height);
  if (!hasTail) return outline;
  return isUser
    ? `${outline}M${width - radius} 0H${width + 7}q2.5 0 1 2Q${width + 3} 8 ${width} 14V${radius}Z`
    : `${outline}M${radius} 0V${radius}H0V14Q-3 8 -8 2q-1.5 -2 1 -2Z`;
}

function roundedRectangle(width: number, height: number): string {
  const corner = (x: number, y: number) => `a${radius} ${radius} 0 0 1 ${x} ${y}`;
  const [right, bottom] = [width - radius, height - radius];
  return [
    `M${radius} 0H${right}${corner(radius, radius)}V${bottom}${corner(-radius, radius)}`,
    `H${radius}${corner(-radius, -radius)}V${radius}${corner(radius, -radius)}Z`,
  ].join("");
}
