import type { Button, Chat, Header, Message, OrderCard } from "../model/chat";
import { labels } from "../model/labels";
import { listMarker, type Block, type Inline, type RichText } from "../model/rich-text";
import { codeMarkdown, escapeMarkdown } from "./escape-markdown";

/**
 * Draws a chat as a quote for a comment on GitHub or GitLab: one line of HTML that both services accept in Markdown. Links are not
 * clickable, and texts form no Markdown, references or HTML.
 */
export function renderMarkdown(chat: Chat): string {
  const words = labels[chat.language];
  const bubbles = chat.messages.map((message) => `<blockquote>${renderMessage(message)}</blockquote>`);
  const replies = chat.quickReplies.map((title) => `↩️ ${escapeMarkdown(title)}`);
  const composer =
    chat.composer === undefined ? [] : [`✏️ <i>${words.prefilled}:</i> ${escapeMarkdown(chat.composer.text)}`];
  const below = [...replies, ...composer];
  return [...bubbles, ...(below.length === 0 ? [] : [`<blockquote>${below.join("<br>")}</blockquote>`])].join("");
}

function renderMessage({ header, body, order, footer, buttons = [] }: Message): string {
  const parts = [
    ...(header === undefined ? [] : [renderHeader(header)]),
    ...(body === undefined ? [] : [renderRichText(body)]),
    ...(order === undefined ? [] : [renderOrder(order)]),
    ...(footer === undefined ? [] : [`<sub>${escapeMarkdown(footer)}</sub>`]),
    ...buttons.map(renderButton),
  ];
  return parts.join("<br>");
}

function renderHeader(header: Header): string {
  if (header.kind === "text") return `<b>${escapeMarkdown(header.text)}</b>`;
  const icon = header.kind === "image" ? "🖼️" : "📄";
  const url = header.url === undefined ? "" : ` ${codeMarkdown(header.url)}`;
  return `${icon} ${escapeMarkdown(header.label)}${url}`;
}

function renderButton({ label, detail, isDisabled = false }: Button): string {
  const text = isDisabled ? `<s>${escapeMarkdown(label)}</s>` : `<b>${escapeMarkdown(label)}</b>`;
  return `🔘 ${text}${detail === undefined ? "" : ` ${codeMarkdown(detail)}`}`;
}

function renderOrder({ title, items, charges, total, status, payment, notes }: OrderCard): string {
  const amount = (label: string, value: string) => `${escapeMarkdown(label)}: ${escapeMarkdown(value)}`;
  return [
    `🧾 <b>${escapeMarkdown(title)}</b>`,
    ...items.map(({ name, quantity, amount: sum, oldAmount }) => {
      const old = oldAmount === undefined ? "" : ` <s>${escapeMarkdown(oldAmount)}</s>`;
      return `• ${escapeMarkdown(name)}, ${escapeMarkdown(quantity)}${old}: ${escapeMarkdown(sum)}`;
    }),
    ...charges.map((charge) => amount(charge.label, charge.amount)),
    ...(total === undefined ? [] : [`<b>${amount(total.label, total.amount)}</b>`]),
    ...(status === undefined ? [] : [escapeMarkdown(status)]),
    ...(payment === undefined ? [] : [escapeMarkdown(payment.label)]),
    ...notes.map((note) => `<i>${escapeMarkdown(note)}</i>`),
  ].join("<br>");
}

function renderRichText(blocks: RichText): string {
  return blocks
    .map((block, index) => {
      const next = blocks[index + 1];
      return `${renderBlock(block)}${next !== undefined && isLine(block) && isLine(next) ? "<br>" : ""}`;
    })
    .join("");
}

/** Quotes and code begin and end a line by themselves. */
function isLine({ kind }: Block): boolean {
  return kind === "paragraph" || kind === "list";
}

/** Lists are lines, because a list in HTML has other distances than a list in the chat. */
function renderBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return renderInlines(block.content);
    case "quote":
      return `<blockquote>${block.lines.map(renderInlines).join("<br>")}</blockquote>`;
    case "list":
      return block.items.map((item, index) => `${listMarker(block, index)} ${renderInlines(item)}`).join("<br>");
    case "code":
      return `<pre>${codeMarkdown(block.text)}</pre>`;
    default:
      return block satisfies never;
  }
}

function renderInlines(inlines: readonly Inline[]): string {
  return inlines.map(renderInline).join("");
}

function renderInline(inline: Inline): string {
  switch (inline.kind) {
    case "text":
    case "link":
      return escapeMarkdown(inline.text);
    case "code":
      return codeMarkdown(inline.text);
    case "bold":
      return `<b>${renderInlines(inline.content)}</b>`;
    case "italic":
      return `<i>${renderInlines(inline.content)}</i>`;
    case "strikethrough":
      return `<s>${renderInlines(inline.content)}</s>`;
    default:
      return inline satisfies never;
  }
}
