import type { Chat, Message } from "../model/chat";
import { chatFromSequence } from "../model/from-sequence";
import { parseRichText } from "../model/parse-rich-text";
import { renderTerminal, type TerminalOptions } from "./render-terminal";

const order = {
  title: "Pedido 1001",
  status: "Pendente",
  payment: { label: "Pago", kind: "paid" },
  items: [
    { name: "Bolo de chocolate", quantity: "2 × R$ 39,90", amount: "R$ 79,80", oldAmount: "R$ 49,90" },
    { name: "Festa 👨‍👩‍👧", quantity: "1 × R$ 12.345,67", amount: "R$ 12.345,67" },
  ],
  charges: [
    { label: "Subtotal", amount: "R$ 12.425,47" },
    { label: "Desconto · Clube: cupom ANA", amount: "-R$ 5,00" },
  ],
  total: { label: "Total", amount: "R$ 12.420,47" },
  notes: ["Pague até 22/11/2026"],
} as const;

function chatOf(...messages: readonly Partial<Message>[]): Chat {
  const complete = messages.map((message) => ({ from: "business" as const, ...message }));
  return { title: "Casa Luma", language: "pt", messages: complete, quickReplies: [] };
}

/** Lines of the only bubble, without its border. */
function bubbleLines(message: Partial<Message>, options?: TerminalOptions): readonly string[] {
  const lines = renderTerminal(chatOf(message), options).split("\n");
  const plainFrames = lines.map((line) => line.replace(/\u001b\[2m(│ | │)\u001b\[0m/g, "$1"));
  return plainFrames.flatMap((line) => /^│ │ (.*?) *│ +│$/.exec(line)?.[1] ?? []);
}

function linesOf(text: string, options?: TerminalOptions): readonly string[] {
  return bubbleLines({ body: parseRichText(text) }, options);
}

test("A sequence is a bubble with quick replies and a prefilled message", () => {
  const sequence = {
    name: "Entrega e montagem",
    text: "Oi! Aqui é a equipe de entregas da *Casa Luma*. Escolha um assunto abaixo.",
    autofillMessage: { content: "Oi! Tenho uma dúvida sobre a minha entrega." },
    iceBreakers: [
      { title: "Quando chega?" },
      { title: "Quero falar agora mesmo com um atendente, por favor" },
      { title: "Inconstitucionalissimamente-anticonstitucional" },
    ],
  };
  expect(renderTerminal(chatFromSequence(sequence, { language: "pt" }), { columns: 40 }))
    .toBe(`╭──────────────────────────────────────╮
│ Entrega e montagem                   │
├──────────────────────────────────────┤
│ ╭────────────────────────────╮       │
│ │ Oi! Aqui é a equipe de     │       │
│ │ entregas da *Casa Luma*.   │       │
│ │ Escolha um assunto abaixo. │       │
│ │                      10:00 │       │
│ ╰────────────────────────────╯       │
│  ( Quando chega? )                   │
│  ( Quero falar agora mesmo com um    │
│    atendente, por favor )            │
│  ( Inconstitucionalissimamente-ant   │
│    iconstitucional )                 │
│                                      │
├─ Mensagem preenchida ────────────────┤
│ Oi! Tenho uma dúvida sobre a minha   │
│ entrega.                             │
╰──────────────────────────────────────╯
`);
});

test("The business is at the left and the person at the right", () => {
  const chat = chatOf(
    { ...{ time: "10:00" }, body: parseRichText("Oi!") },
    { from: "user", body: parseRichText("Bom dia") },
  );
  expect(renderTerminal(chat, { columns: 30 })).toBe(`╭────────────────────────────╮
│ Casa Luma                  │
├────────────────────────────┤
│ ╭────────────╮             │
│ │ Oi!  10:00 │             │
│ ╰────────────╯             │
│                ╭─────────╮ │
│                │ Bom dia │ │
│                ╰─────────╯ │
├────────────────────────────┤
│ Mensagem                   │
╰────────────────────────────╯
`);
});

test("An order aligns amounts at the right, and has buttons below", () => {
  const message: Partial<Message> = {
    time: "10:24",
    header: { kind: "image", label: "Imagem", url: "https://example.com/bolo.png" },
    body: parseRichText("Olá, *Ana*!"),
    order,
    footer: "Padaria Sol",
    buttons: [
      { label: "Copiar código Pix", detail: "Padaria Sol, CNPJ 39580525000189" },
      { label: "Abrir link", isDisabled: true },
    ],
  };
  expect(renderTerminal(chatOf(message), { columns: 48 })).toBe(`╭──────────────────────────────────────────────╮
│ Casa Luma                                    │
├──────────────────────────────────────────────┤
│ ╭────────────────────────────────────╮       │
│ │ [Imagem]                           │       │
│ │ https://example.com/bolo.png       │       │
│ │                                    │       │
│ │ Olá, *Ana*!                        │       │
│ │                                    │       │
│ │ Pedido 1001               Pendente │       │
│ │ ✓ Pago                             │       │
│ │                                    │       │
│ │ Bolo de chocolate                  │       │
│ │   2 × R$ 39,90 (antes R$ 49,90)    │       │
│ │                           R$ 79,80 │       │
│ │ Festa 👨‍👩‍👧                           │       │
│ │   1 × R$ 12.345,67    R$ 12.345,67 │       │
│ │                                    │       │
│ │ Subtotal              R$ 12.425,47 │       │
│ │ Desconto · Clube: cupom ANA        │       │
│ │                           -R$ 5,00 │       │
│ │ Total                 R$ 12.420,47 │       │
│ │                                    │       │
│ │ Pague até 22/11/2026               │       │
│ │                                    │       │
│ │ Padaria Sol                  10:24 │       │
│ ├────────────────────────────────────┤       │
│ │ [ Copiar código Pix ]              │       │
│ │   Padaria Sol, CNPJ 39580525000189 │       │
│ │ [ Abrir link ]                     │       │
│ ╰────────────────────────────────────╯       │
├──────────────────────────────────────────────┤
│ Mensagem                                     │
╰──────────────────────────────────────────────╯
`);
});

test("Payments and headers of each kind have their own look", () => {
  const payment = (kind: "pending" | "failed") => ({ ...order, payment: { label: kind, kind } });
  expect(bubbleLines({ order: payment("pending") })).toContain("○ pending");
  expect(bubbleLines({ order: payment("failed") })).toContain("✗ failed");
  expect(bubbleLines({ header: { kind: "text", text: "Saiu\npara entrega" } })).toEqual(["Saiu", "para entrega"]);
  expect(bubbleLines({ header: { kind: "document", label: "nota.pdf" } })).toEqual(["[nota.pdf]"]);
});

test.each([
  ["*b* _i_ ~s~ `c`", ["*b* _i_ ~s~ `c`"]],
  ["_*~all~*_", ["_*~all~*_"]],
  ["> one\n> *two*\nthree", ["▌ one", "▌ *two*", "three"]],
  ["- one\n- two", ["• one", "• two"]],
  ["9. one\n10. two", ["9. one", "10. two"]],
  ["a\n\nb", ["a", "", "b"]],
  ["```\nif (x) {\n  y();\n}\n```", ["```", "if (x) {", "  y();", "}", "```"]],
])("Without colour %j keeps its markers", (text, lines) => {
  expect(linesOf(text)).toEqual(lines);
});

test.each([
  ["> one two three four five six", ["▌ one two three four", "▌ five six"]],
  ["- one two three four five six", ["• one two three four", "  five six"]],
  ["one  two", ["one  two"]],
  [`${"x".repeat(25)} y`, ["x".repeat(20), "xxxxx y"]],
  ["漢字漢字漢字漢字漢字漢字", ["漢字漢字漢字漢字漢字", "漢字"]],
  ["👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", ["👨‍👩‍👧".repeat(10), "👨‍👩‍👧"]],
  [`क${"\u093e".repeat(20)}`, [`क${"\u093e".repeat(19)}`, "\u093e"]],
  ["مرحبا بك في متجرنا الجديد", ["مرحبا بك في متجرنا", "الجديد"]],
])("%j wraps at 30 columns", (text, lines) => {
  expect(linesOf(text, { columns: 30 })).toEqual(lines);
});

test.each([
  ["\u001b[2J\u0007\u009b", "\\u001b[2J\\u0007\\u009b"],
  ["\u202eevil\u2069 \u200f\u2028", "\\u202eevil\\u2069 \\u200f\\u2028"],
  ["a\tb", "a b"],
  ["\ud800", "\ufffd"],
])("%j is shown as %j", (text, shown) => {
  expect(linesOf(text)).toEqual([shown]);
});

test("A long text keeps its characters in one piece", () => {
  const text = `${"👨‍👩‍👧".repeat(2_000)}e${"\u0301".repeat(5_000)}`;
  expect(linesOf(text).join("")).toBe(text);
  expect(
    linesOf(text)
      .slice(0, -1)
      .every((line) => /^(?:👨‍👩‍👧)+$/u.test(line)),
  ).toBe(true);
});

test("Line ends stay within the part that they are in", () => {
  const lines = renderTerminal({
    ...chatOf(),
    title: "Casa\nLuma",
    quickReplies: ["Oi\r\n( Tudo bem? )"],
    composer: { text: "uma\r\nduas" },
  }).split("\n");
  expect(lines.map((line) => line.replace(/ +│$/, ""))).toEqual(
    expect.arrayContaining(["│ Casa Luma", "│  ( Oi ( Tudo bem? ) )", "│ uma", "│ duas"]),
  );
});

describe("In colour", () => {
  const paint = (text: string) => linesOf(text, { isColor: true }).map((line) => line.replaceAll("\u001b[", "^"));

  test.each([
    ["*b* _i_ ~s~ `c`", ["^1mb^0m ^3mi^0m ^9ms^0m ^36mc^0m"]],
    ["_*~all~*_", ["^3;1;9mall^0m"]],
    ["> one", ["^2m▌ ^0mone"]],
    ["https://x.io", ["^4mhttps://x.io^0m"]],
    ["```\na\nb\n```", ["^36ma^0m", "^36mb^0m"]],
    ["javascript:alert(1)", ["javascript:alert(1)"]],
  ])("%j is formatted without markers", (text, lines) => {
    expect(paint(text)).toEqual(lines);
  });

  test("formatting ends with each line and begins again on the next", () => {
    const lines = linesOf("*one two three four five six*", { isColor: true, columns: 30 });
    expect(lines).toEqual(["\u001b[1mone two three four\u001b[0m", "\u001b[1mfive six\u001b[0m"]);
  });

  test("the words are those of a chat without colour", () => {
    const chat = chatOf({ from: "user", time: "10:00", body: parseRichText("Oi, *Ana*"), order, footer: "f" });
    const plain = renderTerminal(chat, { isColor: true }).replace(/\u001b\[[\d;]+m/g, "");
    expect(plain.replace(/[^\p{L}\p{N}]/gu, "")).toBe(renderTerminal(chat).replace(/[^\p{L}\p{N}]/gu, ""));
  });
});

test.each([
  [undefined, 60],
  [NaN, 60],
  [0, 60],
  [-5, 30],
  [29, 30],
  [30.9, 30],
  [1000, 120],
])("%s columns are %s", (columns, width) => {
  const lines = renderTerminal(chatOf({ body: parseRichText("Oi") }), { columns })
    .trimEnd()
    .split("\n");
  expect(new Set(lines.map((line) => line.length))).toEqual(new Set([width]));
});
