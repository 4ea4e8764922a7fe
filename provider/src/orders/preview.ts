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
  /** What the person was told before: an order shows it, an update shows the step from it. Default: nothing. */
  readonly currentState?: OrderState | undefined;
  /** The moment at which the person looks. Default: now. */
  readonly now?: Date | undefined;
  /** Greatest width, 40 to 120 columns. Default: 48. */
  readonly columns?: number | undefined;
}

/**
 * What the person sees of an order message, as plain text for a terminal: every line, sum and button that the message leads to, amounts
 * in reais, times in UTC. Nothing in the message's texts can draw on the terminal.
 *
 * Meta documents what is shown (a tax of zero is not, the "paid" label of a captured payment is, payment stops when the order expires),
 * but not the app's words: statuses and buttons are in plain Portuguese here and may read otherwise on a phone. Nor does Meta say whether
 * buttons go away once an order is paid or closed: here they stay. Of a template only Meta has the texts: here stand its name and the
 * values of its parameters.
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
/** The greatest amount fits, and a word beside it. */
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

/** What stands above the order. */
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

/** Without a basket the total stands where the image would (Meta's later pages); without a header Meta takes an item's image. */
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

function formatLabel(label: string, ...said: readonly (string | undefined)[]): string {
  const texts = said.filter((text) => text !== undefined).map(escapeLine);
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

/** As in Brazil, but in UTC, since nobody knows where the person is. Twelve digits of seconds are within what a date can say. */
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

/** The order's page as it stands after the message. */
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
