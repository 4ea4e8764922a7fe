import type { Span } from "../finding";
import { findSpans } from "./spans";

/** Formatting markers of WhatsApp: bold, italic, strikethrough, code and code block. */
export type Marker = "*" | "_" | "~" | "`" | "```";

/** Formatted text, including its markers. */
interface FormattedSpan extends Span {
  readonly marker: Marker;
}

/** A marker without a partner, which WhatsApp shows as a plain character. */
export interface UnpairedMarker extends Span {
  readonly marker: Marker;
  /** Before a word, after one, or between blanks. Markers inside words and runs of markers are not listed. */
  readonly shape: "opener" | "closer" | "alone";
}

export interface Formatting {
  readonly formatted: readonly FormattedSpan[];
  readonly unpaired: readonly UnpairedMarker[];
}

const fence = "```";
const lineMarkers: readonly string[] = ["*", "_", "~", "`"] satisfies readonly Marker[];
function isLineMarker(character: string): character is Exclude<Marker, "```"> {
  return lineMarkers.includes(character);
}
export const letterOrDigit = /[\p{L}\p{N}]/u;
const blank = /^\s?$/;
// mautrix/whatsapp (pkg/msgconv/wa-text.go) allows the start, a space and markers before an opener. Opening punctuation and emoji also occur,
// hence the halves of surrogate pairs.
export const beforeOpener = /[\s*_~`([{"'“‘«¿¡>—–\u200D\uFE0F\u2600-\u27BF\uD800-\uDFFF]|^$/;
export const bullet = /^ {0,3}(?:> ?)?[*-] /;

/** Parses a text as WhatsApp formats it: code blocks first, then each line. */
export function parseFormatting(text: string): Formatting {
  const formatted: FormattedSpan[] = [];
  const unpaired: UnpairedMarker[] = [];
  let from = 0;
  for (const block of findCodeBlocks(text)) {
    readLines(text, { start: from, end: block.start }, formatted, unpaired);
    if ("shape" in block) unpaired.push(block);
    else formatted.push(block);
    from = block.end;
  }
  readLines(text, { start: from, end: text.length }, formatted, unpaired);
  return { formatted, unpaired };
}

function findCodeBlocks(text: string): readonly (FormattedSpan | UnpairedMarker)[] {
  const blocks: (FormattedSpan | UnpairedMarker)[] = [];
  let start = text.indexOf(fence);
  while (start >= 0) {
    const close = text.indexOf(fence, start + fence.length);
    const end = (close < 0 ? start : close) + fence.length;
    blocks.push({ marker: fence, start, end, ...(close < 0 ? { shape: "opener" as const } : {}) });
    start = close < 0 ? -1 : text.indexOf(fence, end);
  }
  return blocks;
}

function readLines(text: string, { start, end }: Span, formatted: FormattedSpan[], unpaired: UnpairedMarker[]): void {
  let from = start;
  for (const line of text.slice(start, end).split("\n")) {
    readLine(line, from, formatted, unpaired);
    from += line.length + 1;
  }
}

function readLine(line: string, offset: number, formatted: FormattedSpan[], unpaired: UnpairedMarker[]): void {
  const waiting = new Map<Marker, UnpairedMarker>();
  const alone: UnpairedMarker[] = [];
  const skipped = bullet.exec(line)?.[0].length ?? 0;
  for (let at = skipped; at < line.length; at += 1) {
    const marker = line.charAt(at);
    if (!isLineMarker(marker)) continue;
    const [before, after] = [line.charAt(at - 1), line.charAt(at + 1)];
    // Runs are decoration, or doubled markers.
    if (before === marker || after === marker) continue;
    const start = offset + at;
    const opener = waiting.get(marker);
    const mayClose = !blank.test(before) && !letterOrDigit.test(after);
    if (opener !== undefined && mayClose) {
      waiting.delete(marker);
      if (marker === "`") dropMarkersInCode(opener.start, waiting, alone);
      formatted.push({ marker, start: opener.start, end: start + 1 });
      continue;
    }
    const mayOpen = !blank.test(after) && beforeOpener.test(before);
    const isAlone = blank.test(before) && blank.test(after);
    const shape = mayOpen ? "opener" : mayClose ? "closer" : isAlone ? "alone" : undefined;
    if (shape === undefined) continue;
    const unpairedMarker = { marker, shape, start, end: start + 1 } as const;
    if (shape === "opener" && opener === undefined) waiting.set(marker, unpairedMarker);
    else alone.push(unpairedMarker);
  }
  // One by one: there may be more than the maximum number of arguments.
  for (const sign of [...alone, ...waiting.values()].toSorted((a, b) => a.start - b.start)) unpaired.push(sign);
}

/** Drops markers inside code, which WhatsApp shows as they are. */
function dropMarkersInCode(from: number, waiting: Map<Marker, UnpairedMarker>, alone: UnpairedMarker[]): void {
  for (const [marker, { start }] of waiting) if (start > from) waiting.delete(marker);
  while ((alone.at(-1)?.start ?? -1) > from) alone.pop();
}

export const doubled = /(?<![\p{L}\p{N}*_~])([*_~])\1(?![\s*_~])[^*_~\n]{1,200}(?<!\s)\1\1(?![\p{L}\p{N}*_~])/gu;

/** Finds words between doubled markers, as in Markdown. WhatsApp formats with one of each pair and shows the other. */
export function findDoubledMarkers(text: string): readonly Span[] {
  return findSpans(text, doubled);
}
