import type { Chat } from "../model/chat";
import { labels } from "../model/labels";
import { fillBox, padBox, stackBoxes, type Box } from "./box";
import { createBubble, createQuickReply } from "./bubble";
import { drawBackIcon, drawSendIcon, drawShopIcon } from "./icons";
import { createPlainTextBox, type LayoutContext } from "./text-box";

const margin = 14;
const widestBubble = 460;

/** Lays out the whole chat: a bar with the title, the messages with the quick replies, and the input field. */
export function createChatBox(chat: Chat, width: number, context: LayoutContext): Box {
  const column = width - 2 * margin;
  const bubbleWidth = Math.min(widestBubble, Math.round(column * 0.88));
  const messages = chat.messages.map((message, index) =>
    createBubble(message, bubbleWidth, context, {
      hasTail: message.from !== chat.messages[index - 1]?.from,
      isWide: chat.quickReplies.length > 0 && index === chat.messages.length - 1,
    }),
  );
  const replies = chat.quickReplies.map((reply) => createQuickReply(reply, bubbleWidth, context));
  const conversation = stackBoxes(
    [...messages, stackBoxes(replies, 5)].filter(({ height }) => height > 0),
    8,
  );
  const wallpaper = fillBox(
    padBox(conversation, { top: 16, right: margin, bottom: 18, left: margin }),
    context.theme.wallpaper,
    0,
  );
  const parts = [createTitleBar(chat, width, context), wallpaper, createComposer(chat, width, context)];
  return { ...stackBoxes(parts), width };
}

function createTitleBar({ title, language }: Chat, width: number, context: LayoutContext): Box {
  const { theme } = context;
  const avatarLeft = 32;
  const textLeft = 80;
  const textWidth = width - textLeft - margin;
  const name = createPlainTextBox(title, { size: 16, color: theme.text, isBold: true }, textWidth, context, {
    align: "left",
  });
  const business = labels[language].from.business;
  const text = stackBoxes([name, createPlainTextBox(business, { size: 12, color: theme.detail }, textWidth, context)]);
  const bar = fillBox(padBox(text, { top: 10, right: margin, bottom: 10, left: textLeft }), theme.bar, 0);
  return {
    ...bar,
    draw(canvas, x, y, barWidth) {
      bar.draw(canvas, x, y, barWidth);
      canvas.drawRectangle({ x, y: y + bar.height - 1, width: barWidth, height: 1, fill: theme.divider });
      const middle = y + bar.height / 2;
      drawBackIcon(canvas, x + margin, middle - 7, theme.accent);
      canvas.drawCircle(x + avatarLeft + 19, middle, 19, theme.avatar);
      drawShopIcon(canvas, x + avatarLeft + 9, middle - 9, theme.onAvatar);
    },
  };
}

function createComposer({ composer, language }: Chat, width: number, context: LayoutContext): Box {
  const { theme } = context;
  const buttonSpace = 52;
  const fieldWidth = width - 10 - buttonSpace;
  const text = composer?.text ?? "";
  const content = text === "" ? labels[language].composer : text;
  const color = text === "" ? theme.detail : theme.text;
  const label = createPlainTextBox(content, { size: 15, color }, fieldWidth - 30, context);
  const field = fillBox(padBox(label, { top: 10, right: 15, bottom: 10, left: 15 }), theme.field, 20);
  const bar = fillBox(padBox(field, { top: 8, right: buttonSpace, bottom: 10, left: 10 }), theme.wallpaper, 0);
  return {
    ...bar,
    draw(canvas, x, y, barWidth) {
      bar.draw(canvas, x, y, barWidth);
      const [centerX, centerY] = [x + barWidth - buttonSpace / 2, y + bar.height - 30];
      canvas.drawCircle(centerX, centerY, 20, text === "" ? theme.shade : theme.accent);
      drawSendIcon(canvas, centerX - 8, centerY - 8, text === "" ? theme.detail : theme.onAccent);
    },
  };
}
