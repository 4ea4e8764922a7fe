import { parseInline } from "./parse-inline";
import type { Block, Inline, RichText } from "./rich-text";

/**
 * Parses text as WhatsApp shows it: `*bold*`, `_italic_`, `~strikethrough~`, `` `code` ``, fenced code, `> quote`, `- item`, `* item` and
 * `1. item`. Every line is a paragraph of its own, as on a phone. Text that only looks like formatting stays as it is.
 * Source: WhatsApp Help Center, "How to format your messages".
 */
export function parseRichText(text: string): RichText {
  return splitFences(text.replace(/\r\n?/g, "\n")).flatMap((part) =>
    part.kind === "code" ? [part] : mergeLines(part.text.split("\n").map(parseLine)),
  );
}

type Part = Extract<Block, { kind: "code" }> | { readonly kind: "text"; readonly text: string };

/** Cuts out fenced code that spans lines. A fence within one line is inline code. */
function splitFences(text: string): readonly Part[] {
  const parts: Part[] = [];
  let rest = 0;
  for (const match of text.matchAll(/```(?!`)([^]+?)```/g)) {
    const [, content = ""] = match;
    const code = content.replace(/^\n|\n$/g, "");
    if (!content.includes("\n") || code.trim() === "") continue;
    const before = text.slice(rest, match.index).replace(/\n$/, "");
    if (before !== "") parts.push({ kind: "text", text: before });
    parts.push({ kind: "code", text: code });
    rest = match.index + match[0].length;
    if (text[rest] === "\n") rest++;
  }
  if (rest < text.length || parts.length === 0) parts.push({ kind: "text", text: text.slice(rest) });
  return parts;
}

/** Block of one line, to which `mergeLines` adds the lines after it. */
type LineBlock =
  | Extract<Block, { kind: "paragraph" }>
  | { readonly kind: "quote"; readonly lines: (readonly Inline[])[] }
  | { readonly kind: "list"; readonly items: (readonly Inline[])[]; readonly start?: number };

function parseLine(line: string): LineBlock {
  const quote = /^> ?(?=\S)(.*)$/.exec(line);
  if (quote?.[1] !== undefined) return { kind: "quote", lines: [parseInline(quote[1])] };
  const bullet = /^[*-] (?=\S)(.*)$/.exec(line);
  if (bullet?.[1] !== undefined) return { kind: "list", items: [parseInline(bullet[1])] };
  const numbered = /^(\d{1,2})\. (?=\S)(.*)$/.exec(line);
  if (numbered?.[1] !== undefined && numbered[2] !== undefined) {
    return { kind: "list", items: [parseInline(numbered[2])], start: Number(numbered[1]) };
  }
  return { kind: "paragraph", content: parseInline(line) };
}

/** Joins neighbouring lines of one quote or list. */
function mergeLines(lines: readonly LineBlock[]): readonly Block[] {
  const merged: LineBlock[] = [];
  for (const line of lines) {
    const last = merged.at(-1);
    if (last === undefined || !appendLine(last, line)) merged.push(line);
  }
  return merged;
}

/** Adds a line to the quote or list before it, in place. Returns false if it is not a part of it. */
function appendLine(last: LineBlock, next: LineBlock): boolean {
  if (last.kind === "quote" && next.kind === "quote") {
    last.lines.push(...next.lines);
    return true;
  }
  if (last.kind !== "list" || next.kind !== "list") return false;
  const expected = last.start === undefined ? undefined : last.start + last.items.length;
  if (next.start !== expected) return false;
  last.items.push(...next.items);
  return true;
}
