import * as fc from "fast-check";
import { defaultTreeAdapter, parse, parseFragment, type DefaultTreeAdapterTypes, type ParserError } from "parse5";
import { renderHtmlFragment } from "../../chat/src/html/chat-markup";
import { renderHtml } from "../../chat/src/html/document";
import type { Chat, Message } from "../../chat/src/model/chat";
import { labels } from "../../chat/src/model/labels";
import type { Inline, RichText } from "../../chat/src/model/rich-text";
import { hostileChats, hostileTexts } from "./hostile-chats";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/** Elements of the renderer with their attributes. */
const expectedAttributes: Readonly<Record<string, readonly string[]>> = {
  article: ["class", "lang"],
  header: ["class"],
  h1: ["dir"],
  h2: ["class", "lang", "dir"],
  ol: ["class", "role", "start"],
  ul: ["class", "role", "aria-label"],
  li: ["class", "dir", "lang"],
  div: ["class", "lang"],
  span: ["class", "lang", "dir"],
  p: ["class", "dir"],
  dl: ["class"],
  dt: ["dir"],
  dd: ["dir"],
  pre: ["dir"],
  a: ["href", "rel", "dir"],
  svg: ["viewBox", "width", "height", "aria-hidden", "focusable"],
  s: ["dir"],
  path: ["fill", "fill-rule", "d"],
  ...Object.fromEntries(["blockquote", "code", "strong", "em", "br"].map((name) => [name, []])),
  ...{
    html: ["lang"],
    head: [],
    meta: ["charset", "http-equiv", "content", "name"],
    title: [],
    style: [],
    body: [],
    main: [],
  },
};

/** Renders random chats and compares the parsed elements and text with those of the chat. */
export function checkHtml(texts: number): void {
  fc.assert(fc.property(hostileTexts, checkFragment), { numRuns: texts / 2 });
  fc.assert(fc.property(hostileChats, checkFragment), { numRuns: texts / 50 });
  fc.assert(
    fc.property(hostileChats, (chat) => {
      const errors: ParserError[] = [];
      const page = parse(renderHtml([chat], { title: chat.title }), { onParseError: (error) => errors.push(error) });
      expect(errors).toEqual([]);
      const elements = listElements(page);
      elements.forEach(checkElement);
      for (const name of ["title", "h1"]) {
        const texts = elements.filter(({ tagName }) => tagName === name).map(textOf);
        expect(texts.map(compact)).toEqual([compact(chat.title)]);
      }
    }),
    { numRuns: texts / 100 },
  );
}

function checkFragment(chat: Chat): void {
  const errors: ParserError[] = [];
  const fragment = parseFragment(renderHtmlFragment(chat), { onParseError: (error) => errors.push(error) });
  expect(errors).toEqual([]);
  listElements(fragment).forEach(checkElement);
  expect(compact(textOf(fragment))).toBe(textsOfChat(chat).map(compact).join(""));
}

/** Expected values of attributes that depend on the chat. */
const expectedValues = new Map([
  ["href", /^(?:https?:\/\/|mailto:)/i],
  ["class", /^(?:(?:chat|page)[a-z-]* ?)+$/],
]);

/** Compares without `expect`, which takes longer than the parser. */
function checkElement({ tagName, attrs }: Element): void {
  const expected = expectedAttributes[tagName];
  const unknown = attrs.filter(
    ({ name, value }) => expected?.includes(name) !== true || expectedValues.get(name)?.test(value) === false,
  );
  if (expected === undefined || unknown.length > 0) throw new Error(`<${tagName} ${JSON.stringify(unknown)}>`);
}

function listElements(node: Node): readonly Element[] {
  const children = "childNodes" in node ? node.childNodes.flatMap(listElements) : [];
  return defaultTreeAdapter.isElementNode(node) ? [node, ...children] : children;
}

function textOf(node: Node): string {
  if (defaultTreeAdapter.isTextNode(node)) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

/** Text as HTML can contain it, without spaces: elements are separated by line ends. */
function compact(text: string): string {
  return text
    .toWellFormed()
    .replace(/(?![\t\n\r])[\p{Cc}\p{Noncharacter_Code_Point}]/gu, "\ufffd")
    .replace(/\s+/g, "");
}

function textsOfChat({ title, language, messages, quickReplies, composer }: Chat): readonly string[] {
  const words = labels[language];
  const field = composer === undefined ? [words.composer] : [`${words.prefilled}:`, composer.text];
  return [title, ...messages.flatMap((message) => textsOfMessage(message, language)), ...quickReplies, ...field];
}

function textsOfMessage(message: Message, language: Chat["language"]): readonly string[] {
  const { from, time = "", header, body = [], order, footer = "", buttons = [] } = message;
  return [
    `${labels[language].from[from]}:`,
    ...(header === undefined ? [] : header.kind === "text" ? [header.text] : [header.label, header.url ?? ""]),
    ...textsOfBody(body),
    ...(order === undefined ? [] : textsOfOrder(order, language)),
    footer,
    time,
    ...buttons.flatMap(({ label, detail = "" }) => [label, detail]),
  ];
}

function textsOfOrder(order: NonNullable<Message["order"]>, language: Chat["language"]): readonly string[] {
  const { title, status = "", payment, items, charges, total, notes } = order;
  return [
    ...[title, status, payment?.label ?? ""],
    ...items.flatMap(({ name, quantity, amount, oldAmount }) => [
      ...[name, quantity],
      ...(oldAmount === undefined ? [] : [labels[language].oldAmount, oldAmount]),
      amount,
    ]),
    ...[...charges, ...(total === undefined ? [] : [total])].flatMap(({ label, amount }) => [label, amount]),
    ...notes,
  ];
}

function textsOfBody(body: RichText): readonly string[] {
  const plain = (inlines: readonly Inline[]): string =>
    inlines.map((inline) => ("content" in inline ? plain(inline.content) : inline.text)).join("");
  return body.flatMap((block) => {
    switch (block.kind) {
      case "paragraph":
        return [plain(block.content)];
      case "quote":
        return block.lines.map(plain);
      case "list":
        return block.items.map(plain);
      case "code":
        return [block.text];
      default:
        return block satisfies never;
    }
  });
}
