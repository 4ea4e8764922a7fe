import { listMarker, type Block, type Inline, type InlineStyle, type RichText } from "../model/rich-text";
import type { Row } from "./box";
import { fillColumns, joinRuns, splitLines, toLine, type Line, type Style, type TextRun } from "./cells";

const markers: Readonly<Record<InlineStyle, string>> = { bold: "*", italic: "_", strikethrough: "~" };

/** Rows of formatted text. Without colour, the markers of the message show the formatting. */
export function richTextRows(text: RichText, isColor: boolean): readonly Row[] {
  return text.flatMap((block) => blockRows(block, isColor));
}

function blockRows(block: Block, isColor: boolean): readonly Row[] {
  switch (block.kind) {
    case "paragraph":
      return [{ kind: "text", text: inlineLine(block.content, isColor) }];
    case "quote":
      return block.lines.map((line) => indentedRow(inlineLine(line, isColor), quoteBar, quoteBar));
    case "list":
      return block.items.map((item, index) => {
        const bullet = toLine(`${listMarker(block, index)} `);
        return indentedRow(inlineLine(item, isColor), bullet, fillColumns(bullet.length));
      });
    case "code": {
      const fence: readonly Row[] = isColor ? [] : [{ kind: "text", text: toLine("```") }];
      return [...fence, ...splitLines(block.text, "cyan").map((line): Row => ({ kind: "text", text: line })), ...fence];
    }
    default:
      return block satisfies never;
  }
}

const quoteBar = toLine("▌ ", "dim");

function indentedRow(text: Line, first: Line, others: Line): Row {
  return { kind: "text", text, before: { first, others } };
}

function inlineLine(inlines: readonly Inline[], isColor: boolean): Line {
  return joinRuns(inlines.flatMap((inline) => inlineRuns(inline, [], isColor)));
}

function inlineRuns(inline: Inline, styles: readonly Style[], isColor: boolean): readonly TextRun[] {
  const mark = (marker: string): readonly TextRun[] => (isColor ? [] : [{ text: marker, styles: [] }]);
  switch (inline.kind) {
    case "text":
      return [{ text: inline.text, styles }];
    case "link":
      return [{ text: inline.text, styles: [...styles, "underline"] }];
    case "code":
      return [...mark("`"), { text: inline.text, styles: [...styles, "cyan"] }, ...mark("`")];
    default: {
      const marker = mark(markers[inline.kind]);
      const content = inline.content.flatMap((part) => inlineRuns(part, [...styles, inline.kind], isColor));
      return [...marker, ...content, ...marker];
    }
  }
}
