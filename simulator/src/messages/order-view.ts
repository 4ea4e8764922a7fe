import type { Clock } from "../state/clock";
import type {
  DetailsMessage,
  DocumentFile,
  Item,
  Order,
  OrderContent,
  OrderStatus,
  PaymentSetting,
  SentTemplate,
} from "../state/orders";
import { lineTotal, priceOf } from "./order-totals";

/** What the person sees of an order. Amounts as text, `R$ 1.234,56`. */
export interface OrderView {
  readonly body: string;
  readonly footer: string | null;
  /** Address of the image, or `media 71` for an upload; null without one. Pictures of a catalog are not simulated. */
  readonly headerImage: string | null;
  /** Text above the body; only templates have one. */
  readonly headerText: string | null;
  /** The file above the body; only templates have one. */
  readonly headerDocument: DocumentFile | null;
  /** The template that carried the order, with the text of its button; null when it was an interactive message. */
  readonly template: Pick<SentTemplate, "name" | "language" | "buttonText"> | null;
  /** Empty when the message carried no `order`: then only the total is shown. */
  readonly items: readonly ItemView[];
  readonly subtotal: string | null;
  /** Null without one, and when it is zero. */
  readonly tax: PriceView | null;
  readonly shipping: PriceView | null;
  readonly discount: PriceView | null;
  readonly total: string;
  readonly buttons: readonly ButtonView[];
  /** Why the order will end; null when it does not. */
  readonly expiration: string | null;
  readonly isExpired: boolean;
  readonly status: OrderStatus;
  readonly description: string | null;
  /** The "paid" label. */
  readonly isPaid: boolean;
}

export interface ItemView {
  readonly name: string;
  readonly quantity: string;
  /** Of one. */
  readonly price: string;
  /** Of one, before the sale; null without a sale. */
  readonly usualPrice: string | null;
  /** Of all. */
  readonly total: string;
}

export interface PriceView {
  readonly amount: string;
  readonly description: string | null;
}

export interface ButtonView {
  readonly type: PaymentSetting["type"];
  readonly text: string;
  readonly isEnabled: boolean;
}

/** Source: Meta's page "Payment request CTA"; the texts of the order page are documented nowhere. */
const buttonTexts: { readonly [Type in PaymentSetting["type"]]: string } = {
  pix_dynamic_code: "Copy Pix code",
  payment_link: "Open payment link",
  boleto: "Copy Boleto code",
  offsite_card_pay: "Review payment",
};

export function viewOrder(order: Order, clock: Clock): OrderView {
  const { template, details } = order;
  const { body, footer, header, action } = details;
  const { order: content, total_amount: total, payment_settings: settings = [] } = action.parameters;
  const isEnabled = findPaymentObstacle(order, clock) === null;
  return {
    body: body.text,
    footer: footer?.text ?? null,
    ...headerView(header),
    template: template === null ? null : templateView(template),
    ...contentView(content),
    total: formatReais(total.value),
    buttons: settings.map(({ type }) => ({ type, text: buttonTexts[type], isEnabled })),
    expiration: content?.expiration?.description ?? null,
    isExpired: isExpired(order, clock),
    status: order.status,
    description: order.description,
    isPaid: order.payment === "captured",
  };
}

function headerView(
  header: DetailsMessage["header"],
): Pick<OrderView, "headerImage" | "headerText" | "headerDocument"> {
  const image = header?.type === "image" ? header.image : undefined;
  return {
    headerImage: image === undefined ? null : "link" in image ? image.link : `media ${image.id}`,
    headerText: header?.type === "text" ? header.text : null,
    headerDocument: header?.type === "document" ? header.document : null,
  };
}

function templateView({ name, language, buttonText }: SentTemplate): NonNullable<OrderView["template"]> {
  return { name, language, buttonText };
}

function contentView(
  content: OrderContent | undefined,
): Pick<OrderView, "items" | "subtotal" | "tax" | "shipping" | "discount"> {
  if (content === undefined) return { items: [], subtotal: null, tax: null, shipping: null, discount: null };
  const { items, subtotal, tax, shipping, discount } = content;
  return {
    items: items.map(itemView),
    subtotal: formatReais(subtotal.value),
    tax: tax.value === 0n ? null : priceView(tax),
    shipping: shipping === undefined ? null : priceView(shipping),
    discount: discount === undefined ? null : priceView(discount),
  };
}

function itemView(item: Item): ItemView {
  return {
    name: item.name,
    quantity: item.quantity.toString(),
    price: formatReais(priceOf(item)),
    usualPrice: item.sale_amount === undefined ? null : formatReais(item.amount.value),
    total: formatReais(lineTotal(item)),
  };
}

function priceView({ value, description }: { readonly value: bigint; readonly description?: string }): PriceView {
  return { amount: formatReais(value), description: description ?? null };
}

function formatReais(centavos: bigint): string {
  return `R$ ${(centavos / 100n).toLocaleString("pt-BR")},${(centavos % 100n).toString().padStart(2, "0")}`;
}

function isExpired({ details }: Order, clock: Clock): boolean {
  const timestamp = details.action.parameters.order?.expiration?.timestamp;
  return timestamp !== undefined && BigInt(Math.floor(clock.nowMs() / 1000)) >= BigInt(timestamp);
}

/** Null when the person can pay. Meta's page says that the buttons end with the expiry; that nobody pays what is paid or over follows. */
export function findPaymentObstacle(order: Order, clock: Clock): string | null {
  if (isExpired(order, clock)) return "has expired";
  if (order.payment === "captured") return "is paid";
  return order.status === "completed" || order.status === "canceled" ? `is ${order.status}` : null;
}
