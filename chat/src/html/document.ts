import { createHash } from "node:crypto";
import type { Chat, Language } from "../model/chat";
import { labels } from "../model/labels";
import { chatMarkup } from "./chat-markup";
import { chatStyles } from "./chat-styles";
import { Markup, markup } from "./markup";

export interface HtmlOptions {
  /** Title of the page and its first heading. Default: "Chat preview" in the page's language. */
  readonly title?: string | undefined;
  /** Language of the page. Default: the language of the first chat, or English without chats. */
  readonly language?: Language | undefined;
}

const pageStyles = `${chatStyles}
body { margin: 0; background: #f6f4f0; color: #17211d; font-family: system-ui, sans-serif; }
.page-header { padding: 1.5rem 1rem 0; max-width: 84rem; margin: 0 auto; }
.page-header h1 { margin: 0; font-size: 1.375rem; line-height: 1.3; overflow-wrap: anywhere; }
main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 1.5rem; align-items: start; justify-items: center; padding: 1rem; max-width: 84rem; margin: 0 auto; }
@media screen and (prefers-color-scheme: dark) { body { background: #0c1112; color: #e9efec; } }
@media print { :root { color-scheme: light; } body { background: #ffffff; } main { display: block; } .chat { margin: 0 auto 1.5rem; } }
`;

const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(pageStyles).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/**
 * Writes chats as a complete HTML page, without scripts and requests to other servers. It fits screens from 320 pixels, follows the light or
 * dark theme of the browser, and can be printed.
 */
export function renderHtml(chats: readonly Chat[] | Chat, options: HtmlOptions = {}): string {
  const list = "messages" in chats ? [chats] : chats;
  const language = options.language ?? list[0]?.language ?? "en";
  const title = options.title ?? labels[language].preview;
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Markup(pageStyles)}</style>
</head>
<body>
<header class="page-header"><h1 dir="auto">${title}</h1></header>
<main>
${list.map((chat) => chatMarkup(chat))}
</main>
</body>
</html>
`.source;
}
