import {
  boleto,
  offsiteCardPay,
  orderDetails,
  orderDetailsTemplate,
  orderStatus,
  orderStatusTemplate,
  paymentLink,
  pixDynamicCode,
  type OrderDetailsArgs,
  type OrderStatusArgs,
} from "pulumi-whatsapp/orders";
import type { Message, OrderCard } from "./chat";
import { chatFromOrder, type OrderChatOptions } from "./from-order";
import { parseRichText } from "./parse-rich-text";

const now = new Date("2026-11-22T12:00:00Z");
const to = "5511987654321";
const timestamp = String(now.getTime() / 1000 + 3600);
const cake = { retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 };
const pix = pixDynamicCode({ code: "000201", merchantName: "Padaria Sol", key: "39580525000189", keyType: "CNPJ" });

function details(changes: Partial<Omit<OrderDetailsArgs, "to" | "recipient">> = {}) {
  return orderDetails(
    {
      ...{ to, body: "Seu *pedido*", referenceId: "1001", type: "physical-goods" as const },
      paymentSettings: [pix],
      order: { items: [cake] },
      ...changes,
    },
    { now },
  );
}

function update(changes: Partial<Omit<OrderStatusArgs, "to" | "recipient">>) {
  return orderStatus({ to, body: "Atualizado", referenceId: "1001", ...changes });
}

function onlyMessage(message: Parameters<typeof chatFromOrder>[0], options?: OrderChatOptions): Message {
  const { messages, quickReplies, composer } = chatFromOrder(message, options);
  expect([messages.length, quickReplies, composer]).toEqual([1, [], undefined]);
  const [only] = messages;
  if (only === undefined) throw new Error("no message");
  return only;
}

function cardOf(message: Parameters<typeof chatFromOrder>[0], options?: OrderChatOptions): OrderCard {
  const { order } = onlyMessage(message, options);
  if (order === undefined) throw new Error("no order");
  return order;
}

describe("An order", () => {
  test("shows items, charges and ways to pay in reais", () => {
    const message = details({
      footer: "Padaria Sol",
      image: { link: "https://example.com/bolo.png" },
      order: {
        items: [
          { ...cake, saleAmount: 3990 },
          { ...cake, name: "Festa", amount: 1_234_567n, quantity: 1 },
        ],
        tax: { value: 150, description: "ISS" },
        shipping: { value: 1200 },
        discount: { value: 500, description: "cupom ANA", discountProgramName: "Clube" },
        expiration: { timestamp, description: "Vale só hoje" },
      },
    });
    expect(onlyMessage(message)).toEqual({
      from: "business",
      time: "10:00",
      header: { kind: "image", label: "Imagem", url: "https://example.com/bolo.png" },
      body: parseRichText("Seu *pedido*"),
      order: {
        title: "Pedido 1001",
        items: [
          { name: "Bolo", quantity: "2 × R$ 39,90", amount: "R$ 79,80", oldAmount: "R$ 49,90" },
          { name: "Festa", quantity: "1 × R$ 12.345,67", amount: "R$ 12.345,67" },
        ],
        charges: [
          { label: "Subtotal", amount: "R$ 12.425,47" },
          { label: "Impostos · ISS", amount: "R$ 1,50" },
          { label: "Frete", amount: "R$ 12,00" },
          { label: "Desconto · Clube: cupom ANA", amount: "-R$ 5,00" },
        ],
        total: { label: "Total", amount: "R$ 12.433,97" },
        notes: ["Pague até 22/11/2026 13:00 UTC: Vale só hoje"],
      },
      footer: "Padaria Sol",
      buttons: [{ label: "Copiar código Pix", detail: "Padaria Sol, CNPJ 39580525000189" }],
    });
  });

  test("has a button for each way to pay", () => {
    const message = details({
      paymentSettings: [
        pix,
        paymentLink("https://pay.example.com/1001"),
        boleto("34191.79001 01043.510047 91020.150008 5 84410026000"),
        offsiteCardPay({ lastFourDigits: "1234", credentialId: "c" }),
      ],
    });
    expect(onlyMessage(message, { language: "en" }).buttons).toEqual([
      { label: "Copy Pix code", detail: "Padaria Sol, CNPJ 39580525000189" },
      { label: "Open payment link", detail: "https://pay.example.com/1001" },
      { label: "Copy boleto code", detail: "34191.79001 01043.510047 91020.150008 5 84410026000" },
      { label: "Pay with card ending in 1234" },
    ]);
  });

  test("without payment settings has a note instead of buttons", () => {
    const message = details({ paymentSettings: [] });
    expect(onlyMessage(message).buttons).toEqual([]);
    expect(cardOf(message).notes).toEqual(["Nenhuma forma de pagamento"]);
  });

  test("that has expired cannot be paid, and has a note", () => {
    const message = details({ order: { items: [cake], expiration: { timestamp, description: "hoje" } } });
    const expired = new Date(Number(timestamp) * 1000);
    const justBefore = new Date(expired.getTime() - 1);
    expect(onlyMessage(message, { now: expired }).buttons).toMatchObject([{ isDisabled: true }]);
    expect(cardOf(message, { now: expired }).notes).toEqual([
      "Expirou em 22/11/2026 13:00 UTC: hoje",
      "Os botões não funcionam mais",
    ]);
    expect(onlyMessage(message, { now: justBefore }).buttons).not.toMatchObject([{ isDisabled: true }]);
    expect(cardOf(message, { now: justBefore }).notes).toEqual(["Pague até 22/11/2026 13:00 UTC: hoje"]);
  });

  test("shows the state that is known", () => {
    expect(cardOf(details())).not.toHaveProperty("status");
    expect(cardOf(details(), { currentState: { status: "shipped", payment: "captured" } })).toMatchObject({
      status: "Enviado",
      payment: { label: "Pago", kind: "paid" },
    });
  });

  test("without items shows only its total, and no image", () => {
    const message = details({ order: undefined, totalAmount: 123_456 });
    expect(onlyMessage(message)).not.toHaveProperty("header");
    expect(cardOf(message)).toMatchObject({
      items: [],
      charges: [],
      total: { label: "Total", amount: "R$ 1.234,56" },
    });
  });

  test("without an image announces the image of the catalog", () => {
    expect(onlyMessage(details()).header).toEqual({ kind: "image", label: "Imagem de um item do catálogo, se houver" });
  });
});

