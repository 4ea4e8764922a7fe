import fc from "fast-check";
import { SaxesParser } from "saxes";
import type { Chat } from "../../chat/src";
import { chatToText } from "../../chat/src/image/chat-text";
import { replaceInvalidCharacters } from "../../chat/src/image/text-span";
import { parseRichText } from "../../chat/src/model/parse-rich-text";
import { anyCharacter } from "../support/any-character";
import type { ImageProcess } from "./image-process";

const elements = new Set("svg title desc metadata defs g use path rect circle ellipse clipPath".split(" "));
const attributes = new Set(
  (
    "xmlns width height viewBox role id href transform d x y rx ry cx cy r fill fill-opacity fill-rule opacity clip-path clip-rule " +
    "clipPathUnits stroke stroke-linecap stroke-miterlimit stroke-width"
  ).split(" "),
);

export interface SvgTexts {
  readonly title: string;
  readonly desc: string;
}

/** Parses an SVG strictly. Throws if it is not well-formed, or has an element, attribute or reference that images never have. */
export function parseSvg(svg: string): SvgTexts {
  const parser = new SaxesParser();
  const path: string[] = [];
  const texts = { title: "", desc: "" };
  const fail = (problem: string): never => {
    throw new Error(`${problem} in ${svg.slice(0, 2000)}`);
  };
  parser.on("error", (error) => fail(error.message));
  parser.on("opentag", ({ name, attributes: values }) => {
    path.push(name);
    if (!elements.has(name)) fail(`Element ${name}`);
    for (const [attribute, value] of Object.entries(values)) {
      if (!attributes.has(attribute)) fail(`Attribute ${attribute}`);
      if (attribute === "href" && !value.startsWith("#")) fail(`Reference ${value}`);
      if (/url\((?!#)/.test(value)) fail(`Reference ${value}`);
    }
  });
  parser.on("closetag", () => void path.pop());
  parser.on("text", (text) => {
    const parent = path.at(-1) ?? "";
    if (parent === "title" || parent === "desc") texts[parent] += text;
    else if (parent !== "metadata" && text.trim() !== "") fail(`Text in ${parent}`);
  });
  parser.write(svg).close();
  return texts;
}

const hostile = fc.constantFrom(
  "<script>alert(1)</script>",
  "]]>",
  "<!--",
  "&lt;",
  "&#0;",
  "\" onload='x",
  "</desc>",
  "<?xml?>",
  "<!DOCTYPE a>",
  "javascript:alert(1)",
  "https://a.com/<b>&c=1",
  "\0",
  "\u000b",
  "\ud800",
  "\udfff",
  "\ufffe",
  "\uffff",
  "\u202e",
  "\u2028",
  "\r",
  "\r\n",
  "\n",
  "*",
  "_",
  "~",
  "`",
  "> ",
  "- ",
  "1. ",
  "👩🏽‍💻",
  "א",
  "م",
  " ",
);
const text = fc.string({
  unit: fc.oneof(hostile, fc.string({ unit: anyCharacter, maxLength: 3 }), fc.string({ maxLength: 4 })),
  maxLength: 6,
});

const textsOfChat = 20;

/** A chat with a random text in each of its 20 fields. */
const randomChat: fc.Arbitrary<Chat> = fc.record({
  title: text,
  language: fc.constant("en" as const),
  messages: fc.tuple(
    fc.record({
      from: fc.constant("business" as const),
      time: text,
      header: fc.record({ kind: fc.constant("text" as const), text }),
      body: text.map(parseRichText),
      order: fc.record({
        title: text,
        items: fc.tuple(fc.record({ name: text, quantity: text, amount: text, oldAmount: text })),
        charges: fc.tuple(fc.record({ label: text, amount: text })),
        total: fc.record({ label: fc.constant("Total"), amount: text }),
        status: text,
        payment: fc.record({ label: text, kind: fc.constant("paid" as const) }),
        notes: fc.tuple(text),
      }),
      footer: text,
      buttons: fc.tuple(fc.record({ label: text, detail: text })),
    }),
    fc.record({
      from: fc.constant("user" as const),
      header: fc.record({ kind: fc.constantFrom("image" as const, "document" as const), label: text }),
    }),
  ),
  quickReplies: fc.tuple(text),
  composer: fc.record({ text }),
});

/** Renders random texts and checks every SVG: its form, and that its title and description are the texts. */
export async function checkRandomTexts(images: ImageProcess, count: number): Promise<void> {
  const chats = fc.sample(randomChat, { numRuns: Math.ceil(count / textsOfChat), seed: 21 });
  for (let start = 0; start < chats.length; start += 50) {
    const batch = chats.slice(start, start + 50);
    const svgs = await images.run(batch.map((chat) => ({ task: "svg", chat })));
    svgs.forEach((svg, index) => {
      const chat = batch[index];
      if (chat === undefined) return;
      const expected = {
        title: replaceInvalidCharacters(chat.title),
        desc: replaceInvalidCharacters(chatToText(chat)),
      };
      const actual = parseSvg(svg);
      if (actual.title !== expected.title || actual.desc !== expected.desc) {
        throw new Error(`Texts differ: ${JSON.stringify({ actual, expected })}`);
      }
    });
  }
}
