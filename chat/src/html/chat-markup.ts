import type { Button, Chat, Composer, Header, Message } from "../model/chat";
import { labels, type Labels } from "../model/labels";
import { icons } from "./icons";
import { markup, markupLines, type Markup } from "./markup";
import { orderMarkup } from "./order-markup";
import { linesMarkup, linkMarkup, richTextMarkup } from "./rich-text-markup";

export interface FragmentOptions {
  /** Level of the chat's heading, 1 to 6, so that it fits into the page around it. Default: 2. */
  readonly headingLevel?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
}

/**
 * Writes one chat as an HTML element, for a page that includes `chatStyles`. All text is escaped; the markup contains no scripts, styles,
 * ids or addresses that load anything.
 */
export function renderHtmlFragment(chat: Chat, options: FragmentOptions = {}): string {
  return chatMarkup(chat, options).source;
}

/** The language of message text is unknown (`lang=""`), the language of labels is the chat's. */
export function chatMarkup(chat: Chat, { headingLevel = 2 }: FragmentOptions = {}): Markup {
  const words = labels[chat.language];
  const heading = `h${headingLevel}`;
  const parts = markupLines(
    markup`<header class="chat-header"><span class="chat-avatar">${icons.business}</span><${heading} class="chat-title" lang="" dir="auto">${chat.title}</${heading}></header>`,
    markup`<ol class="chat-messages" role="list">${chat.messages.map((message) => messageMarkup(message, words))}</ol>`,
    chat.quickReplies.length === 0 ? undefined : repliesMarkup(chat.quickReplies, words),
    composerMarkup(chat.composer, words),
  );
  return markup`<article class="chat" lang="${chat.language}">${parts}
</article>`;
}

function messageMarkup({ from, time, header, body, order, footer, buttons = [] }: Message, words: Labels): Markup {
  const parts = markupLines(
    markup`<span class="chat-hidden">${words.from[from]}: </span>`,
    header && headerMarkup(header),
    body && markup`<div class="chat-text" lang="">${richTextMarkup(body)}</div>`,
    order && orderMarkup(order, words),
    footer === undefined ? undefined : markup`<div class="chat-footer" lang="">${linesMarkup(footer)}</div>`,
    time === undefined ? undefined : markup`<p class="chat-time" dir="auto">${time}</p>`,
    buttons.length === 0 ? undefined : markup`<ul class="chat-buttons" role="list">${buttons.map(buttonMarkup)}</ul>`,
  );
  return markup`
<li class="chat-message chat-from-${from}"><div class="chat-bubble">${parts}
</div></li>`;
}

function headerMarkup(header: Header): Markup {
  if (header.kind === "text") return markup`<div class="chat-heading" lang="">${linesMarkup(header.text)}</div>`;
  const { kind, label, url } = header;
  const address =
    url === undefined ? undefined : markup`<span class="chat-detail" lang="">${linkMarkup(url, url)}</span>`;
  return markup`<div class="chat-media chat-media-${kind}">${icons[kind]}<span class="chat-media-label"><span dir="auto">${label}</span>${address}</span></div>`;
}

function buttonMarkup({ label, detail, isDisabled = false }: Button): Markup {
  const details = detail === undefined ? undefined : markup` <span class="chat-detail" dir="auto">${detail}</span>`;
  return markup`<li class="chat-button${isDisabled ? " chat-disabled" : ""}"><span class="chat-button-label" dir="auto">${label}</span>${details}</li>`;
}

function repliesMarkup(titles: readonly string[], words: Labels): Markup {
  const items = titles.map((title) => markup`<li class="chat-reply" dir="auto" lang="">${title}</li>`);
  return markup`<ul class="chat-replies" role="list" aria-label="${words.quickReplies}">${items}</ul>`;
}

function composerMarkup(composer: Composer | undefined, words: Labels): Markup {
  const field =
    composer === undefined
      ? markup`<p class="chat-placeholder">${words.composer}</p>`
      : markup`<span class="chat-hidden">${words.prefilled}: </span><div lang="">${linesMarkup(composer.text)}</div>`;
  return markup`<div class="chat-composer"><div class="chat-field">${field}</div><span class="chat-send">${icons.send}</span></div>`;
}
