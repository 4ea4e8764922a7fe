import type { Chat } from "../model/chat";
import { Canvas, formatNumber } from "./canvas";
import { createChatBox } from "./chat-box";
import { chatToText } from "./chat-text";
import { loadFonts } from "./fonts";
import { rasterizeSvg } from "./rasterize";
import { replaceInvalidCharacters } from "./text-span";
import { themes, type ThemeName } from "./theme";

export interface ImageOptions {
  /** Default: "light". */
  readonly theme?: ThemeName | undefined;
  /** Width in px, from 280 to 800. Default: 360. */
  readonly width?: number | undefined;
  /** Content of TTF or OTF files for characters that the bundled fonts lack, such as Chinese ones. Default: none; a box is drawn. */
  readonly fonts?: readonly Uint8Array[] | undefined;
}

export interface PngOptions extends ImageOptions {
  /** Pixels per px, from 0.5 to 4. Default: 2. */
  readonly scale?: number | undefined;
}

/** Most pixels of a PNG: 400 MB of memory. */
const mostPixels = 100_000_000;

/**
 * Draws the chat as an SVG without text elements, scripts and external references: every machine shows the same picture. The plain text is
 * in `<title>` and `<desc>`. Throws a RangeError for a width out of range and a TypeError for a file in `fonts` that is not a font.
 */
export async function renderSvg(chat: Chat, options: ImageOptions = {}): Promise<string> {
  return (await drawSvg(chat, options)).svg;
}

/**
 * Draws the same picture as a PNG. Throws as `renderSvg` does, and a RangeError for a scale out of range and for a chat of more than
 * 100 million pixels.
 */
export async function renderPng(chat: Chat, { scale = 2, ...options }: PngOptions = {}): Promise<Uint8Array> {
  requireRange("scale", scale, 0.5, 4);
  const { svg, width, height } = await drawSvg(chat, options);
  if (width * scale * height * scale > mostPixels) {
    throw new RangeError(
      `The chat is ${width} by ${height} px, too large for a PNG at scale ${scale}. Lower the scale, or render an SVG.`,
    );
  }
  return rasterizeSvg(svg, scale);
}

async function drawSvg(
  chat: Chat,
  { theme = "light", width = 360, fonts = [] }: ImageOptions,
): Promise<{ svg: string; width: number; height: number }> {
  requireRange("width", width, 280, 800);
  const context = { fonts: await loadFonts(fonts), theme: themes[theme] };
  const box = createChatBox(chat, width, context);
  const canvas = new Canvas();
  box.draw(canvas, 0, 0, width);
  const height = Math.ceil(box.height);
  const size = `width="${formatNumber(width)}" height="${height}" viewBox="0 0 ${formatNumber(width)} ${height}"`;
  const title = `<title>${escapeText(chat.title)}</title><desc>${escapeText(chatToText(chat))}</desc>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">${title}${canvas.toElements()}</svg>\n`;
  return { svg, width, height };
}

function requireRange(name: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw new RangeError(`${name} must be from ${least} to ${most}, not ${value}.`);
}

function escapeText(text: string): string {
  return replaceInvalidCharacters(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");
}
