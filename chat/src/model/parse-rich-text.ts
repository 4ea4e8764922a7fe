import { parseInline } from "./parse-inline";
import type { Block, RichText } from "./rich-text";

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
  for (const match of text.matchAll(/```([^`]*\n[^`]*)```/g)) {
    const code = (match[1] ?? "").replace(/^\n|\n$/g, "");
    if (code.trim() === "") continue;
    const before = text.slice(rest, match.index).replace(/\n$/, "");
    if (before !== "") parts.push({ kind: "text", text: before });
    parts.push({ kind: "code", text: code });
    rest = match.index + match[0].length;
    if (text[rest] === "\n") rest++;
  }
  if (rest < text.length || parts.length === 0) parts.push({ kind: "text", text: text.slice(rest) });
  return parts;
}

function parseLine(line: string): Block {
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
function mergeLines(blocks: readonly Block[]): readonly Block[] {
  const merged: Block[] = [];
  for (const block of blocks) {
    const last = merged.at(-1);
    const joined = last === undefined ? undefined : joinBlocks(last, block);
    if (joined === undefined) merged.push(block);
    else merged[merged.length - 1] = joined;
  }
  return merged;
}

function joinBlocks(last: Block, next: Block): Block | undefined {
  if (last.kind === "quote" && next.kind === "quote") return { kind: "quote", lines: [...last.lines, ...next.lines] };
  if (last.kind !== "list" || next.kind !== "list") return undefined;
  const isSameList =
    next.start === undefined ? last.start === undefined : next.start === (last.start ?? NaN) + last.items.length;
  return isSameList ? { ...last, items: [...last.items, ...next.items] } : undefined;
}
