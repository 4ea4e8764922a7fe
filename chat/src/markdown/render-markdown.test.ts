import * as fc from "fast-check";
import { orderFromWire } from "pulumi-whatsapp/schema";
import { chatFromOrder } from "../model/from-order";
import { chatFromSequence } from "../model/from-sequence";
import { renderMarkdown } from "./render-markdown";

function renderText(text: string): string {
  return renderMarkdown(chatFromSequence({ name: "signup", text }));
}

test("a greeting is a quote with its formatting, replies and prefilled message", () => {
  const chat = chatFromSequence({
    name: "signup",
    text: "*Hi* _you_\n\n- one\n- ~two~\n> quote\n```\na < b\n```\nend",
    iceBreakers: [{ title: "How?" }],
    autofillMessage: { content: "Hello" },
  });
  expect(renderMarkdown(chat)).toBe(
    "<blockquote><b>Hi</b> <i>you</i><br><br>• one<br>• <s>two</s><blockquote>quote</blockquote><pre><code>a &#60; b</code></pre>end</blockquote>" +
      "<blockquote>↩️ How?<br>✏️ <i>Prefilled message:</i> Hello</blockquote>",
  );
});

test("an order has its items, charges, total and payment", () => {
  const wire = {
    ...{ messaging_product: "whatsapp", recipient_type: "individual", to: "5511987654321", type: "interactive" },
    interactive: {
      type: "order_details",
      body: { text: "Seu pedido" },
      footer: { text: "Obrigado" },
      action: {
        name: "review_and_pay",
        parameters: {
          ...{ reference_id: "r1", type: "physical-goods", payment_type: "br", currency: "BRL" },
          payment_settings: [{ type: "payment_link", payment_link: { uri: "https://pay.example.com/1" } }],
          total_amount: { value: 9980, offset: 100 },
          order: {
            status: "pending",
            items: [{ retailer_id: "1", name: "Bolo @bia", amount: { value: 4990, offset: 100 }, quantity: 2 }],
            subtotal: { value: 9980, offset: 100 },
            tax: { value: 0, offset: 100 },
          },
        },
      },
    },
  };
  const text = renderMarkdown(chatFromOrder(orderFromWire(wire)));
  expect(text.replaceAll("\u2060", "")).toContain("• Bolo &#64;bia, 2 × R&#36; 49,90: R&#36; 99,80<br>");
  expect(text).toContain("<b>Total: R&#36; 99,80</b>");
  expect(text).toContain("<code>https&#58;//pay.example.com/1</code>");
  expect(text).toContain("<sub>Obrigado</sub>");
});

test("no text adds a tag, a line break or Markdown", () => {
  const pieces = [
    "*",
    "_",
    "~",
    "`",
    "```\n",
    "\n",
    "> ",
    "- ",
    "1. ",
    "<b>",
    "@bia",
    "#1",
    "https://x.io",
    "|",
    "é",
    "a",
  ];
  const parts = fc.array(fc.constantFrom(...pieces), { maxLength: 10 });
  const tags = /<\/?(?:blockquote|b|i|s|sub|br|pre|code)>|&#\d+;/g;
  fc.assert(
    fc.property(parts, (given) => !/[\\`*_~[\]<>&|$:@#\n]/.test(renderText(given.join("")).replace(tags, ""))),
    { numRuns: 100_000 },
  );
}, 120_000);
