export type { Button, Chat, Composer, Header, Language, Message, OrderCard, OrderItem } from "./model/chat";
export type { Block, Inline, InlineStyle, RichText } from "./model/rich-text";
export { chatFromSequence, type ChatOptions, type SequenceTexts } from "./model/from-sequence";
export { chatFromOrder, type OrderChatOptions } from "./model/from-order";
export { parseRichText } from "./model/parse-rich-text";
export { codeMarkdown, escapeMarkdown } from "./markdown/escape-markdown";
export { renderMarkdown } from "./markdown/render-markdown";
export { diffWords, type DiffPart } from "./text/diff-words";
export { parseYaml, type ParsedYaml } from "./text/parse-yaml";
