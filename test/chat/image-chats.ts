import { chatFromOrder, chatFromSequence, type Chat, type PngOptions } from "../../chat/src";

interface HashedChat {
  readonly chat: Chat;
  readonly options: PngOptions;
}

/** Chats whose images have known hashes: formatting, emoji, both directions and an order, in both themes and several widths. */
export const hashedChats: Readonly<Record<string, HashedChat>> = {
  greeting: {
    chat: chatFromSequence(
      {
        name: "Móveis sob medida",
        text: "Olá! *Que bom* ter você _aqui_ 👋🏽\n\n> Responda em ~dois~ um dia\n- `projeto`\n- https://casaluma.com.br/catalogo",
        autofillMessage: { content: "Olá! Quero um projeto de móveis sob medida." },
        iceBreakers: [{ title: "Como funciona o projeto?" }, { title: "Qual é o prazo?" }],
      },
      { language: "pt" },
    ),
    options: {},
  },
  rightToLeft: {
    chat: chatFromSequence({
      name: "مرحبا",
      text: "مرحبا! *عرض خاص* (50%) 🎉\n1. שלום\n2. `קוד` Casa Luma 1,250",
      iceBreakers: [{ title: "كيف أطلب؟" }],
    }),
    options: { theme: "dark", width: 280, scale: 1 },
  },
  characters: {
    chat: chatFromSequence({
      name: "नमस्ते",
      text: "👨‍👩‍👧‍👦 🇧🇷 1️⃣ ❤ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 → ★ 一 क्षत्रिय \u202eabc\u202c Здравствуйте\n```const a = 1;\nconst b = 2;```",
      iceBreakers: [],
    }),
    options: { width: 480, scale: 1.5 },
  },
  order: {
    chat: chatFromOrder(
      {
        kind: "order_details",
        body: "Olá, Ana! Aqui está o seu pedido.",
        footer: "Casa Luma",
        referenceId: "1042",
        totalAmount: 245990n,
        type: "physical-goods",
        paymentSettings: [
          {
            type: "pix_dynamic_code",
            pixDynamicCode: { code: "00020126", merchantName: "Casa Luma", key: "39580525000189", keyType: "CNPJ" },
          },
        ],
        order: {
          subtotal: 259990n,
          tax: { value: 0n },
          discount: { value: 14000n, description: "Cupom" },
          items: [
            { retailerId: "1", name: "Mesa de jantar extensível", amount: 199990n, quantity: 1 },
            { retailerId: "2", name: "Cadeira", amount: 40000n, saleAmount: 30000n, quantity: 2 },
          ],
        },
      },
      { currentState: { status: "processing", payment: "captured" } },
    ),
    options: {},
  },
};
