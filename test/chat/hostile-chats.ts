import * as fc from "fast-check";
import type { Chat, Message } from "../../chat/src/model/chat";
import { parseRichText } from "../../chat/src/model/parse-rich-text";
import { anyCharacter } from "../support/any-character";

/** Pieces that end elements, attributes, lines, boxes or colours, reorder text, or are drawn in an unusual width. */
const pieces = [
  ..."<>&\"'`=/\\-*_~ \n\r\t\0\u0001\u0007\u001b\u007f\u0085\u009b".split(""),
  ..."\u00a0\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\u3000\ufe0f\ufeff\ufffe".split(
    "",
  ),
  ...["\ud800", "\udc00", "\u{1ffff}", "\u{e0061}", "\u0301", "\u093e", "\u1112", "\u1161", "│", "╭─╮"],
  ...[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style>",
    "</title>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
  ],
  ...[
    '" onclick="alert(1)',
    "' style='",
    "&amp;",
    "&#x3c;",
    "&lt",
    "javascript:alert(1)",
    "data:text/html,x",
    "<pre>\n",
  ],
  ...[
    "\u001b[31m",
    "\u001b[2J",
    "\u001b]8;;https://x.io\u0007",
    "\u009b1A",
    "\r\n",
    "\n\n",
    "x".repeat(130),
    "palavra ",
  ],
  ...["https://x.io/a?b=c&d", "http://a.io'\">", "mailto:a@b.io", "ftp://x.io", "HTTP://X.IO", "//x.io", "a@b.io"],
  ...["> ", "- ", "1. ", "```", "`a`", "*b*", "_c_", "~d~", "*_~e~_*"],
  ...[
    "👨‍👩‍👧",
    "🇧🇷",
    "🏽",
    "❤️",
    "1️⃣",
    "漢字",
    "한국",
    "مرحبا",
    "שלום",
    "नमस्ते",
    `e${"\u0301".repeat(30)}`,
    `क${"\u093e".repeat(90)}`,
  ],
];

const text = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: anyCharacter, maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
      .map((units) => String.fromCharCode(...units)),
  },
);

const amount = fc.record({ label: text, amount: text });

const message: fc.Arbitrary<Message> = fc.record(
  {
    from: fc.constantFrom("business" as const, "user" as const),
    time: text,
    header: fc.oneof(
      fc.record({ kind: fc.constant("text" as const), text }),
      fc.record({ kind: fc.constantFrom("image" as const, "document" as const), label: text, url: text }),
    ),
    body: text.map(parseRichText),
    order: fc.record({
      title: text,
      items: fc.array(fc.record({ name: text, quantity: text, amount: text, oldAmount: text }), { maxLength: 2 }),
      charges: fc.array(amount, { maxLength: 2 }),
      total: amount,
      status: text,
      payment: fc.record({
        label: text,
        kind: fc.constantFrom("pending" as const, "paid" as const, "failed" as const),
      }),
      notes: fc.array(text, { maxLength: 2 }),
    }),
    footer: text,
    buttons: fc.array(fc.record({ label: text, detail: text, isDisabled: fc.boolean() }), { maxLength: 2 }),
  },
  { requiredKeys: ["from"] },
);

/** Chats with hostile text in every field, about 15 texts each. */
export const hostileChats: fc.Arbitrary<Chat> = fc.record(
  {
    title: text,
    language: fc.constantFrom("en" as const, "pt" as const, "es" as const),
    messages: fc.array(message, { maxLength: 3 }),
    quickReplies: fc.array(text, { maxLength: 3 }),
    composer: fc.record({ text }),
  },
  { requiredKeys: ["title", "language", "messages", "quickReplies"] },
);

/** Chats with two hostile texts, in the fields that every chat has. */
export const hostileTexts: fc.Arbitrary<Chat> = fc.record({ text, other: text }).map(({ text: all, other }) => ({
  title: other,
  language: "en",
  messages: [{ from: "business", time: "10:00", body: parseRichText(all) }],
  quickReplies: [other],
}));
