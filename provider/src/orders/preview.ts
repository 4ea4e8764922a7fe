import { exactJsonText } from "../schema/exact-json";
import type { Order, OrderDetails, OrderItem } from "../schema/order/details";
import { formatReais } from "../schema/order/money";
import type { PaymentSetting } from "../schema/order/payment-settings";
import { asInteractive, type OrderMessage } from "../schema/order/order-message";
import type { OrderStatus, PaymentStatus, OrderState } from "../schema/order/status";
import type { OrderStatusUpdate } from "../schema/order/status-message";
import { drawBox, escapeLine, escapeText, type BoxRow } from "./text-box";
import { templateRows } from "./preview-template";

export interface PreviewOptions {
  /** State before this message: an order shows it, an update shows the transition from it. Default: none. */
  readonly currentState?: OrderState | undefined;
  /** Time at which the person looks at the message. Default: now. */
  readonly now?: Date | undefined;
  /** Greatest width, 40 to 120 columns. Default: 48. */
  readonly columns?: number | undefined;
}

/**
 * Renders an order message as plain text for a terminal, as the person sees it: every line, sum and button, with amounts in reais and
 * times in UTC. Control characters in the message are escaped.
 *
 * Meta documents which parts are shown (no tax of zero, a "paid" label for a captured payment, no payment after expiry), but not the
 * app's wording: statuses and buttons are in plain Portuguese here and may differ on a phone. Meta does not document if buttons disappear
 * once an order is paid or closed, so the preview keeps them. Only Meta has a template's text: the preview shows the template's name and
 * the values of its parameters.
 */
export function previewOrder(
  given: OrderMessage,
  { currentState, now = new Date(), columns = defaultColumns }: PreviewOptions = {},
): string {
  const width = Math.min(Math.max(Math.floor(columns) || defaultColumns, leastColumns), mostColumns);
  const message = asInteractive(given);
  const texts = "template" in given ? [templateRows(given.template)] : ownTexts(message);
  const footer = message.footer === undefined ? [] : [escapeText(message.footer)];
  return message.kind === "order_details"
    ? drawBox([...texts, ...detailsSections(message, currentState, now), footer], buttons(message, now), width)
    : drawBox([...texts, statusRows(message, currentState), footer], ["[ Ver pedido ]"], width);
}

const defaultColumns = 48;
/** Fits the largest amount and a label. */
const leastColumns = 40;
const mostColumns = 120;

const statusWords: Readonly<Record<OrderStatus, string>> = {
  pending: "Pendente",
  processing: "Em processamento",
  partially_shipped: "Parcialmente enviado",
  shipped: "Enviado",
  completed: "Concluído",
  canceled: "Cancelado",
};

const paymentWords: Readonly<Record<PaymentStatus, string>> = {
  pending: "Pagamento pendente",
  captured: "✓ Pago",
  failed: "Pagamento não concluído",
};

/** Header and body, shown above the order. */
function ownTexts(message: OrderDetails | OrderStatusUpdate): BoxRow[][] {
  return [message.kind === "order_details" ? imageRows(message) : headerRows(message), [escapeText(message.body)]];
}

function detailsSections(message: OrderDetails, currentState: OrderState | undefined, now: Date): BoxRow[][] {
  return [
    (message.order?.items ?? []).flatMap(itemRows),
    [...(message.order === undefined ? [] : sumRows(message.order)), row("Total", message.totalAmount)],
    [
      `Pedido ${escapeLine(message.referenceId)}`,
      ...(currentState === undefined ? [] : [`Situação: ${statusWords[currentState.status]}`]),
      ...(currentState?.payment === undefined ? [] : [paymentWords[currentState.payment]]),
      ...expiryRows(message, now),
    ],
  ];
}

function row(left: string, amount: bigint): BoxRow {
  return { left, right: formatReais(amount) };
}

/** Without a basket Meta shows the total in place of the image (Meta's later pages). Without a header Meta uses an item's image. */
function imageRows({ image, order }: OrderDetails): BoxRow[] {
  if (order === undefined) return [];
  return [image === undefined ? "[imagem] de um item do catálogo, se houver" : `[imagem] ${escapeLine(image.link)}`];
}

function itemRows({ name, amount, saleAmount, quantity }: OrderItem): BoxRow[] {
  const price =
    saleAmount === undefined ? formatReais(amount) : `${formatReais(saleAmount)} (antes ${formatReais(amount)})`;
  return [escapeLine(name), row(`  ${quantity} × ${price}`, (saleAmount ?? amount) * BigInt(quantity))];
}

