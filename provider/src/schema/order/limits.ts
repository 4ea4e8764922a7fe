/**
 * Limits that Meta documents for order messages in Brazil. Unit of texts: characters. Meta does not document how it counts them, so a text
 * fails if it is too long by every count, and warns if it is too long in UTF-16 units only.
 * Source: Meta's page "Orders" (Payments API, Brazil), tables of Full API Reference.
 */
export const orderLimits = {
  /** English letters, numbers, underscores, dashes or dots. */
  referenceId: 60,
  body: 1024,
  footer: 60,
  itemName: 60,
  /** `description` of tax, shipping and discount. */
  chargeDescription: 60,
  discountProgramName: 60,
  expirationDescription: 120,
  statusDescription: 120,
  /** Seconds from now to `expiration.timestamp`, at least ("Minimum threshold is 300 seconds"). */
  expirationLeastSeconds: 300,
  /** Meta's reference of the messages edge, `biz_opaque_callback_data`. */
  callbackData: 512,
} as const;

/** `offset` of every amount in BRL: values are centavos. */
export const brlOffset = 100;

/** Limits of other providers that Meta does not document, so they only warn (source: BSP specifications). */
export const advisedOrderLimits = {
  /** India's page, and a Brazilian provider. */
  referenceId: 35,
  paymentSettings: 2,
  /** Digits of a boleto's line. */
  digitableLine: [47, 48],
} as const;
