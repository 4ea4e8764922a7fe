import { createHash } from "node:crypto";
import type { Chat, Message } from "../model/chat";
import { parseRichText } from "../model/parse-rich-text";
import { renderHtmlFragment } from "./chat-markup";
import { chatStyles } from "./chat-styles";
import { renderHtml } from "./document";

const empty: Chat = { title: "Casa Luma", language: "pt", messages: [], quickReplies: [] };

function fragmentOf(message: Partial<Message>): string {
  return renderHtmlFragment({ ...empty, messages: [{ from: "business", ...message }] });
}

/** Markup of a message's formatted text. */
function textMarkup(text: string): string | undefined {
  const markup = fragmentOf({ body: parseRichText(text) });
  return /<div class="chat-text" lang="">(.*)<\/div>\n<\/div><\/li>/s.exec(markup)?.[1];
}

test.each([
  ["Oi", '<p dir="auto">Oi</p>'],
  ["a\n\nb", '<p dir="auto">a</p><p dir="auto"><br></p><p dir="auto">b</p>'],
  ["*b* _i_ ~s~ `c`", '<p dir="auto"><strong>b</strong> <em>i</em> <s>s</s> <code>c</code></p>'],
  ["*_both_*", '<p dir="auto"><strong><em>both</em></strong></p>'],
  ["> a\n> b", '<blockquote><p dir="auto">a</p><p dir="auto">b</p></blockquote>'],
  ["- a\n- b", '<ul><li dir="auto">a</li><li dir="auto">b</li></ul>'],
  ["7. a\n8. b", '<ol start="7"><li dir="auto">a</li><li dir="auto">b</li></ol>'],
  ["```\n<b>\n  c\n```", '<pre dir="auto"><code>&lt;b&gt;\n  c</code></pre>'],
  ["مرحبا\nשלום", '<p dir="auto">مرحبا</p><p dir="auto">שלום</p>'],
])("%j is formatted", (text, markup) => {
  expect(textMarkup(text)).toBe(markup);
});

test.each([
  ["https://x.io/?a=1&b=2", "https://x.io/?a=1&amp;b=2"],
  ["HTTP://X.IO", "HTTP://X.IO"],
  ["x.io/a", "http://x.io/a"],
  ["ana@x.io", "mailto:ana@x.io"],
])("%s is a link", (text, url) => {
  expect(textMarkup(text)).toContain(`<a href="${url}" rel="noopener noreferrer nofollow" dir="auto">`);
});

const otherAddresses = ["javascript:alert(1)", "ftp://x.io/a", "//x.io/a", "data:text/html,a", "file:///etc/passwd"];
test.each(otherAddresses)("%s stays text", (text) => {
  expect(textMarkup(text)).toBe(`<p dir="auto">${text}</p>`);
});

test("The address of a header is a link if it is safe", () => {
  const header = (url: string) => fragmentOf({ header: { kind: "document", label: "nota.pdf", url } });
  expect(header("https://x.io/nota.pdf")).toContain('<a href="https://x.io/nota.pdf"');
  expect(header("javascript:alert(1)")).not.toContain("<a ");
  expect(header("javascript:alert(1)")).toContain("javascript:alert(1)");
});

test.each([
  ["<script>alert('1')</script>", "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"],
  ['" onclick="&amp;', "&quot; onclick=&quot;&amp;amp;"],
  ["a\0b\u001bc\u0085", "a\ufffdb\ufffdc\ufffd"],
  ["\ud800 \ufffe \u{1ffff}", "\ufffd \ufffd \ufffd"],
  ["tab\tand\u00a0\u202e", "tab\tand\u00a0\u202e"],
])("%j is escaped", (text, escaped) => {
  expect(textMarkup(text)).toBe(`<p dir="auto">${escaped}</p>`);
});

test("A message labels its sender for screen readers", () => {
  expect(fragmentOf({ from: "user" })).toContain('<span class="chat-hidden">Você: </span>');
  expect(fragmentOf({ from: "user" })).toContain('<li class="chat-message chat-from-user">');
  expect(fragmentOf({})).toContain('<span class="chat-hidden">Empresa: </span>');
});

