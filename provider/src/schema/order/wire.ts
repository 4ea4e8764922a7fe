import { z } from "zod";
import { failuresOf, quotedKey, type Failure } from "../failures";
import { isJsonObject, jsonProblems, type JsonObject } from "../json-value";
import { addresseeFailures, addresseeShape } from "./addressee";
import { totalFailures, wirePaths, valueAt } from "./totals";
import { expirationFailures, type OrderRuleOptions } from "./details";
import {
  address,
  callbackData,
  orderTypes,
  quantity,
  referenceId,
  required,
  secondsText,
  requiredText,
  limitedText,
  wireContext,
} from "./fields";
import { brlOffset, orderLimits } from "./limits";
import { centavosOf, wireFree, wirePositive } from "./money";
import { wirePaymentSettingSchema } from "./payment-settings";
import { headerSchema, emptyUpdateFailure, statusOrderSchema, statusPaymentSchema } from "./status-message";

const offset = z.literal(brlOffset);
const amount = z.strictObject({ value: wirePositive, offset });
const description = limitedText(orderLimits.chargeDescription).optional();
const charge = { offset, description };
const image = z.strictObject({ link: address, provider: required.optional() });

const order = z.strictObject({
  status: z.literal("pending"),
  catalog_id: required.optional(),
  expiration: z
    .strictObject({ timestamp: secondsText, description: requiredText(orderLimits.expirationDescription) })
    .optional(),
  items: z
    .array(
      z.strictObject({
        retailer_id: required,
        name: requiredText(orderLimits.itemName),
        amount,
        quantity,
        sale_amount: amount.optional(),
      }),
    )
    .min(1, "must have at least one item"),
  subtotal: amount,
  tax: z.strictObject({ ...charge, value: wireFree }),
  shipping: z.strictObject({ ...charge, value: wireFree }).optional(),
  discount: z
    .strictObject({
      ...charge,
      value: wireFree,
      discount_program_name: limitedText(orderLimits.discountProgramName).optional(),
    })
    .optional(),
});

const body = z.strictObject({ text: requiredText(orderLimits.body) });
const footer = z.strictObject({ text: requiredText(orderLimits.footer) });

const orderDetails = z.strictObject({
  type: z.literal("order_details"),
  header: z.strictObject({ type: z.literal("image"), image }).optional(),
  body,
  footer: footer.optional(),
  action: z.strictObject({
    name: z.literal("review_and_pay"),
    parameters: z.strictObject({
      reference_id: referenceId,
      type: z.enum(orderTypes),
      payment_type: z.literal("br"),
      payment_settings: z.array(wirePaymentSettingSchema).optional(),
      currency: z.literal("BRL"),
      total_amount: amount,
      order: order.optional(),
    }),
  }),
});

const orderStatus = z.strictObject({
  type: z.literal("order_status"),
  header: headerSchema.optional(),
  body,
  footer: footer.optional(),
  action: z.strictObject({
    name: z.literal("review_order"),
    parameters: z.strictObject({
      reference_id: referenceId,
      order: statusOrderSchema.optional(),
      payment: statusPaymentSchema.optional(),
    }),
  }),
});

function message<Interactive extends z.ZodType>(interactive: Interactive) {
  return z.strictObject({
    messaging_product: z.literal("whatsapp"),
    // Optional, with this default (Meta, reference of the messages edge).
    recipient_type: z.literal("individual").optional(),
    ...addresseeShape,
    type: z.literal("interactive"),
    interactive,
    context: wireContext.optional(),
    biz_opaque_callback_data: callbackData.optional(),
  });
}

/** Bodies of POST /<PHONE_NUMBER_ID>/messages. */
export const wireOrderDetailsSchema = message(orderDetails);
export const wireOrderStatusSchema = message(orderStatus);
/** Schema of a body that is neither of the two. */
const wireEitherSchema = message(z.looseObject({ type: z.enum(["order_details", "order_status"]) }));
export type WireOrderDetails = z.output<typeof wireOrderDetailsSchema>;
export type WireOrderStatus = z.output<typeof wireOrderStatusSchema>;

