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

const fourDigits = z.string().regex(/^\d{4}$/, "must be the last four digits of the card, as text");

export const paymentSettingSchema = z.discriminatedUnion(
  "type",
  [
    z.strictObject({
      type: z.literal("pix_dynamic_code"),
      pixDynamicCode: z.strictObject({
        code: required,
        merchantName: required,
        key: required,
        keyType: z.enum(pixKeyTypes),
      }),
    }),
    z.strictObject({ type: z.literal("payment_link"), paymentLink: z.strictObject({ uri: address }) }),
    z.strictObject({ type: z.literal("boleto"), boleto: z.strictObject({ digitableLine: required }) }),
    z.strictObject({
      type: z.literal("offsite_card_pay"),
      offsiteCardPay: z.strictObject({ lastFourDigits: fourDigits, credentialId: required }),
    }),
  ],
  'must be one of "pix_dynamic_code", "payment_link", "boleto", "offsite_card_pay"',
);
