import type { Clock } from "../state/clock";
import type {
  DetailsMessage,
  DocumentFile,
  Item,
  StoredOrder,
  OrderContent,
  OrderStatus,
  PaymentSetting,
  SentTemplate,
} from "../state/orders";
import { formatReais } from "./format-reais";
import { calculateLineTotal, priceOf } from "./order-totals";

/** An order as the person sees it. Amounts are text, `R$ 1.234,56`. */
export interface OrderView {
  readonly body: string;
  readonly footer: string | null;
  /** Link of the image, or `media 71` for an upload; null without one. Catalog images are not simulated. */
  readonly headerImage: string | null;
  /** Text above the body; only templates have one. */
  readonly headerText: string | null;
  /** File above the body; only templates have one. */
  readonly headerDocument: DocumentFile | null;
  /** Template of the order, with the text of its button; null for an interactive message. */
  readonly template: Pick<SentTemplate, "name" | "language" | "buttonText"> | null;
  /** Empty for a message without `order`, which only shows the total. */
  readonly items: readonly ItemView[];
  readonly subtotal: string | null;
  /** Null without a tax, and if it is zero. */
  readonly tax: PriceView | null;
  readonly shipping: PriceView | null;
  readonly discount: PriceView | null;
  readonly total: string;
  readonly buttons: readonly ButtonView[];
  /** Description of the expiration; null if the order does not expire. */
  readonly expiration: string | null;
  readonly isExpired: boolean;
  readonly status: OrderStatus;
  readonly description: string | null;
  /** True if the order has the label "paid". */
  readonly isPaid: boolean;
}

export interface ItemView {
  readonly name: string;
  readonly quantity: string;
  /** Unit price. */
  readonly price: string;
  /** Unit price before the sale; null without a sale. */
  readonly usualPrice: string | null;
  /** Total of the line. */
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

export function viewOrder(order: StoredOrder, clock: Clock): OrderView {
  const { template, details } = order;
  const { body, footer, header, action } = details;
  const { order: content, total_amount: total, payment_settings: settings = [] } = action.parameters;
  const isEnabled = findPaymentObstacle(order, clock) === null;
  return {
    body: body.text,
    footer: footer?.text ?? null,
    ...viewHeader(header),
    template: template === null ? null : viewTemplate(template),
    ...viewContent(content),
    total: formatReais(total.value),
    buttons: settings.map(({ type }) => ({ type, text: buttonTexts[type], isEnabled })),
    expiration: content?.expiration?.description ?? null,
    isExpired: isExpired(order, clock),
    status: order.status,
    description: order.description,
    isPaid: order.payment === "captured",
  };
}

function viewHeader(
  header: DetailsMessage["header"],
): Pick<OrderView, "headerImage" | "headerText" | "headerDocument"> {
  const image = header?.type === "image" ? header.image : undefined;
  return {
    headerImage: image === undefined ? null : "link" in image ? image.link : `media ${image.id}`,
    headerText: header?.type === "text" ? header.text : null,
    headerDocument: header?.type === "document" ? header.document : null,
  };
}

function viewTemplate({ name, language, buttonText }: SentTemplate): NonNullable<OrderView["template"]> {
  return { name, language, buttonText };
}

function viewContent(
  content: OrderContent | undefined,
): Pick<OrderView, "items" | "subtotal" | "tax" | "shipping" | "discount"> {
  if (content === undefined) return { items: [], subtotal: null, tax: null, shipping: null, discount: null };
  const { items, subtotal, tax, shipping, discount } = content;
  return {
    items: items.map(viewItem),
    subtotal: formatReais(subtotal.value),
    tax: tax.value === 0n ? null : viewPrice(tax),
    shipping: shipping === undefined ? null : viewPrice(shipping),
    discount: discount === undefined ? null : viewPrice(discount),
  };
}

function viewItem(item: Item): ItemView {
  return {
    name: item.name,
    quantity: item.quantity.toString(),
    price: formatReais(priceOf(item)),
    usualPrice: item.sale_amount === undefined ? null : formatReais(item.amount.value),
    total: formatReais(calculateLineTotal(item)),
  };
}

function viewPrice({ value, description }: { readonly value: bigint; readonly description?: string }): PriceView {
  return { amount: formatReais(value), description: description ?? null };
}

function isExpired({ details }: StoredOrder, clock: Clock): boolean {
  const timestamp = details.action.parameters.order?.expiration?.timestamp;
  return timestamp !== undefined && BigInt(Math.floor(clock.nowMs() / 1000)) >= BigInt(timestamp);
}

/** Returns the reason why the person cannot pay; otherwise null. Meta's page only documents expiry. */
export function findPaymentObstacle(order: StoredOrder, clock: Clock): string | null {
  if (isExpired(order, clock)) return "has expired";
  if (order.payment === "captured") return "is paid";
  return order.status === "completed" || order.status === "canceled" ? `is ${order.status}` : null;
}
