import type { Exact, ExactObject } from "../exact";
import type { TemplateSeed } from "../index";
import { fullDetails, person } from "./orders";

/** As on Meta's page "Order details template": a document, one parameter, one button. */
export const detailsTemplate: TemplateSeed = {
  name: "pedido_pix",
  language: "pt_BR",
  components: [
    { type: "HEADER", format: "DOCUMENT" },
    { type: "BODY", text: "Olá {{1}}, seu pedido está pronto para pagar." },
    { type: "FOOTER", text: "Loja da Ana" },
    { type: "BUTTONS", buttons: [{ type: "ORDER_DETAILS", text: "Copy Pix code" }] },
  ],
};

/** As on Meta's page "Order status template". */
export const statusTemplate: TemplateSeed = {
  name: "pedido_status",
  language: "pt_BR",
  subCategory: "ORDER_STATUS",
  components: [
    { type: "BODY", text: "Seu pedido mudou." },
    { type: "FOOTER", text: "Loja da Ana" },
  ],
};

export const documentHeader: ExactObject = {
  type: "header",
  parameters: [{ type: "document", document: { link: "https://loja.example/p42.pdf", filename: "pedido-42.pdf" } }],
};

export function bodyParameters(...texts: readonly string[]): ExactObject {
  return {
    type: "body",
    parameters: texts.map((text) => ({ type: "text", text })),
  };
}

/** The order of `fullDetails`. */
const { interactive } = fullDetails as unknown as {
  readonly interactive: { readonly action: { readonly parameters: ExactObject } };
};
export const orderParameters = interactive.action.parameters;

export function detailsButton(order: Exact = orderParameters, index: Exact = 0n): ExactObject {
  return {
    type: "button",
    sub_type: "order_details",
    index,
    parameters: [{ type: "action", action: { order_details: order } }],
  };
}

export function statusComponent(order: Exact, referenceId = "order-1"): ExactObject {
  return {
    type: "order_status",
    parameters: [{ type: "order_status", order_status: { reference_id: referenceId, order } }],
  };
}

/** The body of a template message. */
export function templateMessage(
  name: string,
  components: readonly Exact[] | undefined,
  changes: ExactObject = {},
): ExactObject {
  return {
    messaging_product: "whatsapp",
    recipient_type: "individual",
    to: person,
    type: "template",
    template: {
      name,
      language: { policy: "deterministic", code: "pt_BR" },
      ...(components === undefined ? {} : { components }),
    },
    ...changes,
  };
}

export function detailsByTemplate(order?: Exact): ExactObject {
  return templateMessage("pedido_pix", [documentHeader, bodyParameters("Bia"), detailsButton(order)]);
}

export function statusByTemplate(order: Exact): ExactObject {
  return templateMessage("pedido_status", [statusComponent(order)]);
}