describe("A status update", () => {
  test("shows the transition, the payment and the description", () => {
    const message = update({
      header: { type: "text", text: "Oi" },
      order: { status: "shipped", description: "Código BR123" },
      payment: { status: "captured", timestamp: 1722445231 },
    });
    const currentState = { status: "processing", payment: "pending" } as const;
    expect(chatFromOrder(message, { currentState, language: "es" }).title).toBe("Pedido 1001");
    expect(onlyMessage(message, { currentState })).toMatchObject({
      header: { kind: "text", text: "Oi" },
      order: {
        title: "Pedido 1001",
        status: "Em processamento → Enviado",
        payment: { label: "Pago · 31/07/2024 17:00 UTC", kind: "paid" },
        notes: ["Código BR123"],
      },
      buttons: [{ label: "Ver pedido" }],
    });
  });

  test.each([
    ["shipped", "shipped", "Enviado"],
    ["pending", "shipped", "Pendente → Enviado"],
    [undefined, "shipped", "Enviado"],
    ["pending", undefined, "Pendente"],
  ] as const)("from %s to %s shows %s", (before, status, shown) => {
    const message = update(
      status === undefined ? { payment: { status: "failed", timestamp: 1722445231 } } : { order: { status } },
    );
    const currentState = before === undefined ? undefined : { status: before, payment: undefined };
    expect(cardOf(message, { currentState }).status).toBe(shown);
  });

  test("of the order alone keeps the payment that is known", () => {
    const message = update({ order: { status: "completed" } });
    expect(cardOf(message)).not.toHaveProperty("payment");
    expect(cardOf(message, { currentState: { status: "completed", payment: "failed" } }).payment).toEqual({
      label: "Pagamento não concluído",
      kind: "failed",
    });
  });
});

describe("A template", () => {
  test("of an order shows its name and its parameters", () => {
    const message = orderDetailsTemplate(
      {
        ...{
          to,
          referenceId: "1001",
          type: "physical-goods" as const,
          order: { items: [cake] },
          paymentSettings: [pix],
        },
        template: {
          name: "order_ready",
          language: "pt_BR",
          header: { image: { link: "https://example.com/a.png" } },
          body: ["Ana", "dois bolos"],
        },
      },
      { now },
    );
    expect(onlyMessage(message)).toMatchObject({
      header: { kind: "image", label: "Imagem", url: "https://example.com/a.png" },
      body: parseRichText("Modelo: order_ready (pt_BR)\n{{1}}: Ana\n{{2}}: dois bolos"),
      buttons: [{ label: "Copiar código Pix" }],
    });
  });

  test("has no formatting in its name and parameters", () => {
    const message = orderStatusTemplate({
      ...{ to, referenceId: "1001", order: { status: "shipped" as const } },
      template: { name: "_pedido_", language: "pt_BR", body: ["*Ana*"] },
    });
    expect(onlyMessage(message).body).toEqual([
      { kind: "paragraph", content: [{ kind: "text", text: "Modelo: _pedido_ (pt_BR)" }] },
      { kind: "paragraph", content: [{ kind: "text", text: "{{1}}: *Ana*" }] },
    ]);
  });

  test("of a status update shows named parameters", () => {
    const message = orderStatusTemplate({
      ...{ to, referenceId: "1001", order: { status: "shipped" as const } },
      template: { name: "shipped", language: "en", body: { first_name: "Ana" } },
    });
    expect(onlyMessage(message, { language: "en" })).toMatchObject({
      body: parseRichText("Template: shipped (en)\n{{first_name}}: Ana"),
      order: { status: "Shipped" },
    });
  });
});