test("An order has a list of items and its charges", () => {
  const markup = fragmentOf({
    order: {
      title: "Pedido 1001",
      status: "Enviado",
      payment: { label: "Pago", kind: "paid" },
      items: [{ name: "Bolo", quantity: "2 × R$ 39,90", amount: "R$ 79,80", oldAmount: "R$ 49,90" }],
      charges: [{ label: "Frete", amount: "R$ 12,00" }],
      total: { label: "Total", amount: "R$ 91,80" },
      notes: ["Código BR123"],
    },
    buttons: [
      { label: "Copiar código Pix", detail: "Padaria Sol" },
      { label: "Abrir link", isDisabled: true },
    ],
  });
  const lines = markup.split("\n").filter((line) => line !== "");
  expect(lines).toEqual(
    expect.arrayContaining([
      '<p class="chat-order-title"><span dir="auto">Pedido 1001</span> <span class="chat-status" dir="auto">Enviado</span></p>',
      '<p class="chat-payment chat-payment-paid"><span dir="auto">Pago</span></p>',
      '<ul class="chat-items" role="list"><li class="chat-item"><span class="chat-item-name" lang="" dir="auto">Bolo</span> <span class="chat-quantity"><span dir="auto">2 × R$ 39,90</span> <span class="chat-hidden">antes </span><s dir="auto">R$ 49,90</s></span> <span class="chat-amount" dir="auto">R$ 79,80</span></li></ul>',
      '<dl class="chat-sums"><div class="chat-sum"><dt dir="auto">Frete</dt><dd dir="auto">R$ 12,00</dd></div><div class="chat-sum chat-total"><dt dir="auto">Total</dt><dd dir="auto">R$ 91,80</dd></div></dl>',
      '<div class="chat-note"><p dir="auto">Código BR123</p></div>',
      '<ul class="chat-buttons" role="list"><li class="chat-button"><span class="chat-button-label" dir="auto">Copiar código Pix</span> <span class="chat-detail" dir="auto">Padaria Sol</span></li><li class="chat-button chat-disabled"><span class="chat-button-label" dir="auto">Abrir link</span></li></ul>',
    ]),
  );
});

test("Quick replies are a list with a label", () => {
  expect(renderHtmlFragment({ ...empty, quickReplies: ["Oi <3", "Tchau"] })).toContain(
    '<ul class="chat-replies" role="list" aria-label="Respostas rápidas"><li class="chat-reply" dir="auto" lang="">Oi &lt;3</li><li class="chat-reply" dir="auto" lang="">Tchau</li></ul>',
  );
  expect(renderHtmlFragment(empty)).not.toContain("chat-replies");
});

test("The input field has the prefilled text, or a placeholder", () => {
  expect(renderHtmlFragment({ ...empty, composer: { text: "Oi!\n*a*" } })).toContain(
    '<span class="chat-hidden">Mensagem preenchida: </span><div lang=""><p dir="auto">Oi!</p><p dir="auto">*a*</p></div>',
  );
  expect(renderHtmlFragment(empty)).toContain('<p class="chat-placeholder">Mensagem</p>');
});

test("The heading has the level that its page needs", () => {
  expect(renderHtmlFragment(empty)).toContain('<h2 class="chat-title" lang="" dir="auto">Casa Luma</h2>');
  expect(renderHtmlFragment(empty, { headingLevel: 4 })).toContain(
    '<h4 class="chat-title" lang="" dir="auto">Casa Luma</h4>',
  );
});

describe("A page", () => {
  test("has the title and language of its options, or of its chats", () => {
    expect(renderHtml([])).toContain('<html lang="en">');
    expect(renderHtml(empty)).toContain('<html lang="pt">');
    expect(renderHtml(empty)).toContain("<title>Prévia da conversa</title>");
    const page = renderHtml([empty], { title: "Antes & depois", language: "es" });
    expect(page).toContain('<html lang="es">');
    expect(page).toContain("<title>Antes &amp; depois</title>");
    expect(page).toContain('<h1 dir="auto">Antes &amp; depois</h1>');
    expect(page).toContain('<article class="chat" lang="pt">');
  });

  test("contains its chats in order", () => {
    const titles = renderHtml([empty, { ...empty, title: "Depois" }]).match(/(?<=<h2 [^>]*>)[^<]+/g);
    expect(titles).toEqual(["Casa Luma", "Depois"]);
  });

  test("allows only its own styles, by their hash", () => {
    const page = renderHtml(empty);
    const styles = /<style>(.*)<\/style>/s.exec(page)?.[1] ?? "";
    const hash = createHash("sha256").update(styles).digest("base64");
    expect(styles).toContain(chatStyles);
    expect(page).toContain(
      `content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
  });

  test("loads nothing and runs nothing", () => {
    const page = renderHtml({ ...empty, composer: { text: "Oi" } });
    expect(page).not.toMatch(
      /<(?:script|link|img|iframe|object|form|input|button)\b| on\w+=| style=| src=|url\(|@import/i,
    );
  });
});

/** Colours of the two themes by name. */
function readThemes(): readonly ReadonlyMap<string, string>[] {
  const [light = "", dark = ""] = chatStyles.split("@media screen and (prefers-color-scheme: dark)");
  return [light, dark].map(
    (css) =>
      new Map([...css.matchAll(/--chat-([a-z]+): (#[0-9a-f]{6});/g)].map(([, name = "", color = ""]) => [name, color])),
  );
}

/** Contrast ratio of WCAG 2. */
function contrastOf(first: string, second: string): number {
  const luminance = (color: string) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, index) => {
      const channel = parseInt(color.slice(1 + index * 2, 3 + index * 2), 16) / 255;
      return sum + weight * (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
    }, 0);
  const [darker = 0, lighter = 0] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

test("Every text colour has the contrast of WCAG AA on bubbles", () => {
  for (const theme of readThemes()) {
    for (const text of ["text", "muted", "accent", "link", "paid", "pending", "failed"]) {
      for (const surface of ["surface", "user"]) {
        const contrast = contrastOf(theme.get(text) ?? "", theme.get(surface) ?? "");
        expect([text, surface, contrast >= 4.5]).toEqual([text, surface, true]);
      }
    }
  }
});
