import { z } from "zod";
import { failuresOf, type Failure } from "../failures";
import { isJsonObject } from "../json-value";
import { totalFailures, programPaths, subtotalOf, totalOf, valueAt } from "./totals";
import { addresseeFailures, addresseeShape, type AddresseeArgs } from "./addressee";
import {
  address,
  bodyText,
  callbackData,
  context,
  footerText,
  orderTypes,
  quantity,
  referenceId,
  required,
  secondsText,
  requiredText,
  limitedText,
  type OrderType,
} from "./fields";
import { orderLimits } from "./limits";
import { freeCentavos, positiveCentavos, type Centavos } from "./money";
import { paymentSettingSchema, type PaymentSetting } from "./payment-settings";
import { pixFailures, programPixPaths } from "./pix-failures";

/** An item of an order. */
export interface OrderItemArgs {
  /** Content ID of the item in your catalog. */
  readonly retailerId: string;
  /** Shown to the person; at most 60 characters. */
  readonly name: string;
  /** Price of one, in centavos. */
  readonly amount: Centavos;
  /** Reduced price of one, in centavos; less than `amount`, and used in its place. */
  readonly saleAmount?: Centavos | undefined;
  /** Number of units, at least 1. */
  readonly quantity: number;
}

/** An amount in addition to the items, in centavos. */
export interface ChargeArgs {
  readonly value: Centavos;
  /** At most 60 characters. */
  readonly description?: string | undefined;
}

export interface DiscountArgs extends ChargeArgs {
  /** Only for incentivised orders; at most 60 characters. */
  readonly discountProgramName?: string | undefined;
}

/** The basket. Subtotal and total are computed, never given. */
export interface OrderArgs {
  /** Id of the Facebook catalog. */
  readonly catalogId?: string | undefined;
  /** After `timestamp` (UTC seconds as text, at least 300 s ahead) the person can no longer pay. `description`: at most 120 characters. */
  readonly expiration?: { readonly timestamp: string; readonly description: string } | undefined;
  /** At least one. */
  readonly items: readonly OrderItemArgs[];
  /** Default 0; a tax of 0 is not shown. */
  readonly tax?: ChargeArgs | undefined;
  readonly shipping?: ChargeArgs | undefined;
  readonly discount?: DiscountArgs | undefined;
}

/**
 * An `order_details` message, with Meta's field names in camelCase. Meta's page: "Orders" (Payments API, Brazil).
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-br/orders
 */
export type OrderDetailsArgs = AddresseeArgs & OrderDetailsContent;

/** Content of an `order_details` message. */
export interface OrderDetailsContent {
  /** At most 1024 characters. */
  readonly body: string;
  /** At most 60 characters. */
  readonly footer?: string | undefined;
  /** Thumbnail. Default: Meta uses the first item with an image in the catalog. */
  readonly image?: { readonly link: string; readonly provider?: string | undefined } | undefined;
  /** Unique for each order_details message of the business; 1 to 60 of `A-Z a-z 0-9 _ - .` */
  readonly referenceId: string;
  readonly type: OrderType;
  /** Ways to pay. Default: none. */
  readonly paymentSettings?: readonly PaymentSetting[] | undefined;
  /** The basket; without it the message shows only `totalAmount` (Meta's later pages, "simplified"). */
  readonly order?: OrderArgs | undefined;
  /** In centavos; required without `order`. With `order` it is computed, and a given value must match. */
  readonly totalAmount?: Centavos | undefined;
  /** Makes it a reply to a message of this id (`wamid...`). Default: none. */
  readonly context?: { readonly messageId: string } | undefined;
  /** Returned in status webhooks; at most 512 characters. */
  readonly bizOpaqueCallbackData?: string | undefined;
}

const description = limitedText(orderLimits.chargeDescription).optional();
const charge = { value: positiveCentavos, description };

export const orderArgsSchema = z.strictObject({
  catalogId: required.optional(),
  expiration: z
    .strictObject({ timestamp: secondsText, description: requiredText(orderLimits.expirationDescription) })
    .optional(),
  items: z
    .array(
      z.strictObject({
        retailerId: required,
        name: requiredText(orderLimits.itemName),
        amount: positiveCentavos,
        quantity,
        saleAmount: positiveCentavos.optional(),
      }),
    )
    .min(1, "must have at least one item"),
  tax: z.strictObject({ value: freeCentavos, description }).optional(),
  // Meta documents it like the tax, which may be zero.
  shipping: z.strictObject({ ...charge, value: freeCentavos }).optional(),
  discount: z
    .strictObject({ ...charge, discountProgramName: limitedText(orderLimits.discountProgramName).optional() })
    .optional(),
});

