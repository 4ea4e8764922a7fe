import type { z } from "zod";
import type { ExactObject } from "../exact";
import type { DetailsMessage, Interactive, SentTemplate } from "../state/orders";
import { componentOf, fillPlaceholders, type Template } from "../state/templates";
import { list, object, oneOf, optional, parseMessagePart, text, type MessageRules } from "./message-fields";
import { messageFailure } from "./message-error";
import { matchHeader, matchTexts } from "./template-parameters";
import { createSentComponent, type SentComponent } from "./template-components";

/** Finds a template of the sending business account by name and language. */
export type FindTemplate = (name: string, language: string) => Template | undefined;

interface TemplateContent {
  readonly interactive: Interactive;
  readonly template: SentTemplate;
  readonly orderPath: string;
}

/** The object `template` of a message, with Meta's keys. */
interface TemplateRequest {
  readonly name: string;
  readonly language: { readonly policy?: "deterministic"; readonly code: string };
  readonly components?: readonly SentComponent[];
}

export function createTemplateRequest(rules: MessageRules): z.ZodType<TemplateRequest> {
  return object(rules, {
    name: text,
    language: object(rules, { policy: optional(oneOf("deterministic")), code: text }),
    components: optional(list(createSentComponent(rules))),
  });
}

/**
 * Reads the object `template` of a message. Source: Meta's pages "Order details template" (payments-br, 30 Jun 2026) and "Order status
 * template" (payments-in; clients use it in Brazil).
 */
export function readTemplate(
  sent: ExactObject,
  schema: z.ZodType<TemplateRequest>,
  find: FindTemplate,
): TemplateContent {
  const { name, language, components = [] } = parseMessagePart(schema, sent, "template");
  const template = requireSendable(find(name, language.code), name, language.code);
  refuseRepetitions(components);
  const header = matchHeader(componentOf(template, "HEADER"), findComponent(components, "header")?.parameters ?? []);
  const bodyText = componentOf(template, "BODY")?.text ?? "";
  const values = matchTexts("body", bodyText, findComponent(components, "body")?.parameters ?? []);
  const footer = componentOf(template, "FOOTER");
  const texts = {
    ...(header === null ? {} : { header }),
    body: { text: fillPlaceholders(bodyText, values) },
    ...(footer === undefined ? {} : { footer: { text: footer.text } }),
  };
  return {
    interactive: createInteractive(template, components, texts),
    template: { name, language: language.code, buttonText: buttonTextOf(template), sent },
    orderPath: orderPathIn(components),
  };
}

/** Source: Meta's page on templates: sendable is exactly APPROVED. */
function requireSendable(template: Template | undefined, name: string, language: string): Template {
  if (template === undefined) throw missingTemplateError(name, language, "");
  switch (template.status) {
    case "APPROVED":
      return template;
    case "PAUSED":
      throw messageFailure({ code: 132015, details: `template name (${name}) is paused: its quality is too low` });
    case "DISABLED":
      throw messageFailure({ code: 132016, details: `template name (${name}) is disabled: it was paused too often` });
    case "PENDING":
    case "REJECTED":
      throw missingTemplateError(name, language, `: it is ${template.status}`);
    default:
      return template.status satisfies never;
  }
}

function missingTemplateError(name: string, language: string, why: string): Error {
  return messageFailure({ code: 132001, details: `template name (${name}) does not exist in ${language}${why}` });
}

function findComponent<Type extends SentComponent["type"]>(
  components: readonly SentComponent[],
  type: Type,
): Extract<SentComponent, { readonly type: Type }> | undefined {
  return components.find((part): part is Extract<SentComponent, { readonly type: Type }> => part.type === type);
}

function refuseRepetitions(components: readonly SentComponent[]): void {
  const repeated = components.findIndex(({ type }, index) => components.findIndex((one) => one.type === type) < index);
  if (repeated < 0) return;
  throw messageFailure({
    code: 131009,
    details: `template.components[${repeated}] repeats the type of an earlier component`,
  });
}

type Texts = Pick<DetailsMessage, "header" | "body" | "footer">;

/** Converts a template message to the equivalent interactive message. */
function createInteractive(template: Template, components: readonly SentComponent[], texts: Texts): Interactive {
  const [details, status] = [findComponent(components, "button"), findComponent(components, "order_status")];
  const { header: _header, ...statusTexts } = texts;
  switch (templateKindOf(template)) {
    case "order_details": {
      if (status !== undefined) throw misplacedError(template, "is for order details, not for an order status");
      if (details === undefined) {
        throw missingError("buttons: Button at index 0 of type OrderDetails requires a parameter");
      }
      const [{ action }] = details.parameters;
      return { type: "order_details", ...texts, action: { name: "review_and_pay", parameters: action.order_details } };
    }
    case "order_status": {
      if (details !== undefined) throw misplacedError(template, "has no button of the type ORDER_DETAILS");
      if (status === undefined) throw missingError("order_status: the component is required by the template");
      const [{ order_status: parameters }] = status.parameters;
      return { type: "order_status", ...statusTexts, action: { name: "review_order", parameters } };
    }
    case "other": {
      const details = `template name (${template.name}) carries no order; the simulator only accepts order templates`;
      throw messageFailure({ code: 131051, details });
    }
  }
}

function templateKindOf(template: Template): Interactive["type"] | "other" {
  if (buttonTextOf(template) !== null) return "order_details";
  return template.subCategory === "ORDER_STATUS" ? "order_status" : "other";
}

function buttonTextOf(template: Template): string | null {
  return componentOf(template, "BUTTONS")?.buttons.find(({ type }) => type === "ORDER_DETAILS")?.text ?? null;
}

function misplacedError({ name }: Template, why: string): Error {
  return messageFailure({ code: 132018, details: `template name (${name}) ${why}` });
}

function missingError(details: string): Error {
  return messageFailure({ code: 131008, details });
}

function orderPathIn(components: readonly SentComponent[]): string {
  const index = components.findIndex(({ type }) => type === "button" || type === "order_status");
  const inside = components[index]?.type === "button" ? "action.order_details" : "order_status";
  return `template.components[${index}].parameters[0].${inside}`;
}
