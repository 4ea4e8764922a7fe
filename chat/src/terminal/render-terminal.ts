import type { Chat, Composer, Message } from "../model/chat";
import { labels, type Labels } from "../model/labels";
import { drawBox, emptyRow, textRow, type Row } from "./box";
import { columnsOfLine, fillColumns, paintLine } from "./cells";
import { chipRow, lineRows, messageRows } from "./message-rows";

export interface TerminalOptions {
  /** Width of every line, 30 to 120 columns. Default: 60. */
  readonly columns?: number | undefined;
  /** Writes ANSI escape sequences for colours and formatting. Default: false, which shows the markers of the formatting. */
  readonly isColor?: boolean | undefined;
}

const defaultColumns = 60;
const leastColumns = 30;
const mostColumns = 120;

/**
 * Draws a chat with box characters: the business at the left, the person at the right. Every line is equally wide and the last ends with a
 * line end. Control characters and those that reorder text are written as `\uXXXX`; the terminal orders right-to-left text.
 */
export function renderTerminal(
  chat: Chat,
  { columns: wanted = defaultColumns, isColor = false }: TerminalOptions = {},
): string {
  const columns = Math.min(Math.max(Math.floor(wanted) || defaultColumns, leastColumns), mostColumns);
  const words = labels[chat.language];
  const messages = chat.messages.flatMap((message) => bubbleRows(message, words, columns - 4, isColor));
  const replies = chat.quickReplies.map((title) => chipRow(title, [" (", ")"], "cyan"));
  const rows: readonly Row[] = [
    textRow(chat.title, "bold"),
    { kind: "rule" },
    ...messages,
    ...replies,
    ...(replies.length === 0 ? [] : [emptyRow]),
    ...composerRows(chat.composer, words),
  ];
  const lines = drawBox({ rows, columns, isFullWidth: true, borderStyles: ["dim"] });
  return lines.map((line) => `${paintLine(line, isColor)}\n`).join("");
}

/** Rows of the chat that contain a bubble. It leaves a margin at the other side. */
function bubbleRows(message: Message, words: Labels, room: number, isColor: boolean): readonly Row[] {
  const isUser = message.from === "user";
  const bubble = drawBox({
    rows: messageRows(message, words, isColor),
    columns: room - Math.round(room / 12),
    borderStyles: isUser ? ["green"] : [],
  });
  return bubble.map((line) => ({
    kind: "text",
    text: isUser ? [...fillColumns(room - columnsOfLine(line)), ...line] : line,
  }));
}

function composerRows(composer: Composer | undefined, words: Labels): readonly Row[] {
  return composer === undefined
    ? [{ kind: "rule" }, textRow(words.composer, "dim")]
    : [{ kind: "rule", label: words.prefilled }, ...lineRows(composer.text)];
}
