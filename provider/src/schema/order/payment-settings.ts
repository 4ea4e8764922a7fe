import { z } from "zod";
import { address, pixKeyTypes, required, type PixKeyType } from "./fields";

/** A dynamic Pix code that the person copies or pays. Source: Meta, payments-br/offsite-pix. */
export interface PixDynamicCode {
  /** The code itself ("copia e cola"). */
  readonly code: string;
  /** Holder of the account, as shown to the person. */
  readonly merchantName: string;
  /** Key of the account. */
  readonly key: string;
  readonly keyType: PixKeyType;
}

/** A card that the person has registered; through a Solution Partner only. Source: Meta, payments-br/one-click-payments. */
export interface OffsiteCardPay {
  readonly lastFourDigits: string;
  readonly credentialId: string;
}

/** One way to pay. Source: Meta, payments-br: offsite-pix, payment-links, boleto, one-click-payments. */
export type PaymentSetting =
  | { readonly type: "pix_dynamic_code"; readonly pixDynamicCode: PixDynamicCode }
  | { readonly type: "payment_link"; readonly paymentLink: { readonly uri: string } }
  | { readonly type: "boleto"; readonly boleto: { readonly digitableLine: string } }
  | { readonly type: "offsite_card_pay"; readonly offsiteCardPay: OffsiteCardPay };

const keyType = z.enum(pixKeyTypes);
const fourDigits = z.string().regex(/^\d{4}$/, "must be the last four digits of the card, as text");
const kinds = {
  error: 'must be one of "pix_dynamic_code", "payment_link", "boleto", "offsite_card_pay"',
};

/** With the field names of a program. */
export const paymentSettingSchema = z.discriminatedUnion(
  "type",
  [
    z.strictObject({
      type: z.literal("pix_dynamic_code"),
      pixDynamicCode: z.strictObject({ code: required, merchantName: required, key: required, keyType }),
    }),
    z.strictObject({ type: z.literal("payment_link"), paymentLink: z.strictObject({ uri: address }) }),
    z.strictObject({ type: z.literal("boleto"), boleto: z.strictObject({ digitableLine: required }) }),
    z.strictObject({
      type: z.literal("offsite_card_pay"),
      offsiteCardPay: z.strictObject({ lastFourDigits: fourDigits, credentialId: required }),
    }),
  ],
  kinds,
);

/** With Meta's field names. */
export const wirePaymentSettingSchema = z.discriminatedUnion(
  "type",
  [
    z.strictObject({
      type: z.literal("pix_dynamic_code"),
      pix_dynamic_code: z.strictObject({ code: required, merchant_name: required, key: required, key_type: keyType }),
    }),
    z.strictObject({ type: z.literal("payment_link"), payment_link: z.strictObject({ uri: address }) }),
    z.strictObject({ type: z.literal("boleto"), boleto: z.strictObject({ digitable_line: required }) }),
    z.strictObject({
      type: z.literal("offsite_card_pay"),
      offsite_card_pay: z.strictObject({ last_four_digits: fourDigits, credential_id: required }),
    }),
  ],
  kinds,
);
export type WirePaymentSetting = z.infer<typeof wirePaymentSettingSchema>;

export function toWirePaymentSetting(setting: PaymentSetting): WirePaymentSetting {
  switch (setting.type) {
    case "pix_dynamic_code": {
      const { code, merchantName, key, keyType } = setting.pixDynamicCode;
      return { type: setting.type, pix_dynamic_code: { code, merchant_name: merchantName, key, key_type: keyType } };
    }
    case "payment_link":
      return { type: setting.type, payment_link: { uri: setting.paymentLink.uri } };
    case "boleto":
      return { type: setting.type, boleto: { digitable_line: setting.boleto.digitableLine } };
    case "offsite_card_pay": {
      const { lastFourDigits, credentialId } = setting.offsiteCardPay;
      return {
        type: setting.type,
        offsite_card_pay: { last_four_digits: lastFourDigits, credential_id: credentialId },
      };
    }
    default:
      return setting satisfies never;
  }
}

export function fromWirePaymentSetting(setting: WirePaymentSetting): PaymentSetting {
  switch (setting.type) {
    case "pix_dynamic_code": {
      const { code, merchant_name: merchantName, key, key_type: keyType } = setting.pix_dynamic_code;
      return { type: setting.type, pixDynamicCode: { code, merchantName, key, keyType } };
    }
    case "payment_link":
      return { type: setting.type, paymentLink: { uri: setting.payment_link.uri } };
    case "boleto":
      return { type: setting.type, boleto: { digitableLine: setting.boleto.digitable_line } };
    case "offsite_card_pay": {
      const { last_four_digits: lastFourDigits, credential_id: credentialId } = setting.offsite_card_pay;
      return { type: setting.type, offsiteCardPay: { lastFourDigits, credentialId } };
    }
    default:
      return setting satisfies never;
  }
}
