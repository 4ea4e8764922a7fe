import { asInteractive, formatReais, type OrderMessage, type OrderState } from "pulumi-whatsapp/schema";
import type { Button, Chat, Header, Message, OrderCard } from "./chat";
import { defaultTime, type ChatOptions } from "./from-sequence";
import { labels, type Labels } from "./labels";
import { parseRichText } from "./parse-rich-text";
import { plainText } from "./rich-text";
import { templateHeader, templateText } from "./template-parts";

type Details = Extract<ReturnType<typeof asInteractive>, { kind: "order_details" }>;
type StatusUpdate = Extract<ReturnType<typeof asInteractive>, { kind: "order_status" }>;
type Order = NonNullable<Details["order"]>;
type PaymentSetting = NonNullable<Details["paymentSettings"]>[number];

export interface OrderChatOptions extends ChatOptions {
  /** State before this message: an order shows it, an update shows the transition from it. Default: not known. */
  readonly currentState?: OrderState | undefined;
  /** Time at which the person looks at the message; an expired order cannot be paid. Default: before every expiration. */
  readonly now?: Date | undefined;
}

/**
 * Builds the chat of an order message. Not shown, as Meta documents: a tax of zero, buttons to pay after the expiration. Amounts are in
 * reais and times in UTC. Only Meta has the text of a template, so its name and parameters are shown instead.
 * Source: Meta's pages "Orders" and "Order details template" (Payments API, Brazil).
 */
export function chatFromOrder(
  message: OrderMessage,
  { language = "pt", time = defaultTime, currentState, now = new Date(0) }: OrderChatOptions = {},
): Chat {
  const words = labels[language];
  const content = asInteractive(message);
  const header = "template" in message ? templateHeader(message.template, words) : ownHeader(content, words);
  const body = "template" in message ? plainText(templateText(message.template, words)) : parseRichText(content.body);
  const bubble: Message = {
    from: "business",
    time,
    ...(header === undefined ? {} : { header }),
    body,
    order:
      content.kind === "order_details"
        ? detailsCard(content, words, currentState, now)
        : statusCard(content, words, currentState),
    ...(content.footer === undefined ? {} : { footer: content.footer }),
    buttons: content.kind === "order_details" ? paymentButtons(content, words, now) : [{ label: words.viewOrder }],
  };
  return { title: orderTitle(content, words), language, messages: [bubble], quickReplies: [] };
}

function orderTitle({ referenceId }: Details | StatusUpdate, words: Labels): string {
  return `${words.order} ${referenceId}`;
}

/** Without a basket, Meta shows the total in place of an image. */
function ownHeader(content: Details | StatusUpdate, words: Labels): Header | undefined {
  if (content.kind === "order_status") {
    const text = content.header?.["text"];
    return typeof text === "string" ? { kind: "text", text } : undefined;
  }
  if (content.order === undefined) return undefined;
  return content.image === undefined
    ? { kind: "image", label: words.catalogImage }
    : { kind: "image", label: words.image, url: content.image.link };
}

function detailsCard(content: Details, words: Labels, currentState: OrderState | undefined, now: Date): OrderCard {
  const { order, totalAmount } = content;
  return {
    title: orderTitle(content, words),
    items: (order?.items ?? []).map(({ name, amount, saleAmount, quantity }) => ({
      name,
      quantity: `${quantity} × ${formatReais(saleAmount ?? amount)}`,
      amount: formatReais((saleAmount ?? amount) * BigInt(quantity)),
      ...(saleAmount === undefined ? {} : { oldAmount: formatReais(amount) }),
    })),
    charges: order === undefined ? [] : listCharges(order, words),
    total: { label: words.total, amount: formatReais(totalAmount) },
    ...(currentState === undefined ? {} : { status: words.statuses[currentState.status] }),
    ...paymentLabel(currentState?.payment, words),
    notes: [...expirationNotes(content, words, now), ...(hasPayment(content) ? [] : [words.noPayment])],
  };
}

