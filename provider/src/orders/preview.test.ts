import * as fc from "fast-check";
import { columnsOf } from "../schema/terminal-text";
import type { OrderDetailsContent } from "../schema/order/details";
import type { OrderStatusContent } from "../schema/order/status-message";
import { orderDetails, orderStatus } from "./build";
import { previewOrder, type PreviewOptions } from "./preview";
import { boleto, offsiteCardPay, paymentLink, pixDynamicCode } from "./payment-settings";

const now = new Date("2026-11-22T12:00:00Z");
const to = "5511987654321";
type Args = OrderDetailsContent;

const cake = { retailerId: "cake", name: "Bolo de chocolate", amount: 4990, quantity: 2 };
function details(changes: Partial<Args> = {}) {
  return orderDetails(
    {
      ...{ to, body: "Seu pedido está pronto.", referenceId: "order-1001", type: "physical-goods" as const },
      paymentSettings: [paymentLink("https://pay.example.com/1001")],
      order: { items: [cake] },
      ...changes,
    },
    { now },
  );
}
function preview(message: Parameters<typeof previewOrder>[0], options: PreviewOptions = {}): string {
  return previewOrder(message, { now, ...options });
}

test("shows every part of an order and every way to pay", () => {
  const message = details({
    image: { link: "https://example.com/pictures/of/cakes/with/long/names/bolo.png" },
    body: "Olá, Ana!\n\nConfira os itens abaixo e pague como preferir, até o fim do dia.",
    footer: "Padaria Sol",
    paymentSettings: [
      pixDynamicCode({ code: "000201", merchantName: "Padaria Sol", key: "39580525000189", keyType: "CNPJ" }),
      paymentLink("https://pay.example.com/1001"),
      boleto("34191.79001 01043.510047 91020.150008 5 84410026000"),
      offsiteCardPay({ lastFourDigits: "1234", credentialId: "c" }),
    ],
    order: {
      expiration: { timestamp: String(now.getTime() / 1000 + 3600), description: "Vale só hoje" },
      items: [
        { ...cake, saleAmount: 3990 },
        { ...cake, name: "Festa 👨‍👩‍👧", amount: 1_234_567n, quantity: 1 },
      ],
      tax: { value: 150, description: "ISS" },
      shipping: { value: 1200, description: "Sedex" },
      discount: { value: 500, description: "cupom ANA", discountProgramName: "Clube" },
    },
  });
  expect(preview(message)).toBe(
    `┌──────────────────────────────────────────────┐
│ [imagem]                                     │
│ https://example.com/pictures/of/cakes/with/l │
│ ong/names/bolo.png                           │
│                                              │
│ Olá, Ana!                                    │
│                                              │
│ Confira os itens abaixo e pague como         │
│ preferir, até o fim do dia.                  │
│                                              │
│ Bolo de chocolate                            │
│   2 × R$ 39,90 (antes R$ 49,90)     R$ 79,80 │
│ Festa 👨‍👩‍👧                                     │
│   1 × R$ 12.345,67              R$ 12.345,67 │
│                                              │
│ Subtotal                        R$ 12.425,47 │
│ Impostos (ISS)                       R$ 1,50 │
│ Frete (Sedex)                       R$ 12,00 │
│ Desconto (Clube: cupom ANA)         -R$ 5,00 │
│ Total                           R$ 12.433,97 │
│                                              │
│ Pedido order-1001                            │
│ Pague até 22/11/2026 13:00 UTC: Vale só hoje │
│                                              │
│ Padaria Sol                                  │
├──────────────────────────────────────────────┤
│ [ Copiar código Pix ]                        │
│   Padaria Sol, CNPJ 39580525000189           │
│ [ Abrir link de pagamento ]                  │
│   https://pay.example.com/1001               │
│ [ Copiar código do boleto ]                  │
│   34191.79001 01043.510047 91020.150008 5    │
│   84410026000                                │
│ [ Pagar com o cartão final 1234 ]            │
└──────────────────────────────────────────────┘
`,
  );
});

test("omits a tax of zero and absent parts", () => {
  expect(preview(details())).toBe(
    `┌──────────────────────────────────────────────┐
│ [imagem] de um item do catálogo, se houver   │
│                                              │
│ Seu pedido está pronto.                      │
│                                              │
│ Bolo de chocolate                            │
│   2 × R$ 49,90                      R$ 99,80 │
│                                              │
│ Subtotal                            R$ 99,80 │
│ Total                               R$ 99,80 │
│                                              │
│ Pedido order-1001                            │
├──────────────────────────────────────────────┤
│ [ Abrir link de pagamento ]                  │
│   https://pay.example.com/1001               │
└──────────────────────────────────────────────┘
`,
  );
});

test("shows only the total of an order without a basket", () => {
  const simplified = { order: undefined, totalAmount: 123_456, image: { link: "https://example.com/a.png" } };
  expect(preview(details({ ...simplified, paymentSettings: [] }), { columns: 40 })).toBe(
    `┌──────────────────────────────────────┐
│ Seu pedido está pronto.              │
│                                      │
│ Total                    R$ 1.234,56 │
│                                      │
│ Pedido order-1001                    │
├──────────────────────────────────────┤
│ (nenhuma forma de pagamento)         │
└──────────────────────────────────────┘
`,
  );
});

