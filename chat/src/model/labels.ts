import type { OrderMessage, OrderState } from "pulumi-whatsapp/schema";
import type { Language } from "./chat";

type PaymentMethod = NonNullable<Extract<OrderMessage, { kind: "order_details" }>["paymentSettings"]>[number]["type"];

/** Words of the app. Meta does not document them, so they may differ on a phone. */
export interface Labels {
  /** Heading of a page of chats. */
  readonly preview: string;
  /** Placeholder of the empty input field. */
  readonly composer: string;
  /** Heading of the prefilled input field for screen readers and terminals. */
  readonly prefilled: string;
  readonly quickReplies: string;
  readonly from: Readonly<Record<"business" | "user", string>>;
  readonly image: string;
  readonly document: string;
  readonly catalogImage: string;
  readonly template: string;
  readonly order: string;
  readonly subtotal: string;
  readonly tax: string;
  readonly shipping: string;
  readonly discount: string;
  readonly total: string;
  /** Word before the price that an item had before a reduction. */
  readonly oldAmount: string;
  readonly payUntil: string;
  readonly expiredOn: string;
  /** Note of an expired order. */
  readonly expired: string;
  readonly noPayment: string;
  readonly viewOrder: string;
  readonly cardEnding: string;
  readonly methods: Readonly<Record<Exclude<PaymentMethod, "offsite_card_pay">, string>>;
  readonly statuses: Readonly<Record<OrderState["status"], string>>;
  readonly payments: Readonly<Record<NonNullable<OrderState["payment"]>, string>>;
}

export const labels: Readonly<Record<Language, Labels>> = {
  en: {
    preview: "Chat preview",
    composer: "Message",
    prefilled: "Prefilled message",
    quickReplies: "Quick replies",
    from: { business: "Business", user: "You" },
    image: "Image",
    document: "Document",
    catalogImage: "Image from the catalog, if there is one",
    template: "Template",
    order: "Order",
    subtotal: "Subtotal",
    tax: "Tax",
    shipping: "Shipping",
    discount: "Discount",
    total: "Total",
    oldAmount: "was",
    payUntil: "Pay by",
    expiredOn: "Expired on",
    expired: "The buttons no longer work",
    noPayment: "No payment method",
    viewOrder: "View order",
    cardEnding: "Pay with card ending in",
    methods: { pix_dynamic_code: "Copy Pix code", payment_link: "Open payment link", boleto: "Copy boleto code" },
    statuses: {
      pending: "Pending",
      processing: "Processing",
      partially_shipped: "Partially shipped",
      shipped: "Shipped",
      completed: "Completed",
      canceled: "Canceled",
    },
    payments: { pending: "Payment pending", captured: "Paid", failed: "Payment failed" },
  },
  pt: {
    preview: "Prévia da conversa",
    composer: "Mensagem",
    prefilled: "Mensagem preenchida",
    quickReplies: "Respostas rápidas",
    from: { business: "Empresa", user: "Você" },
    image: "Imagem",
    document: "Documento",
    catalogImage: "Imagem de um item do catálogo, se houver",
    template: "Modelo",
    order: "Pedido",
    subtotal: "Subtotal",
    tax: "Impostos",
    shipping: "Frete",
    discount: "Desconto",
    total: "Total",
    oldAmount: "antes",
    payUntil: "Pague até",
    expiredOn: "Expirou em",
    expired: "Os botões não funcionam mais",
    noPayment: "Nenhuma forma de pagamento",
    viewOrder: "Ver pedido",
    cardEnding: "Pagar com o cartão final",
    methods: {
      pix_dynamic_code: "Copiar código Pix",
      payment_link: "Abrir link de pagamento",
      boleto: "Copiar código do boleto",
    },
    statuses: {
      pending: "Pendente",
      processing: "Em processamento",
      partially_shipped: "Parcialmente enviado",
      shipped: "Enviado",
      completed: "Concluído",
      canceled: "Cancelado",
    },
    payments: { pending: "Pagamento pendente", captured: "Pago", failed: "Pagamento não concluído" },
  },
  es: {
    preview: "Vista previa del chat",
    composer: "Mensaje",
    prefilled: "Mensaje precargado",
    quickReplies: "Respuestas rápidas",
    from: { business: "Empresa", user: "Tú" },
    image: "Imagen",
    document: "Documento",
    catalogImage: "Imagen de un artículo del catálogo, si hay",
    template: "Plantilla",
    order: "Pedido",
    subtotal: "Subtotal",
    tax: "Impuestos",
    shipping: "Envío",
    discount: "Descuento",
    total: "Total",
    oldAmount: "antes",
    payUntil: "Paga antes del",
    expiredOn: "Venció el",
    expired: "Los botones ya no funcionan",
    noPayment: "Sin forma de pago",
    viewOrder: "Ver pedido",
    cardEnding: "Pagar con la tarjeta terminada en",
    methods: {
      pix_dynamic_code: "Copiar código Pix",
      payment_link: "Abrir enlace de pago",
      boleto: "Copiar código del boleto",
    },
    statuses: {
      pending: "Pendiente",
      processing: "En proceso",
      partially_shipped: "Enviado parcialmente",
      shipped: "Enviado",
      completed: "Completado",
      canceled: "Cancelado",
    },
    payments: { pending: "Pago pendiente", captured: "Pagado", failed: "Pago no realizado" },
  },
};
