import { listMarker, type Block, type Inline, type RichText } from "../model/rich-text";
import { fillBox, padBox, stackBoxes, type Box } from "./box";
import { createTextBox, mostLines, type LayoutContext, type TextBox } from "./text-box";
import { spansFromInlines, type TextStyle } from "./text-span";

/** Formatted text. */
export interface RichTextBox extends Box {
  /** Width of the last line in px, if something fits beside it: it begins at the left and has no background. Default: no space. */
  readonly lastLineWidth: number | undefined;
}

/** Width of a quote's bar and of the space beside it in px. */
const quoteIndent = 11;

/** Lays out formatted text. Blocks after about `mostLines` lines are replaced by "…". */
export function createRichTextBox(
  richText: RichText,
  style: TextStyle,
  maxWidth: number,
  context: LayoutContext,
): RichTextBox {
  const layout = new BlockLayout(style, maxWidth, context);
  const rows: Row[] = [];
  for (const block of richText) {
    if (rows.length > mostLines) break;
    rows.push(...layout.createRows(block));
  }
  const shown =
    rows.length > mostLines
      ? [...rows.slice(0, mostLines), layout.createParagraph([{ kind: "text", text: "…" }])]
      : rows;
  return { ...stackBoxes(shown.map(({ box }) => box)), lastLineWidth: shown.at(-1)?.lastLineWidth };
}

interface Row {
  readonly box: Box;
  readonly lastLineWidth: number | undefined;
}

class BlockLayout {
  readonly #style: TextStyle;
  readonly #maxWidth: number;
  readonly #context: LayoutContext;

  constructor(style: TextStyle, maxWidth: number, context: LayoutContext) {
    this.#style = style;
    this.#maxWidth = maxWidth;
    this.#context = context;
  }

  createRows(block: Block): readonly Row[] {
    switch (block.kind) {
      case "paragraph":
        return [this.createParagraph(block.content)];
      case "quote":
        return block.lines.slice(0, mostLines + 1).map((line) => this.#createQuoteLine(line));
      case "list":
        return this.#createList(block);
      case "code":
        return [{ box: this.#createCode(block.text), lastLineWidth: undefined }];
      default:
        return block satisfies never;
    }
  }

  createParagraph(content: readonly Inline[]): Row {
    const box = this.#createText(content, this.#style, this.#maxWidth);
    return { box, lastLineWidth: box.direction === "ltr" ? box.lastLineWidth : undefined };
  }

  #createQuoteLine(line: readonly Inline[]): Row {
    const { detail, accent } = this.#context.theme;
    const text = this.#createText(line, { ...this.#style, color: detail }, this.#maxWidth - quoteIndent);
    const isRtl = text.direction === "rtl";
    const padded = padBox(text, isRtl ? { right: quoteIndent } : { left: quoteIndent });
    const box: Box = {
      ...padded,
      draw(canvas, x, y, width) {
        canvas.drawRectangle({ x: isRtl ? x + width - 3 : x, y, width: 3, height: padded.height, fill: accent });
        padded.draw(canvas, x, y, width);
      },
    };
    return { box, lastLineWidth: isRtl ? undefined : text.lastLineWidth + quoteIndent };
  }

  #createList(list: Extract<Block, { kind: "list" }>): readonly Row[] {
    const shown = list.items.slice(0, mostLines + 1);
    const markers = shown.map((_, index) => listMarker(list, index));
    // The last number is the widest, because all digits have one width.
    const indent = Math.max(8, Math.ceil(this.#createMarker(markers.at(-1) ?? "").width)) + 10;
    return shown.map((item, index) => this.#createListItem(item, markers[index] ?? "", indent));
  }

  #createListItem(item: readonly Inline[], marker: string, indent: number): Row {
    const text = this.#createText(item, this.#style, this.#maxWidth - indent);
    const { direction } = text;
    const isRtl = direction === "rtl";
    const padded = padBox(text, isRtl ? { right: indent } : { left: indent });
    const bullet = this.#createMarker(marker, direction);
    const box: Box = {
      ...padded,
      draw(canvas, x, y, width) {
        bullet.draw(canvas, isRtl ? x + width - indent + 8 : x, y, indent - 8);
        padded.draw(canvas, x, y, width);
      },
    };
    return { box, lastLineWidth: isRtl ? undefined : text.lastLineWidth + indent };
  }

  #createMarker(marker: string, direction: "ltr" | "rtl" = "ltr"): TextBox {
    const align = direction === "rtl" ? "left" : "right";
    return createTextBox([{ text: marker, style: this.#style }], this.#style, this.#maxWidth, this.#context, {
      direction,
      align,
    });
  }

  #createCode(text: string): Box {
    const style = { ...this.#style, size: this.#style.size - 1, isMonospaced: true };
    const lines = text
      .split("\n", mostLines)
      .map((line) => createTextBox([{ text: line, style }], style, this.#maxWidth - 16, this.#context));
    const background = fillBox(
      padBox(stackBoxes(lines), { top: 6, right: 8, bottom: 6, left: 8 }),
      this.#context.theme.shade,
      6,
    );
    return padBox(background, { top: 2, bottom: 2 });
  }

  #createText(content: readonly Inline[], style: TextStyle, maxWidth: number): TextBox {
    return createTextBox(spansFromInlines(content, style, this.#context.theme), style, maxWidth, this.#context);
  }
}