/** Fields of the message itself, independent of the sender. */
export const orderDetailsShape = {
  ...addresseeShape,
  body: bodyText,
  footer: footerText.optional(),
  image: z.strictObject({ link: address, provider: required.optional() }).optional(),
  referenceId,
  type: z.enum(orderTypes),
  paymentSettings: z.array(paymentSettingSchema).optional(),
  order: orderArgsSchema.optional(),
  totalAmount: positiveCentavos.optional(),
} as const;

export const orderDetailsSchema = z.strictObject({
  ...orderDetailsShape,
  context: context.optional(),
  bizOpaqueCallbackData: callbackData.optional(),
});

/** Item, charges and sums as they are sent: bigint, in centavos. */
export type OrderItem = z.output<typeof orderArgsSchema>["items"][number];
type ParsedDetails = z.output<typeof orderDetailsSchema>;

export interface Order extends Omit<NonNullable<ParsedDetails["order"]>, "tax"> {
  readonly tax: { readonly value: bigint; readonly description?: string | undefined };
  readonly subtotal: bigint;
}

/** An `order_details` message with its sums, ready to be written as Meta's JSON. */
export interface OrderDetails extends Omit<ParsedDetails, "order" | "totalAmount"> {
  readonly kind: "order_details";
  readonly order?: Order | undefined;
  readonly totalAmount: bigint;
}

/** Options of the order rules. Meta requires an expiration at least 300 s ahead; without `nowMs` it is not checked. */
export interface OrderRuleOptions {
  /** Milliseconds since 1970. */
  readonly nowMs?: number | undefined;
  /** Handling of a discount of 0 in Meta's JSON. Default: "refuse". */
  readonly zeroDiscount?: "refuse" | "accept" | undefined;
}

/** Lists every broken rule in the arguments of an `order_details` message. Unknown values are skipped. */
export function orderDetailsFailures(
  args: unknown,
  { nowMs }: OrderRuleOptions = {},
  schema: z.ZodType = orderDetailsSchema,
): Failure[] {
  const input = isJsonObject(args) ? args : {};
  return [
    ...(isJsonObject(args) ? addresseeFailures(args) : []),
    ...failuresOf(schema, args),
    ...totalFailures(input, programPaths),
    ...pixFailures(input, programPixPaths),
    ...(input["order"] === undefined && input["totalAmount"] === undefined
      ? [{ path: "order", reason: "is required unless `totalAmount` is set" }]
      : []),
    ...expirationFailures(valueAt(input, "order", "expiration", "timestamp"), "order.expiration.timestamp", nowMs),
  ];
}

/** Builds the message from valid arguments and computes its sums. */
export function orderDetailsOf({ order, totalAmount, ...rest }: ParsedDetails): OrderDetails {
  if (order === undefined) return { kind: "order_details", ...rest, totalAmount: totalAmount ?? 0n };
  const tax = order.tax ?? { value: 0n };
  const subtotal = subtotalOf(order.items);
  const charges = { tax: tax.value, shipping: order.shipping?.value, discount: order.discount?.value };
  return {
    kind: "order_details",
    ...rest,
    order: { ...order, tax, subtotal },
    totalAmount: totalOf(subtotal, charges),
  };
}

/** Checks `order.expiration.timestamp` against the time `nowMs`. */
export function expirationFailures(timestamp: unknown, path: string, nowMs: number | undefined): Failure[] {
  if (nowMs === undefined || !secondsText.safeParse(timestamp).success) return [];
  const aheadSeconds = Number(timestamp) - Math.floor(nowMs / 1000);
  if (aheadSeconds >= orderLimits.expirationLeastSeconds) return [];
  const where = aheadSeconds < 0 ? `${-aheadSeconds} s ago` : `${aheadSeconds} s ahead`;
  return [{ path, reason: `is ${where}; Meta requires at least ${orderLimits.expirationLeastSeconds} s ahead` }];
}