/** Kind of the message in a body; undefined if it is neither. */
export function wireKind(wire: unknown): "order_details" | "order_status" | undefined {
  const type = valueAt(wire, "interactive", "type");
  return type === "order_details" || type === "order_status" ? type : undefined;
}

const parametersPath = "interactive.action.parameters";
const zeroRefused = "is 0, but must be a positive integer; omit it if it costs nothing";

/** Lists every broken rule of a body, with paths in Meta's field names. */
export function interactiveFailures(wire: unknown, options: OrderRuleOptions = {}): Failure[] {
  if (!isJsonObject(wire)) return [{ path: "body", reason: "must be a JSON object" }];
  const foreign = foreignFailure(wire);
  return foreign === undefined ? [...addresseeFailures(wire), ...contentFailures(wire, options)] : [foreign];
}

function contentFailures(wire: JsonObject, options: OrderRuleOptions): Failure[] {
  const kind = wireKind(wire);
  if (kind === undefined) return failuresOf(wireEitherSchema, wire, true);
  const parameters = valueAt(wire, "interactive", "action", "parameters");
  return kind === "order_details"
    ? [...failuresOf(wireOrderDetailsSchema, wire, true), ...detailsFailures(parameters, options)]
    : [...failuresOf(wireOrderStatusSchema, wire, true), ...statusFailures(wire, parameters)];
}

/** Detects an order for India or Singapore; its other failures would not help. */
function foreignFailure(wire: JsonObject): Failure | undefined {
  if (wireKind(wire) !== "order_details") return undefined;
  const parameters = valueAt(wire, "interactive", "action", "parameters");
  const [found] = [
    ...Object.entries({ payment_type: "br", currency: "BRL" }).flatMap(([key, ours]) =>
      foreignValue(parameters, key, ours),
    ),
    ...["payment_configuration", "beneficiaries"].flatMap((key) =>
      valueAt(parameters, key) === undefined ? [] : [{ path: key, reason: `is ${foreign}` }],
    ),
    ...foreignSettings(valueAt(parameters, "payment_settings")),
  ];
  return found && { ...found, path: `${parametersPath}.${found.path}` };
}

const foreign = "which is for orders in another country; this library supports Brazil only";

function foreignValue(parameters: unknown, key: string, ours: string): Failure[] {
  const value = valueAt(parameters, key);
  const isForeign = typeof value === "string" && value !== "" && value.toLowerCase() !== ours.toLowerCase();
  return isForeign ? [{ path: key, reason: `is ${quotedKey(value)}, ${foreign}, where it is "${ours}"` }] : [];
}

function foreignSettings(settings: unknown): Failure[] {
  return (Array.isArray(settings) ? settings : []).flatMap((setting, i) => {
    const type = valueAt(setting, "type");
    return typeof type === "string" && /^(payment_gateway|upi)/.test(type)
      ? [{ path: `payment_settings[${i}].type`, reason: `is ${quotedKey(type)}, ${foreign}` }]
      : [];
  });
}

function detailsFailures(parameters: unknown, { nowMs, zeroDiscount = "refuse" }: OrderRuleOptions): Failure[] {
  const discountPath = "order.discount.value";
  const isZero = centavosOf(valueAt(parameters, ...discountPath.split("."))) === 0n;
  const timestamp = valueAt(parameters, "order", "expiration", "timestamp");
  return [
    ...(isZero && zeroDiscount === "refuse" ? [{ path: discountPath, reason: zeroRefused }] : []),
    ...totalFailures(parameters, wirePaths, zeroDiscount === "accept" ? 0n : 1n),
    ...expirationFailures(timestamp, "order.expiration.timestamp", nowMs),
  ].map(({ path, reason }) => ({ path: `${parametersPath}.${path}`, reason }));
}

function statusFailures(wire: unknown, parameters: unknown): Failure[] {
  const header = valueAt(wire, "interactive", "header");
  const isEmpty = isJsonObject(parameters) && parameters["order"] === undefined && parameters["payment"] === undefined;
  return [
    ...(isEmpty ? [emptyUpdateFailure(`${parametersPath}.`)] : []),
    ...(isJsonObject(header) ? jsonProblems(header, "interactive.header") : []),
  ];
}
