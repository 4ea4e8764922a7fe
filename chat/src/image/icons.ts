import type { Canvas } from "./canvas";

/** Mountains and a sun in a frame, 40 by 34 px. */
export function drawImageIcon(canvas: Canvas, x: number, y: number, fill: string): void {
  const frame = "M5 0H35a5 5 0 0 1 5 5V29a5 5 0 0 1 -5 5H5a5 5 0 0 1 -5 -5V5a5 5 0 0 1 5 -5Z";
  const hole = "M5 3a2 2 0 0 0 -2 2V29a2 2 0 0 0 2 2H35a2 2 0 0 0 2 -2V5a2 2 0 0 0 -2 -2Z";
  canvas.drawPath(`${frame}${hole}M6 28L16 15L22 22L27 17L34 28Z`, x, y, fill);
  canvas.drawCircle(x + 28, y + 10, 3, fill);
}

/** A sheet of paper with a folded corner, 18 by 22 px. */
export function drawDocumentIcon(canvas: Canvas, x: number, y: number, fill: string): void {
  canvas.drawPath("M2 0H11L18 7V20a2 2 0 0 1 -2 2H2a2 2 0 0 1 -2 -2V2a2 2 0 0 1 2 -2ZM10 2V8H16Z", x, y, fill);
}

/** A shop with an awning, 20 by 18 px. */
export function drawShopIcon(canvas: Canvas, x: number, y: number, fill: string): void {
  canvas.drawPath(
    "M2 0H18L20 6a2.5 2.5 0 0 1 -5 0a2.5 2.5 0 0 1 -5 0a2.5 2.5 0 0 1 -5 0a2.5 2.5 0 0 1 -5 0Z" +
      "M2 10H4V12H16V10H18V18H2ZM5 14V16H9V14Z",
    x,
    y,
    fill,
  );
}

/** An arrow that points upwards, 16 by 16 px. */
export function drawSendIcon(canvas: Canvas, x: number, y: number, fill: string): void {
  canvas.drawPath("M8 0L15 7L13.2 8.8L9.3 4.9V16H6.7V4.9L2.8 8.8L1 7Z", x, y, fill);
}

/** A chevron that points to the left, 8 by 14 px. */
export function drawBackIcon(canvas: Canvas, x: number, y: number, fill: string): void {
  canvas.drawPath("M7 0L8.4 1.4L2.8 7L8.4 12.6L7 14L0 7Z", x, y, fill);
}
