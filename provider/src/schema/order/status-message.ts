import { z } from "zod";
import { failuresOf, type Failure } from "../failures";
import { isJsonObject, jsonProblems, type JsonObject } from "../json-value";
import { addresseeFailures, addresseeShape, type AddresseeArgs } from "./addressee";
import { bodyText, callbackData, context, footerText, referenceId, secondsNumber, limitedText } from "./fields";
import { orderLimits } from "./limits";
import { orderStatusSchema, paymentStatusSchema, type OrderStatus, type PaymentStatus } from "./status";

/**
 * An `order_status` message, with Meta's field names in camelCase; `order`, `payment` or both. Meta's page: "Orders" (Payments API, Brazil).
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-br/orders
 */
export type OrderStatusArgs = AddresseeArgs & OrderStatusContent;

/** Content of an `order_status` message. The recipient is the one of the `order_details`. */
export interface OrderStatusContent {
  /** At most 1024 characters. */
  readonly body: string;
  /** At most 60 characters. */
  readonly footer?: string | undefined;
  /** Meta's own JSON; Meta does not document its content here. */
  readonly header?: JsonObject | undefined;
  /** As in the `order_details`. */
  readonly referenceId: string;
  readonly order?:
    | {
        /** `partially-shipped` is an alias of `partially_shipped`. */
        readonly status: OrderStatus | "partially-shipped";
        /** Shown on the order's page; at most 120 characters. */
        readonly description?: string | undefined;
      }
    | undefined;
  readonly payment?:
    | {
        readonly status: PaymentStatus;
        /** UTC seconds. */
        readonly timestamp?: number | undefined;
      }
    | undefined;
  /** Makes it a reply to a message of this id (`wamid...`). Default: none. */
  readonly context?: { readonly messageId: string } | undefined;
  /** Returned in status webhooks; at most 512 characters. */
  readonly bizOpaqueCallbackData?: string | undefined;
}

export const statusOrderSchema = z.strictObject({
  status: orderStatusSchema,
  description: limitedText(orderLimits.statusDescription).optional(),
});
export const statusPaymentSchema = z.strictObject({ status: paymentStatusSchema, timestamp: secondsNumber.optional() });
const headerSchema = z.custom<JsonObject>(isJsonObject, "must be an object in Meta's own JSON");

export const orderStatusArgsSchema = z.strictObject({
  ...addresseeShape,
  body: bodyText,
  footer: footerText.optional(),
  header: headerSchema.optional(),
  referenceId,
  order: statusOrderSchema.optional(),
  payment: statusPaymentSchema.optional(),
  context: context.optional(),
  bizOpaqueCallbackData: callbackData.optional(),
});

/** An `order_status` message, ready to be written as Meta's JSON. */
export interface OrderStatusUpdate extends z.output<typeof orderStatusArgsSchema> {
  readonly kind: "order_status";
}

/** Lists every broken rule in the arguments of an `order_status` message. */
export function orderStatusFailures(args: unknown): Failure[] {
  const input = isJsonObject(args) ? args : {};
  return [
    ...(isJsonObject(args) ? addresseeFailures(args) : []),
    ...failuresOf(orderStatusArgsSchema, args),
    ...(input["order"] === undefined && input["payment"] === undefined ? [emptyUpdateFailure("")] : []),
    ...(isJsonObject(input["header"]) ? jsonProblems(input["header"], "header") : []),
  ];
}

/** Reports an update without `order` and `payment`. Meta's first page required `order`; later pages require one of the two. */
export function emptyUpdateFailure(path: string): Failure {
  return {
    path: `${path}order`,
    reason: "is required unless `payment` is set",
  };
}

export function orderStatusOf(input: z.output<typeof orderStatusArgsSchema>): OrderStatusUpdate {
  return {
    kind: "order_status",
    ...input,
  };
}
