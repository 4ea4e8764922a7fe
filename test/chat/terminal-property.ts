import * as fc from "fast-check";
import type { Chat } from "../../chat/src/model/chat";
import { renderTerminal } from "../../chat/src/terminal/render-terminal";
import { columnsOf, escapeControls } from "../../provider/src/schema/terminal-text";
import { hostileChats, hostileTexts } from "./hostile-chats";

const widths = fc.integer({ min: 1, max: 140 });

/** Draws random chats: only our escape sequences, lines of one width, and short words in one piece. */
export function checkTerminal(texts: number): void {
  fc.assert(fc.property(hostileTexts, widths, fc.boolean(), checkLines), { numRuns: texts / 2 });
  fc.assert(fc.property(hostileChats, widths, fc.boolean(), checkLines), { numRuns: texts / 50 });
}

const unsafe = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

function checkLines(chat: Chat, columns: number, isColor: boolean): void {
  const output = renderTerminal(chat, { columns, isColor });
  const plain = isColor ? output.replace(/\u001b\[[\d;]+m([^\u001b]+)\u001b\[0m/g, "$1") : output;
  const lines = plain.split("\n");
  expect(lines.pop()).toBe("");
  expect(lines.filter((line) => unsafe.test(line))).toEqual([]);
  expect(new Set([...new Set(lines)].map(columnsOf))).toEqual(new Set([Math.min(Math.max(columns, 30), 120)]));
  expect(wordsOf(chat).filter((word) => !plain.includes(word))).toEqual([]);
}

/** Words that fit into every line. A mark at their start or end combines with the space, so that there is no space to break at. */
function wordsOf({ quickReplies }: Chat): readonly string[] {
  return quickReplies
    .flatMap((title) => escapeControls(title.toWellFormed().replace(/[\r\n\t]/g, " ")).split(" "))
    .filter((word) => columnsOf(word) <= 18 && !/^[\p{M}\p{Cf}\u{1f3fb}-\u{1f3ff}]|\p{Cf}$/u.test(word));
}
