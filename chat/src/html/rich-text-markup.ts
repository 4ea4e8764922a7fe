import type { Block, Inline, RichText } from "../model/rich-text";
import { markup, type Markup } from "./markup";

/** Writes formatted text. Each line has its own direction. */
export function richTextMarkup(text: RichText): readonly Markup[] {
  return text.map(blockMarkup);
}

/** Writes plain text, each line with its own direction. */
export function linesMarkup(text: string): readonly Markup[] {
  return text.split(/\r\n?|\n/).map((line) => paragraph(line === "" ? [] : [{ kind: "text", text: line }]));
}

/** Writes an address as a link if a click on it is safe: the web or mail. Others stay text. */
export function linkMarkup(text: string, url: string): Markup {
  return /^(?:https?:\/\/|mailto:)/i.test(url)
    ? markup`<a href="${url}" rel="noopener noreferrer nofollow" dir="auto">${text}</a>`
    : markup`${text}`;
}

function blockMarkup(block: Block): Markup {
  switch (block.kind) {
    case "paragraph":
      return paragraph(block.content);
    case "quote":
      return markup`<blockquote>${block.lines.map(paragraph)}</blockquote>`;
    case "list": {
      const items = block.items.map((item) => markup`<li dir="auto">${item.map(inlineMarkup)}</li>`);
      return block.start === undefined ? markup`<ul>${items}</ul>` : markup`<ol start="${block.start}">${items}</ol>`;
    }
    case "code":
      return markup`<pre dir="auto"><code>${block.text}</code></pre>`;
    default:
      return block satisfies never;
  }
}

function paragraph(content: readonly Inline[]): Markup {
  return markup`<p dir="auto">${content.length === 0 ? [markup`<br>`] : content.map(inlineMarkup)}</p>`;
}

function inlineMarkup(inline: Inline): Markup {
  switch (inline.kind) {
    case "text":
      return markup`${inline.text}`;
    case "link":
      return linkMarkup(inline.text, inline.url);
    case "code":
      return markup`<code>${inline.text}</code>`;
    case "bold":
      return markup`<strong>${inline.content.map(inlineMarkup)}</strong>`;
    case "italic":
      return markup`<em>${inline.content.map(inlineMarkup)}</em>`;
    case "strikethrough":
      return markup`<s>${inline.content.map(inlineMarkup)}</s>`;
    default:
      return inline satisfies never;
  }
}
