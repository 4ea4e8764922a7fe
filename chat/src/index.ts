export type { Button, Chat, Composer, Header, Language, Message, OrderCard, OrderItem } from "./model/chat";
export type { Block, Inline, InlineStyle, RichText } from "./model/rich-text";
export { chatFromSequence, type ChatOptions, type SequenceTexts } from "./model/from-sequence";
export { chatFromOrder, type OrderChatOptions } from "./model/from-order";
export { parseRichText } from "./model/parse-rich-text";
export { renderTerminal, type TerminalOptions } from "./terminal/render-terminal";
export { renderHtmlFragment, type FragmentOptions } from "./html/chat-markup";
export { chatStyles } from "./html/chat-styles";
export { renderHtml, type HtmlOptions } from "./html/document";
