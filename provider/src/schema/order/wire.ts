import { z } from "zod";
import { failuresOf, quotedKey, type Failure } from "../failures";
import { isJsonObject, jsonProblems, type JsonObject } from "../json-value";
import { addresseeFailures, addresseeShape } from "./addressee";
import { totalFailures, wirePaths, valueAt } from "./totals";
import { expirationFailures, orderArgsSchema, orderDetailsSchema, type OrderRuleOptions } from "./details";
import { centavosOf, freeCentavos, positiveCentavos } from "./money";
import { emptyUpdateFailure, orderStatusArgsSchema } from "./status-message";
import { pixFailures, wirePixPaths } from "./pix-failures";
import { wireForm } from "./wire-form";

const { catalogId, expiration, items, tax, shipping, discount } = orderArgsSchema.shape;
const { image, body, footer, referenceId, type, paymentSettings, context, bizOpaqueCallbackData } =
  orderDetailsSchema.shape;
const { header, order, payment } = orderStatusArgsSchema.shape;

const texts = { body: z.strictObject({ text: body }), footer: z.strictObject({ text: footer.unwrap() }).optional() };

const detailsContent = z.strictObject({
  type: z.literal("order_details"),
  header: z.strictObject({ type: z.literal("image"), image: image.unwrap() }).optional(),
  ...texts,
  action: z.strictObject({
    name: z.literal("review_and_pay"),
    parameters: z.strictObject({
      referenceId,
      type,
      paymentType: z.literal("br"),
      paymentSettings,
      currency: z.literal("BRL"),
      totalAmount: positiveCentavos,
      order: z
        .strictObject({
          status: z.literal("pending"),
          catalogId,
          expiration,
          items,
          subtotal: positiveCentavos,
          tax: tax.unwrap(),
          shipping,
          // An option of the rules decides if it may be 0.
          discount: discount.unwrap().extend({ value: freeCentavos }).optional(),
        })
        .optional(),
    }),
  }),
});

const statusContent = z.strictObject({
  type: z.literal("order_status"),
  header,
  ...texts,
  action: z.strictObject({
    name: z.literal("review_order"),
    parameters: z.strictObject({ referenceId, order, payment }),
  }),
});

function sentMessage<Interactive extends z.ZodType>(interactive: Interactive) {
  return z.strictObject({
    messagingProduct: z.literal("whatsapp"),
    // Optional, with this default (Meta, reference of the messages edge).
    recipientType: z.literal("individual").optional(),
    ...addresseeShape,
    type: z.literal("interactive"),
    interactive,
    context,
    bizOpaqueCallbackData,
  });
}

/** Messages with the parts of Meta's JSON and the names of this library. */
export const sentDetailsSchema = sentMessage(detailsContent);
export const sentStatusSchema = sentMessage(statusContent);

/** Bodies of POST /<PHONE_NUMBER_ID>/messages. */
export const wireOrderDetailsSchema = wireForm(sentDetailsSchema);
export const wireOrderStatusSchema = wireForm(sentStatusSchema);
/** Schema of a body that is neither of the two. */
const wireEitherSchema = wireForm(sentMessage(z.looseObject({ type: z.enum(["order_details", "order_status"]) })));

/** Kind of the message in a body; undefined if it is neither. */
export function wireKind(wire: unknown): "order_details" | "order_status" | undefined {
  const type = valueAt(wire, "interactive", "type");
  return type === "order_details" || type === "order_status" ? type : undefined;
}

const parametersPath = "interactive.action.parameters";

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
  const sentDiscount = valueAt(parameters, ...discountPath.split("."));
  const isZeroRefused = zeroDiscount === "refuse" && centavosOf(sentDiscount) === 0n;
  const timestamp = valueAt(parameters, "order", "expiration", "timestamp");
  return [
    ...(isZeroRefused
      ? failuresOf(positiveCentavos, sentDiscount).map(({ reason }) => ({ path: discountPath, reason }))
      : []),
    ...totalFailures(parameters, wirePaths, zeroDiscount === "accept" ? 0n : 1n),
    ...pixFailures(parameters, wirePixPaths),
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
