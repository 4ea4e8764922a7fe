import type { OffsiteCardPay, PaymentSetting, PixDynamicCode } from "../schema/order/payment-settings";

/** The person copies a Pix code, or pays with it. */
export function pixDynamicCode(code: PixDynamicCode): PaymentSetting {
  return {
    type: "pix_dynamic_code",
    pixDynamicCode: code,
  };
}

/** The person opens a payment page. */
export function paymentLink(uri: string): PaymentSetting {
  return { type: "payment_link", paymentLink: { uri } };
}

/** The person copies the line of a boleto. */
export function boleto(digitableLine: string): PaymentSetting {
  return { type: "boleto", boleto: { digitableLine } };
}

/** The person pays with a card that is registered; through a Solution Partner only. */
export function offsiteCardPay(card: OffsiteCardPay): PaymentSetting {
  return {
    type: "offsite_card_pay",
    offsiteCardPay: card,
  };
}
