import type { Chat, Message } from "../model/chat";
import { labels, type Labels } from "../model/labels";
import { listMarker, type Block, type Inline, type RichText } from "../model/rich-text";

/** Plain text of the whole chat, for screen readers. */
export function chatToText(chat: Chat): string {
  const words = labels[chat.language];
  return [
    ...chat.messages.map((message) => messageToText(message, words)),
    ...(chat.quickReplies.length === 0 ? [] : [`${words.quickReplies}: ${chat.quickReplies.join(", ")}`]),
    ...(chat.composer === undefined ? [] : [`${words.prefilled}: ${chat.composer.text}`]),
  ].join("\n");
}

function messageToText({ from, time, header, body, order, footer, buttons = [] }: Message, words: Labels): string {
  const heading = time === undefined ? words.from[from] : `${words.from[from]}, ${time}`;
  const lines = [
    header?.kind === "text" ? header.text : header?.label,
    body === undefined ? undefined : richTextToText(body),
    ...(order === undefined ? [] : orderToLines(order)),
    footer,
    ...buttons.map(({ label, detail }) => (detail === undefined ? label : `${label} (${detail})`)),
  ].filter((line) => line !== undefined);
  return `${heading}: ${lines.join("\n")}`;
}

function orderToLines(order: NonNullable<Message["order"]>): readonly (string | undefined)[] {
  const amounts = [...order.charges, ...(order.total === undefined ? [] : [order.total])];
  return [
    order.title,
    order.status,
    order.payment?.label,
    ...order.items.map(({ name, quantity, amount }) => `${name}, ${quantity}: ${amount}`),
    ...amounts.map(({ label, amount }) => `${label}: ${amount}`),
    ...order.notes,
  ];
}

function richTextToText(richText: RichText): string {
  return richText.map(blockToText).join("\n");
}

function blockToText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return inlinesToText(block.content);
    case "quote":
      return block.lines.map(inlinesToText).join("\n");
    case "list":
      return block.items.map((item, index) => `${listMarker(block, index)} ${inlinesToText(item)}`).join("\n");
    case "code":
      return block.text;
    default:
      return block satisfies never;
  }
}

function inlinesToText(inlines: readonly Inline[]): string {
  return inlines.map((inline) => ("text" in inline ? inline.text : inlinesToText(inline.content))).join("");
}
