import type { OffsiteCardPay, PaymentSetting, PixDynamicCode } from "../schema/order/payment-settings";

/** The person copies a Pix code, or pays with it. */
export const pixDynamicCode = (code: PixDynamicCode): PaymentSetting => ({
  type: "pix_dynamic_code",
  pixDynamicCode: code,
});

/** The person opens a payment page. */
export const paymentLink = (uri: string): PaymentSetting => ({ type: "payment_link", paymentLink: { uri } });

/** The person copies the line of a boleto. */
export const boleto = (digitableLine: string): PaymentSetting => ({ type: "boleto", boleto: { digitableLine } });

/** The person pays with a card that is registered; through a Solution Partner only. */
export const offsiteCardPay = (card: OffsiteCardPay): PaymentSetting => ({
  type: "offsite_card_pay",
  offsiteCardPay: card,
});