function listCharges({ subtotal, tax, shipping, discount }: Order, words: Labels): OrderCard["charges"] {
  const charge = (label: string, value: bigint, ...details: readonly (string | undefined)[]) => ({
    label: [label, details.filter((detail) => detail !== undefined).join(": ")]
      .filter((part) => part !== "")
      .join(" · "),
    amount: formatReais(value),
  });
  return [
    charge(words.subtotal, subtotal),
    ...(tax.value === 0n ? [] : [charge(words.tax, tax.value, tax.description)]),
    ...(shipping === undefined ? [] : [charge(words.shipping, shipping.value, shipping.description)]),
    ...(discount === undefined
      ? []
      : [charge(words.discount, -discount.value, discount.discountProgramName, discount.description)]),
  ];
}

/** The change of an order, as its page shows it after the message. */
function statusCard(content: StatusUpdate, words: Labels, currentState: OrderState | undefined): OrderCard {
  const { order, payment } = content;
  const status = order?.status ?? currentState?.status;
  const before = currentState?.status;
  const isChanged = before !== undefined && status !== undefined && before !== status;
  const transition = isChanged ? `${words.statuses[before]} → ` : "";
  return {
    title: orderTitle(content, words),
    items: [],
    charges: [],
    ...(status === undefined ? {} : { status: `${transition}${words.statuses[status]}` }),
    ...paymentLabel(payment?.status ?? currentState?.payment, words, payment?.timestamp),
    notes: order?.description === undefined ? [] : [order.description],
  };
}

function paymentLabel(payment: OrderState["payment"], words: Labels, timestamp?: number): Pick<OrderCard, "payment"> {
  if (payment === undefined) return {};
  const when = timestamp === undefined ? "" : ` · ${formatTime(timestamp)}`;
  return {
    payment: { label: `${words.payments[payment]}${when}`, kind: payment === "captured" ? "paid" : payment },
  };
}

function expirationNotes(content: Details, words: Labels, now: Date): readonly string[] {
  const { order } = content;
  if (order?.expiration === undefined) return [];
  const { timestamp, description } = order.expiration;
  const until = `${formatTime(Number(timestamp))}: ${description}`;
  if (!isExpired(order, now)) return [`${words.payUntil} ${until}`];
  return [`${words.expiredOn} ${until}`, ...(hasPayment(content) ? [words.expired] : [])];
}

function hasPayment({ paymentSettings = [] }: Details): boolean {
  return paymentSettings.length > 0;
}

function isExpired(order: Order | undefined, now: Date): boolean {
  return order?.expiration !== undefined && Number(order.expiration.timestamp) * 1000 <= now.getTime();
}

/** Formats UTC seconds in Brazil's order, which is Spain's too: the person's time zone is not known. */
function formatTime(seconds: number): string {
  const [date = "", time = ""] = new Date(seconds * 1000).toISOString().split("T");
  return `${date.split("-").reverse().join("/")} ${time.slice(0, 5)} UTC`;
}

/** "The CTA for payment will be disabled after expiry on the user end" (Meta, Expiration Object). */
function paymentButtons({ order, paymentSettings = [] }: Details, words: Labels, now: Date): readonly Button[] {
  const isDisabled = isExpired(order, now);
  return paymentSettings.map((setting) => ({
    ...paymentButton(setting, words),
    ...(isDisabled ? { isDisabled } : {}),
  }));
}

function paymentButton(setting: PaymentSetting, words: Labels): Button {
  switch (setting.type) {
    case "pix_dynamic_code": {
      const { merchantName, keyType, key } = setting.pixDynamicCode;
      return { label: words.methods.pix_dynamic_code, detail: `${merchantName}, ${keyType} ${key}` };
    }
    case "payment_link":
      return { label: words.methods.payment_link, detail: setting.paymentLink.uri };
    case "boleto":
      return { label: words.methods.boleto, detail: setting.boleto.digitableLine };
    case "offsite_card_pay":
      return { label: `${words.cardEnding} ${setting.offsiteCardPay.lastFourDigits}` };
    default:
      return setting satisfies never;
  }
}
