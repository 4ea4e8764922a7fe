import { z } from "zod";
import type { JsonObject } from "../json-value";
import { valueAt } from "./totals";
import { interactiveFromWire, interactiveToWire } from "./wire-mapping";
import { interactiveOf, type OrderDetailsTemplate, type OrderTemplateMessage } from "./template";
import {
  carrierOf,
  interactiveWire,
  orderAt,
  wireTemplateSchemas,
  wireTextParameter,
  type WireHeaderParameter,
  type WireTextParameter,
} from "./template-wire";

type Texts = NonNullable<OrderTemplateMessage["template"]["body"]>;
type Header = NonNullable<OrderDetailsTemplate["template"]["header"]>;

function textParameters(texts: Texts): JsonObject[] {
  return isTextList(texts)
    ? texts.map((text) => ({ type: "text", text }))
    : Object.entries(texts).map(([name, text]) => ({ type: "text", parameter_name: name, text }));
}

function isTextList(texts: Texts): texts is string[] {
  return Array.isArray(texts);
}

function headerParameters({ text, image, document }: Header): JsonObject[] {
  if (image !== undefined) return [{ type: "image", image }];
  if (document !== undefined) return [{ type: "document", document }];
  return text === undefined ? [] : textParameters(typeof text === "string" ? [text] : text);
}

/** Builds the body of POST /<PHONE_NUMBER_ID>/messages. Order and envelope are the same as in the interactive message. */
export function templateToWire(message: OrderTemplateMessage): JsonObject {
  const { interactive, ...envelope } = interactiveToWire(interactiveOf(message));
  const order = valueAt(interactive, "action", "parameters");
  const { name, language, body: bodyTexts } = message.template;
  const { header: given } = { header: undefined, ...message.template };
  const components = [
    ...(given === undefined ? [] : [{ type: "header", parameters: headerParameters(given) }]),
    ...(bodyTexts === undefined ? [] : [{ type: "body", parameters: textParameters(bodyTexts) }]),
    message.kind === "order_details_template"
      ? {
          ...{ type: "button", sub_type: "order_details", index: 0 },
          parameters: [{ type: "action", action: { order_details: order } }],
        }
      : { type: "order_status", parameters: [{ type: "order_status", order_status: order }] },
  ];
  return {
    ...envelope,
    type: "template",
    template: { name, language: { policy: "deterministic", code: language }, components },
  };
}

/** Parses a valid body to a message; throws zod's error for an invalid one. */
export function templateFromWire(wire: JsonObject): OrderTemplateMessage {
  const { kind, keys } = carrierOf(wire) ?? { kind: "order_details", keys: [] };
  const message = interactiveFromWire(interactiveWire(wire, kind, orderAt(wire, keys)));
  if (message.kind === "order_details") {
    const { template } = wireTemplateSchemas.order_details.parse(wire);
    const { body: _body, footer: _footer, image: _image, ...details } = message;
    const sent = template.components.find((part) => part.type === "header")?.parameters[0];
    const header = sent === undefined ? {} : { header: headerOf(sent) };
    return { ...details, kind: "order_details_template", template: { ...templateOf(template), ...header } };
  }
  const { template } = wireTemplateSchemas.order_status.parse(wire);
  const { body: _body, footer: _footer, header: _header, payment: _payment, order, ...rest } = message;
  if (order === undefined) throw new TypeError("an order status template requires an order");
  return { ...rest, kind: "order_status_template", order, template: templateOf(template) };
}

interface SentTemplate {
  readonly name: string;
  readonly language: { readonly code: string };
  readonly components: readonly { readonly type: string; readonly parameters: readonly unknown[] }[];
}

/** Without a body component there are no texts. */
function templateOf({ name, language, components }: SentTemplate): OrderTemplateMessage["template"] {
  const sent = components.find(({ type }) => type === "body");
  if (sent === undefined) return { name, language: language.code };
  return { name, language: language.code, body: textsOf(z.array(wireTextParameter).parse(sent.parameters)) };
}

function textsOf(parameters: readonly WireTextParameter[]): Texts {
  const named = parameters.flatMap(({ parameter_name: name, text }) =>
    name === undefined ? [] : [[name, text] as const],
  );
  return named.length > 0 ? Object.fromEntries(named) : parameters.map(({ text }) => text);
}

function headerOf(sent: WireHeaderParameter): Header {
  switch (sent.type) {
    case "text":
      return { text: sent.parameter_name === undefined ? sent.text : { [sent.parameter_name]: sent.text } };
    case "image":
      return { image: sent.image };
    case "document":
      return { document: sent.document };
    default:
      return sent satisfies never;
  }
}