test("shows the order status, the payment and a past expiration", () => {
  const timestamp = String(now.getTime() / 1000 + 300);
  const message = details({ order: { items: [cake], expiration: { timestamp, description: "5 min" } } });
  const currentState = { status: "shipped", payment: "captured" } as const;
  expect(preview(message, { currentState })).toContain("│ Situação: Enviado                            │\n│ ✓ Pago  ");
  const late = preview(message, { now: new Date(now.getTime() + 300_000) });
  expect(late).toContain("│ Expirou em 22/11/2026 12:05 UTC: 5 min       │");
  expect(late).toContain("│ (expirado: os botões não funcionam mais)     │\n│ [ Abrir link");
  expect(preview(message, { now: new Date(now.getTime() + 299_999) })).not.toContain("expirado");
});

describe("an update", () => {
  const update = (changes: Partial<OrderStatusContent>) =>
    orderStatus({ to, body: "Seu pedido saiu!", referenceId: "order-1001", ...changes });

  test("shows the transition from the last status, with all its parts", () => {
    const message = update({
      ...{ header: { type: "text", text: "Oi" }, footer: "Padaria Sol" },
      order: { status: "partially-shipped", description: "Código BR123" },
      payment: { status: "captured", timestamp: 1722445231 },
    });
    expect(preview(message, { currentState: { status: "processing", payment: "pending" } })).toBe(
      `┌──────────────────────────────────────────────┐
│ [cabeçalho] {"type":"text","text":"Oi"}      │
│                                              │
│ Seu pedido saiu!                             │
│                                              │
│ Pedido order-1001                            │
│ Situação: Em processamento → Parcialmente    │
│ enviado                                      │
│ Código BR123                                 │
│ ✓ Pago em 31/07/2024 17:00 UTC               │
│                                              │
│ Padaria Sol                                  │
├──────────────────────────────────────────────┤
│ [ Ver pedido ]                               │
└──────────────────────────────────────────────┘
`,
    );
  });

  test("of the status alone shows the last payment status", () => {
    const message = update({ order: { status: "completed" } });
    expect(preview(message)).toContain("│ Situação: Concluído  ");
    expect(preview(message)).not.toContain("Pag");
    const currentState = { status: "completed", payment: "failed" } as const;
    expect(preview(message, { currentState })).toContain(
      "│ Situação: Concluído                          │\n│ Pagamento não concluído",
    );
  });

  test("of the payment alone shows the last order status, if any", () => {
    const message = update({ payment: { status: "pending" } });
    expect(preview(message)).not.toContain("Situação");
    expect(preview(message)).toContain("│ Pagamento pendente  ");
    expect(preview(message, { currentState: { status: "canceled", payment: undefined } })).toContain(
      "│ Situação: Cancelado  ",
    );
  });
});

test("moves the greatest amounts to a line of their own", () => {
  const most = 2n ** 63n - 1n;
  const items = [{ retailerId: "a", name: "Ilha", amount: most, quantity: 1 }];
  expect(preview(details({ order: { items } }), { columns: 1 })).toContain(
    `│ Ilha                                 │
│   1 × R$ 92.233.720.368.547.758,07   │
│         R$ 92.233.720.368.547.758,07 │
│                                      │
│ Subtotal                             │
│         R$ 92.233.720.368.547.758,07 │
`,
  );
});

test("escapes control characters and line breaks of untrusted text", () => {
  const message = details({
    body: "Oi\u001b[2J\r\n\u202eotof\u2066\tfim\u00a0!",
    order: { items: [{ ...cake, name: "Bolo\nTotal   R$ 0,01" }] },
    paymentSettings: [
      pixDynamicCode({ code: "000201", merchantName: "Sol\r\n[ Copiar ]", key: "a\u0007b@c.d", keyType: "EMAIL" }),
    ],
  });
  const text = preview(message);
  expect(text).toContain("│ Oi\\u001b[2J                                  │\n│ \\u202eotof\\u2066 fim !");
  expect(text).toContain("│ Bolo Total R$ 0,01                           │");
  expect(text).toContain("│   Sol [ Copiar ], EMAIL a\\u0007b@c.d         │");
});

const piece = fc.constantFrom(
  ..."\n\r\t \u001b\u0007\u009b\u00a0\u202e\u2066\u200b\u3000".split(""),
  ...[
    "word ",
    "x".repeat(70),
    "班车",
    "👨‍👩‍👧",
    "🇧🇷",
    "मस्ते",
    `क${"\u093e".repeat(80)}`,
    `e${"\u0301".repeat(9)}`,
    "ﷺ",
    "\\u202e",
  ],
);
function text(most: number) {
  return fc
    .array(fc.oneof(piece, fc.string({ unit: "grapheme" })), { minLength: 1, maxLength: 12 })
    .map((parts) => Array.from(parts.join("")).slice(0, most).join(""))
    .filter((all) => all !== "" && all.isWellFormed());
}

test("every line has the box's width and no control characters", () => {
  fc.assert(
    fc.property(text(1024), text(60), text(60), fc.integer({ min: 40, max: 120 }), (body, name, footer, columns) => {
      const message = details({ body, footer, order: { items: [{ ...cake, name }] } });
      const lines = preview(message, { columns }).split("\n");
      expect(lines.pop()).toBe("");
      for (const line of lines) {
        expect(columnsOf(line)).toBe(columns);
        expect(line).not.toMatch(/(?![\u200c\u200d])[\p{Cc}\p{Cf}]/u);
      }
    }),
    { numRuns: 200 },
  );
});
