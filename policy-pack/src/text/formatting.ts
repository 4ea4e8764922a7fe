import type { Span } from "../finding";
import { matches } from "./stretches";

/** Signs by which WhatsApp formats: bold, italic, struck, code, and a block of code. */
export type Marker = "*" | "_" | "~" | "`" | "```";

/** What WhatsApp shows in another look, signs included. */
export interface Formatted extends Span {
  readonly marker: Marker;
}

/** A sign without a partner, which people see as it stands. */
export interface Unpaired extends Span {
  readonly marker: Marker;
  /** Before a word, behind one, or with blanks around it. Signs within words and runs of signs are not listed. */
  readonly shape: "opener" | "closer" | "alone";
}

export interface Formatting {
  readonly formatted: readonly Formatted[];
  readonly unpaired: readonly Unpaired[];
}

const fence = "```";
const lineMarkers: readonly string[] = ["*", "_", "~", "`"] satisfies readonly Marker[];
function isLineMarker(character: string): character is Exclude<Marker, "```"> {
  return lineMarkers.includes(character);
}
export const letterOrDigit = /[\p{L}\p{N}]/u;
const blank = /^\s?$/;
// mautrix/whatsapp, pkg/msgconv/wa-text.go, lets start, space and markers stand before an opener; people take opening punctuation and
// emoji so too, hence the halves of an emoji.
export const beforeOpener = /[\s*_~`([{"'“‘«¿¡>—–\u200D\uFE0F\u2600-\u27BF\uD800-\uDFFF]|^$/;
export const bullet = /^ {0,3}(?:> ?)?[*-] /;

/** Reads a text as WhatsApp formats it: blocks of code first, then line by line. */
export function formattingIn(text: string): Formatting {
  const formatted: Formatted[] = [];
  const unpaired: Unpaired[] = [];
  let from = 0;
  for (const block of blocksIn(text)) {
    readLines(text, { start: from, end: block.start }, formatted, unpaired);
    if ("shape" in block) unpaired.push(block);
    else formatted.push(block);
    from = block.end;
  }
  readLines(text, { start: from, end: text.length }, formatted, unpaired);
  return { formatted, unpaired };
}

function blocksIn(text: string): readonly (Formatted | Unpaired)[] {
  const blocks: (Formatted | Unpaired)[] = [];
  let start = text.indexOf(fence);
  while (start >= 0) {
    const close = text.indexOf(fence, start + fence.length);
    const end = (close < 0 ? start : close) + fence.length;
    blocks.push({ marker: fence, start, end, ...(close < 0 ? { shape: "opener" as const } : {}) });
    start = close < 0 ? -1 : text.indexOf(fence, end);
  }
  return blocks;
}

function readLines(text: string, { start, end }: Span, formatted: Formatted[], unpaired: Unpaired[]): void {
  let from = start;
  for (const line of text.slice(start, end).split("\n")) {
    readLine(line, from, formatted, unpaired);
    from += line.length + 1;
  }
}

function readLine(line: string, offset: number, formatted: Formatted[], unpaired: Unpaired[]): void {
  const waiting = new Map<Marker, Unpaired>();
  const alone: Unpaired[] = [];
  const skipped = bullet.exec(line)?.[0].length ?? 0;
  for (let at = skipped; at < line.length; at += 1) {
    const marker = line.charAt(at);
    if (!isLineMarker(marker)) continue;
    const [before, after] = [line.charAt(at - 1), line.charAt(at + 1)];
    // Runs adorn, or are doubled on purpose.
    if (before === marker || after === marker) continue;
    const start = offset + at;
    const opener = waiting.get(marker);
    const mayClose = !blank.test(before) && !letterOrDigit.test(after);
    if (opener !== undefined && mayClose) {
      waiting.delete(marker);
      if (marker === "`") literal(opener.start, waiting, alone);
      formatted.push({ marker, start: opener.start, end: start + 1 });
      continue;
    }
    const mayOpen = !blank.test(after) && beforeOpener.test(before);
    const isAlone = blank.test(before) && blank.test(after);
    const shape = mayOpen ? "opener" : mayClose ? "closer" : isAlone ? "alone" : undefined;
    if (shape === undefined) continue;
    const sign = { marker, shape, start, end: start + 1 } as const;
    if (shape === "opener" && opener === undefined) waiting.set(marker, sign);
    else alone.push(sign);
  }
  // One by one, since there may be more than a call takes arguments.
  for (const sign of [...alone, ...waiting.values()].toSorted((a, b) => a.start - b.start)) unpaired.push(sign);
}

/** Signs within code are no signs. */
function literal(from: number, waiting: Map<Marker, Unpaired>, alone: Unpaired[]): void {
  for (const [marker, { start }] of waiting) if (start > from) waiting.delete(marker);
  while ((alone.at(-1)?.start ?? -1) > from) alone.pop();
}

export const doubled = /(?<![\p{L}\p{N}*_~])([*_~])\1(?![\s*_~])[^*_~\n]{1,200}(?<!\s)\1\1(?![\p{L}\p{N}*_~])/gu;

/** Words between doubled signs, as Markdown writes them: WhatsApp takes one sign of each pair and shows the other. */
export function doubledIn(text: string): readonly Span[] {
  return matches(text, doubled);
}
