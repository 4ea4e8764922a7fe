import type { OrderDetailsArgs, OrderStatusArgs } from "../../provider/src/orders";
import { at, nowMs, parameters, person, type Json } from "./support";

function brl(value: number): Json {
  return { value, offset: 100 };
}

/** Expiration timestamp some seconds from now. */
export function ahead(seconds: number): string {
  return String(nowMs / 1000 + seconds);
}

/** An `order_details` message with every field of Meta's tables. */
export const details: Json = {
  messaging_product: "whatsapp",
  recipient_type: "individual",
  to: person,
  type: "interactive",
  interactive: {
    type: "order_details",
    header: { type: "image", image: { link: "https://example.com/cake.png", provider: "pictures" } },
    body: { text: "Seu pedido" },
    footer: { text: "Obrigado" },
    action: {
      name: "review_and_pay",
      parameters: {
        reference_id: "order-1",
        type: "physical-goods",
        payment_type: "br",
        payment_settings: [
          {
            type: "pix_dynamic_code",
            pix_dynamic_code: {
              code: "00020101021226700014br.gov.bcb.pix2548pix.example.com",
              merchant_name: "Ana",
              key: "39580525000189",
              key_type: "CNPJ",
            },
          },
          { type: "payment_link", payment_link: { uri: "https://pay.example.com/1" } },
          { type: "boleto", boleto: { digitable_line: "03399026944140000002628346101018898510000008848" } },
        ],
        currency: "BRL",
        total_amount: brl(124456),
        order: {
          status: "pending",
          catalog_id: "1234",
          expiration: { timestamp: ahead(86_400), description: "Vale por um dia" },
          items: [
            { retailer_id: "1", name: "Bolo", amount: brl(50000), quantity: 2 },
            { retailer_id: "2", name: "Chá", amount: brl(9000), quantity: 3, sale_amount: brl(7652) },
          ],
          subtotal: brl(122956),
          tax: { ...brl(500), description: "imposto" },
          shipping: { ...brl(2000), description: "de bicicleta" },
          discount: { ...brl(1000), description: "para você", discount_program_name: "Clube" },
        },
      },
    },
  },
  biz_opaque_callback_data: "cart-7",
};

/** An `order_status` message with every field of Meta's tables. */
export const status: Json = {
  messaging_product: "whatsapp",
  recipient_type: "individual",
  to: person,
  type: "interactive",
  interactive: {
    type: "order_status",
    header: { type: "text", text: "Novidade" },
    body: { text: "Seu pedido" },
    footer: { text: "Obrigado" },
    action: {
      name: "review_order",
      parameters: {
        reference_id: "order-1",
        order: { status: "processing", description: "no forno" },
        payment: { status: "captured", timestamp: 1722445231 },
      },
    },
  },
};

function isObject(value: unknown): value is Json {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function camel(key: string): string {
  return key.replace(/_(\w)/g, (_found, letter: string) => letter.toUpperCase());
}

function inCamel(value: unknown): unknown {
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, part]) => [camel(key), inCamel(part)]))
    : value;
}

function charge(value: unknown): unknown {
  if (!isObject(value)) return value;
  const { offset: _offset, ...rest } = value;
  return inCamel(rest);
}

function item(value: unknown): unknown {
  return isObject(value)
    ? {
        retailerId: value["retailer_id"],
        name: value["name"],
        amount: at(value, "amount.value"),
        saleAmount: at(value, "sale_amount.value"),
        quantity: value["quantity"],
      }
    : value;
}

function mapList(value: unknown, read: (part: unknown) => unknown): unknown {
  return Array.isArray(value) ? value.map(read) : value;
}

/**
 * Arguments for a body, converted independently of the provider: Meta's names in camelCase, plain amounts, no constants and no subtotal.
 * Cast, since the body may be invalid.
 */
export function detailsArgs(body: Json): OrderDetailsArgs {
  const content = at(body, parameters);
  const order = at(content, "order");
  return {
    to: body["to"],
    recipient: body["recipient"],
    body: at(body, "interactive.body.text"),
    footer: at(body, "interactive.footer.text"),
    image: at(body, "interactive.header.image"),
    referenceId: at(content, "reference_id"),
    type: at(content, "type"),
    paymentSettings: mapList(at(content, "payment_settings"), inCamel),
    totalAmount: at(content, "total_amount.value"),
    order: isObject(order)
      ? {
          catalogId: order["catalog_id"],
          expiration: order["expiration"],
          items: mapList(order["items"], item),
          tax: charge(order["tax"]),
          shipping: charge(order["shipping"]),
          discount: charge(order["discount"]),
        }
      : order,
    bizOpaqueCallbackData: body["biz_opaque_callback_data"],
  } as OrderDetailsArgs;
}

export function statusArgs(body: Json): OrderStatusArgs {
  const content = at(body, parameters);
  return {
    to: body["to"],
    recipient: body["recipient"],
    body: at(body, "interactive.body.text"),
    footer: at(body, "interactive.footer.text"),
    header: at(body, "interactive.header"),
    referenceId: at(content, "reference_id"),
    order: at(content, "order"),
    payment: at(content, "payment"),
    bizOpaqueCallbackData: body["biz_opaque_callback_data"],
  } as OrderStatusArgs;
}
