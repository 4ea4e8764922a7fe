/** Draws what `pulumi-whatsapp review` reports as a picture. */
import { createChatBox } from "../../chat/dist/image/chat-box.js";
import { Canvas } from "../../chat/dist/image/canvas.js";
import { fillBox, padBox, stackBoxes } from "../../chat/dist/image/box.js";
import { loadFonts } from "../../chat/dist/image/fonts.js";
import { rasterizeSvg } from "../../chat/dist/image/rasterize.js";
import { createTextBox } from "../../chat/dist/image/text-box.js";
import { themes } from "../../chat/dist/image/theme.js";
import * as chat from "pulumi-whatsapp-chat";
import { labelOfPath } from "../../provider/dist/cli/review/field-change.js";
import {
  describeAffected,
  kindNames,
  operationIcons,
  operationPhrases,
  summarize,
} from "../../provider/dist/cli/review/wording.js";
import { drawChat } from "../../provider/dist/cli/show/subject.js";

const width = 760;
const margin = 20;
const gap = 16;
const chatWidth = (width - 2 * margin - gap) / 2;

/** @param review as `createReview` returns it. Returns a PNG. */
export async function drawReview(review) {
  const context = { fonts: await loadFonts([]), theme: themes.light };
  const box = fillBox(
    padBox(stackBoxes(createSections(review, context), 12), {
      top: margin,
      right: margin,
      bottom: margin,
      left: margin,
    }),
    context.theme.field,
    0,
  );
  const canvas = new Canvas();
  box.draw(canvas, 0, 0, width);
  const size = `width="${width}" height="${Math.ceil(box.height)}"`;
  return rasterizeSvg(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${canvas.toElements()}</svg>`, 2);
}

function createSections(review, context) {
  const text = (size, spans) => createText(spans, size, context);
  return [
    text(20, [bold(`💬 WhatsApp messages: ${review.stack}`)]),
    text(15, [bold(`${summarize(review)}.`)]),
    ...review.changes.flatMap((change) => [
      text(17, [
        bold(`${operationIcons[change.operation]} ${kindNames[change.kind]} `),
        { text: change.name, isBold: true, isMonospaced: true },
        bold(` ${operationPhrases[change.operation]}`),
      ]),
      ...change.findings.map(({ level, message }) =>
        text(14, [{ text: `${level === "error" ? "⛔" : "⚠️"} ${message}` }]),
      ),
      ...change.affected.map((one) =>
        text(14, [
          { text: "📣 " },
          ...describeAffected(one).map((part) => ({ text: part.text, isMonospaced: part.isCode })),
        ]),
      ),
      ...change.fields.flatMap((field) => [
        text(14, [bold(labelOfPath(field.path) ?? field.path)]),
        quote(text(15, listWords(field)), context),
      ]),
      pairChats(change, context),
    ]),
  ];
}

function bold(text) {
  return { text, isBold: true };
}

function createText(spans, size, { fonts, theme }) {
  const base = { size, color: theme.text };
  const styled = spans.map(({ text, ...style }) => ({ text, style: { ...base, ...style } }));
  return createTextBox(styled, base, width - 2 * margin - 16, { fonts, theme });
}

function listWords({ before, after }) {
  const { paid, failed } = themes.light;
  const styles = {
    same: {},
    added: { color: paid.text, background: paid.background },
    removed: { color: failed.text, background: failed.background, isStruckThrough: true },
  };
  return chat.diffWords(before, after).flatMap(({ kind, text }, index, parts) => {
    const isReplacement = kind === "added" && parts[index - 1]?.kind === "removed";
    return [...(isReplacement ? [{ text: " " }] : []), { text, ...styles[kind] }];
  });
}

function quote(box, { theme }) {
  const padded = padBox(box, { left: 12 });
  return {
    ...padded,
    draw(canvas, x, y, columnWidth) {
      canvas.drawRectangle({ x, y, width: 3, height: padded.height, fill: theme.divider });
      padded.draw(canvas, x, y, columnWidth);
    },
  };
}

function pairChats({ before, after }, context) {
  const titles = ["Before", "After"];
  const columns = [before, after].map((subject, index) =>
    stackBoxes(
      [createText([bold(titles[index])], 14, context), createChatBox(drawChat(chat, subject, {}), chatWidth, context)],
      6,
    ),
  );
  return {
    width: width - 2 * margin,
    height: Math.max(...columns.map(({ height }) => height)),
    draw(canvas, x, y) {
      columns.forEach((column, index) => column.draw(canvas, x + index * (chatWidth + gap), y, chatWidth));
    },
  };
}