function sumRows({ subtotal, tax, shipping, discount }: Order): BoxRow[] {
  return [
    row("Subtotal", subtotal),
    ...(tax.value === 0n ? [] : [row(formatLabel("Impostos", tax.description), tax.value)]),
    ...(shipping === undefined ? [] : [row(formatLabel("Frete", shipping.description), shipping.value)]),
    ...(discount === undefined
      ? []
      : [row(formatLabel("Desconto", discount.discountProgramName, discount.description), -discount.value)]),
  ];
}

function formatLabel(label: string, ...details: readonly (string | undefined)[]): string {
  const texts = details.filter((text) => text !== undefined).map(escapeLine);
  return texts.length === 0 ? label : `${label} (${texts.join(": ")})`;
}

function expiryRows({ order }: OrderDetails, now: Date): BoxRow[] {
  if (order?.expiration === undefined) return [];
  const { timestamp, description } = order.expiration;
  const when = isExpired(order, now) ? "Expirou em" : "Pague até";
  return [`${when} ${formatTime(Number(timestamp))}: ${escapeLine(description)}`];
}

function isExpired(order: Order | undefined, now: Date): boolean {
  return order?.expiration !== undefined && Number(order.expiration.timestamp) * 1000 <= now.getTime();
}

/** Brazilian date format, but in UTC, since the person's time zone is unknown. Twelve digits of seconds are within the range of a Date. */
function formatTime(seconds: number): string {
  const [date = "", time = ""] = new Date(seconds * 1000).toISOString().split("T");
  return `${date.split("-").reverse().join("/")} ${time.slice(0, 5)} UTC`;
}

/** "The CTA for payment will be disabled after expiry on the user end" (Meta, Expiration Object). */
function buttons({ order, paymentSettings = [] }: OrderDetails, now: Date): BoxRow[] {
  if (paymentSettings.length === 0) return ["(nenhuma forma de pagamento)"];
  const rows = paymentSettings.flatMap(buttonRows);
  return isExpired(order, now) ? ["(expirado: os botões não funcionam mais)", ...rows] : rows;
}

function buttonRows(setting: PaymentSetting): BoxRow[] {
  switch (setting.type) {
    case "pix_dynamic_code": {
      const { merchantName, keyType, key } = setting.pixDynamicCode;
      return ["[ Copiar código Pix ]", `  ${escapeLine(merchantName)}, ${keyType} ${escapeLine(key)}`];
    }
    case "payment_link":
      return ["[ Abrir link de pagamento ]", `  ${escapeLine(setting.paymentLink.uri)}`];
    case "boleto":
      return ["[ Copiar código do boleto ]", `  ${escapeLine(setting.boleto.digitableLine)}`];
    case "offsite_card_pay":
      return [`[ Pagar com o cartão final ${escapeLine(setting.offsiteCardPay.lastFourDigits)} ]`];
    default:
      return setting satisfies never;
  }
}

function headerRows({ header }: OrderStatusUpdate): BoxRow[] {
  return header === undefined ? [] : [`[cabeçalho] ${escapeLine(exactJsonText(header))}`];
}

/** The order's page after the message. */
function statusRows(message: OrderStatusUpdate, currentState: OrderState | undefined): BoxRow[] {
  return [
    `Pedido ${escapeLine(message.referenceId)}`,
    ...orderRows(message, currentState),
    ...paymentRows(message, currentState),
  ];
}

function orderRows({ order }: OrderStatusUpdate, currentState: OrderState | undefined): BoxRow[] {
  const status = order?.status ?? currentState?.status;
  if (status === undefined) return [];
  const before =
    currentState === undefined || currentState.status === status ? "" : `${statusWords[currentState.status]} → `;
  return [
    `Situação: ${before}${statusWords[status]}`,
    ...(order?.description === undefined ? [] : [escapeLine(order.description)]),
  ];
}

function paymentRows({ payment }: OrderStatusUpdate, currentState: OrderState | undefined): BoxRow[] {
  const status = payment?.status ?? currentState?.payment;
  if (status === undefined) return [];
  const when = payment?.timestamp === undefined ? "" : ` em ${formatTime(payment.timestamp)}`;
  return [`${paymentWords[status]}${when}`];
}
