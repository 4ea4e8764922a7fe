import { isJsonObject, type JsonObject } from "../json-value";
import type { Order, OrderDetails } from "./details";
import { brlOffset } from "./limits";
import { wireNumber } from "./money";
import { fromWirePaymentSetting, toWirePaymentSetting } from "./payment-settings";
import { normalizeStatus } from "./status";
import type { OrderStatusUpdate } from "./status-message";
import {
  wireKind,
  wireOrderDetailsSchema,
  wireOrderStatusSchema,
  type WireOrderDetails,
  type WireOrderStatus,
} from "./wire";

/** An interactive order message in the types of this library. */
export type InteractiveMessage = OrderDetails | OrderStatusUpdate;

/** Builds the body of POST /<PHONE_NUMBER_ID>/messages. Amounts beyond 2^53 - 1 are bigint; `wireText` writes them too. */
export function interactiveToWire(message: InteractiveMessage): JsonObject {
  return present({
    messaging_product: "whatsapp",
    recipient_type: "individual",
    to: message.to,
    recipient: message.recipient,
    type: "interactive",
    interactive: message.kind === "order_details" ? detailsInteractive(message) : statusInteractive(message),
    context: message.context && { message_id: message.context.messageId },
    biz_opaque_callback_data: message.bizOpaqueCallbackData,
  });
}

function detailsInteractive({ image, body, footer, ...parameters }: OrderDetails): JsonObject {
  return {
    type: "order_details",
    header: image === undefined ? undefined : { type: "image", image },
    body: { text: body },
    footer: footer === undefined ? undefined : { text: footer },
    action: {
      name: "review_and_pay",
      parameters: {
        reference_id: parameters.referenceId,
        type: parameters.type,
        payment_type: "br",
        payment_settings: parameters.paymentSettings?.map(toWirePaymentSetting),
        currency: "BRL",
        total_amount: amount(parameters.totalAmount),
        order: parameters.order === undefined ? undefined : wireOrder(parameters.order),
      },
    },
  };
}

function amount(value: bigint): JsonObject {
  return { value: wireNumber(value), offset: brlOffset };
}

interface Charge {
  readonly value: bigint;
  readonly description?: string | undefined;
  readonly discountProgramName?: string | undefined;
}

function wireCharge(charge: Charge | undefined): JsonObject | undefined {
  return (
    charge && {
      ...amount(charge.value),
      description: charge.description,
      discount_program_name: charge.discountProgramName,
    }
  );
}

function wireOrder({ catalogId, expiration, items, subtotal, tax, shipping, discount }: Order): JsonObject {
  return {
    status: "pending",
    catalog_id: catalogId,
    expiration,
    items: items.map((item) => ({
      retailer_id: item.retailerId,
      name: item.name,
      amount: amount(item.amount),
      quantity: item.quantity,
      sale_amount: item.saleAmount === undefined ? undefined : amount(item.saleAmount),
    })),
    subtotal: amount(subtotal),
    tax: wireCharge(tax),
    shipping: wireCharge(shipping),
    discount: wireCharge(discount),
  };
}

function statusInteractive({ header, body, footer, referenceId, order, payment }: OrderStatusUpdate): JsonObject {
  return {
    type: "order_status",
    header,
    body: { text: body },
    footer: footer === undefined ? undefined : { text: footer },
    action: {
      name: "review_order",
      parameters: {
        reference_id: referenceId,
        order: isJsonObject(order) ? { ...order, status: normalizeStatus(order.status) } : order,
        payment,
      },
    },
  };
}

/** Removes undefined values at any depth. */
function present(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => (value === undefined ? [] : [[key, presentIn(value)]])),
  );
}
function presentIn(value: unknown): unknown {
  return Array.isArray(value) ? value.map(presentIn) : isJsonObject(value) ? present(value) : value;
}

/** Parses a valid body to a message; throws zod's error for an invalid one. */
export function interactiveFromWire(wire: unknown): InteractiveMessage {
  return wireKind(wire) === "order_status"
    ? fromWireStatus(wireOrderStatusSchema.parse(wire))
    : fromWireDetails(wireOrderDetailsSchema.parse(wire));
}

function fromWireStatus({
  interactive,
  context,
  biz_opaque_callback_data: bizOpaqueCallbackData,
  ...rest
}: WireOrderStatus): OrderStatusUpdate {
  const { reference_id: referenceId, order, payment } = interactive.action.parameters;
  return {
    kind: "order_status",
    to: rest.to,
    recipient: rest.recipient,
    body: interactive.body.text,
    footer: interactive.footer?.text,
    header: interactive.header,
    referenceId,
    order,
    payment,
    context: context && { messageId: context.message_id },
    bizOpaqueCallbackData,
  };
}

function fromWireDetails({
  interactive,
  context,
  biz_opaque_callback_data: bizOpaqueCallbackData,
  ...rest
}: WireOrderDetails): OrderDetails {
  const { parameters } = interactive.action;
  return {
    kind: "order_details",
    to: rest.to,
    recipient: rest.recipient,
    body: interactive.body.text,
    footer: interactive.footer?.text,
    image: interactive.header?.image,
    referenceId: parameters.reference_id,
    type: parameters.type,
    paymentSettings: parameters.payment_settings?.map(fromWirePaymentSetting),
    order: parameters.order === undefined ? undefined : fromWireOrder(parameters.order),
    totalAmount: parameters.total_amount.value,
    context: context && { messageId: context.message_id },
    bizOpaqueCallbackData,
  };
}

type WireOrder = NonNullable<WireOrderDetails["interactive"]["action"]["parameters"]["order"]>;

function fromWireOrder({ items, subtotal, tax, shipping, discount, ...rest }: WireOrder): Order {
  return {
    catalogId: rest.catalog_id,
    expiration: rest.expiration,
    items: items.map((item) => ({
      retailerId: item.retailer_id,
      name: item.name,
      amount: item.amount.value,
      saleAmount: item.sale_amount?.value,
      quantity: item.quantity,
    })),
    subtotal: subtotal.value,
    tax: fromWireCharge(tax),
    shipping: shipping && fromWireCharge(shipping),
    discount: discount && {
      ...fromWireCharge(discount),
      discountProgramName: discount.discount_program_name,
    },
  };
}

function fromWireCharge({ value, description }: Charge): Charge {
  return { value, description };
}
