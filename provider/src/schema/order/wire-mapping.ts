import type { z } from "zod";
import { isJsonObject, type JsonObject } from "../json-value";
import type { OrderDetails } from "./details";
import { normalizeStatus } from "./status";
import type { OrderStatusUpdate } from "./status-message";
import { sentDetailsSchema, sentStatusSchema, wireKind, wireOrderDetailsSchema, wireOrderStatusSchema } from "./wire";
import { fromWireForm, toWireForm } from "./wire-form";

/** An interactive order message in the types of this library. */
export type InteractiveMessage = OrderDetails | OrderStatusUpdate;

/** Builds the body of POST /<PHONE_NUMBER_ID>/messages. Amounts beyond 2^53 - 1 are bigint; `wireText` writes them too. */
export function interactiveToWire(message: InteractiveMessage): JsonObject {
  const { to, recipient, body, footer, context, bizOpaqueCallbackData } = message;
  const isDetails = message.kind === "order_details";
  const interactive = {
    header: isDetails ? message.image && { image: message.image } : message.header,
    body: { text: body },
    footer: footer === undefined ? undefined : { text: footer },
    action: { parameters: isDetails ? message : normalizeUpdate(message) },
  };
  const schema = isDetails ? sentDetailsSchema : sentStatusSchema;
  return omitUndefined(toWireForm(schema, { to, recipient, interactive, context, bizOpaqueCallbackData }));
}

function normalizeUpdate({ order, ...rest }: OrderStatusUpdate): JsonObject {
  return { ...rest, order: isJsonObject(order) ? { ...order, status: normalizeStatus(order.status) } : order };
}

/** Removes undefined values at any depth. */
function omitUndefined(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => (value === undefined ? [] : [[key, omitUndefinedIn(value)]])),
  );
}
function omitUndefinedIn(value: unknown): unknown {
  return Array.isArray(value) ? value.map(omitUndefinedIn) : isJsonObject(value) ? omitUndefined(value) : value;
}

/** Parses a valid body to a message; throws zod's error for an invalid one. */
export function interactiveFromWire(wire: unknown): InteractiveMessage {
  return wireKind(wire) === "order_status"
    ? toStatus(wireOrderStatusSchema.parse(wire))
    : toDetails(wireOrderDetailsSchema.parse(wire));
}

function toStatus(wire: z.output<typeof wireOrderStatusSchema>): OrderStatusUpdate {
  const { interactive, to, recipient, context, bizOpaqueCallbackData } = fromWireForm(sentStatusSchema, wire);
  const { header, body, footer, action } = interactive;
  return {
    kind: "order_status",
    ...{ to, recipient, body: body.text, footer: footer?.text, header },
    ...action.parameters,
    ...{ context, bizOpaqueCallbackData },
  };
}

function toDetails(wire: z.output<typeof wireOrderDetailsSchema>): OrderDetails {
  const { interactive, to, recipient, context, bizOpaqueCallbackData } = fromWireForm(sentDetailsSchema, wire);
  const { header, body, footer, action } = interactive;
  const { paymentType: _paymentType, currency: _currency, order, ...parameters } = action.parameters;
  return {
    kind: "order_details",
    ...{ to, recipient, body: body.text, footer: footer?.text, image: header?.image },
    ...parameters,
    order: order && omitStatus(order),
    ...{ context, bizOpaqueCallbackData },
  };
}

function omitStatus<Order extends { readonly status: unknown }>(sent: Order): Omit<Order, "status"> {
  const { status: _status, ...order } = sent;
  return order;
}
