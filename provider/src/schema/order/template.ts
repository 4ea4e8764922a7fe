import { z } from "zod";
import { failuresOf, type Failure } from "../failures";
import { isJsonObject } from "../json-value";
import { addresseeFailures, type AddresseeArgs } from "./addressee";
import {
  orderDetailsFailures,
  orderDetailsOf,
  orderDetailsSchema,
  type OrderRuleOptions,
  type OrderDetails,
  type OrderDetailsContent,
} from "./details";
import { address, required } from "./fields";
import {
  orderStatusArgsSchema,
  statusOrderSchema,
  type OrderStatusContent,
  type OrderStatusUpdate,
} from "./status-message";

/** Values for the parameters of a template's text: in order for `{{1}}`, `{{2}}`, or by name for `{{name}}`. One line each. */
export type TemplateTexts = readonly string[] | Readonly<Record<string, string>>;

/** A file by its URL, or by the id of an upload to Meta. */
export type TemplateFile =
  { readonly link: string; readonly id?: undefined } | { readonly id: string; readonly link?: undefined };

/** Parameter of a template's header, by its format; a TEXT header may have none. */
export type TemplateHeader =
  | { readonly text: string | Readonly<Record<string, string>> }
  | { readonly image: TemplateFile }
  | { readonly document: TemplateFile & { readonly filename?: string | undefined } };

/** An approved template of the sending account. */
export interface OrderTemplate {
  /** Lower-case letters, digits and underscores. */
  readonly name: string;
  /** Language in which it is approved, such as `pt_BR`. */
  readonly language: string;
  /** Default: the body has no parameters. */
  readonly body?: TemplateTexts | undefined;
}

/** A template of the category UTILITY or MARKETING with one ORDER_DETAILS button. */
export interface DetailsTemplate extends OrderTemplate {
  /** Required for an image or a document, which is a PDF. Default: the header has no parameter. */
  readonly header?: TemplateHeader | undefined;
}

/**
 * Order details by template: at any time, where an interactive message may only be sent within 24 hours of the person's last message.
 * Body, footer and header are the template's; the order is that of an `order_details` message.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-br/orderdetailstemplate
 */
export type OrderDetailsTemplateArgs = AddresseeArgs &
  Omit<OrderDetailsContent, "body" | "footer" | "image"> & { readonly template: DetailsTemplate };

/**
 * An order's status by template, of the category UTILITY with the sub category ORDER_STATUS: at any time. The page of the template has
 * no `payment`. Meta documents it for India; clients use it in Brazil.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-in/orderstatustemplate
 */
export type OrderStatusTemplateArgs = AddresseeArgs &
  Omit<OrderStatusContent, "body" | "footer" | "header" | "payment" | "order"> & {
    readonly template: OrderTemplate;
    readonly order: NonNullable<OrderStatusContent["order"]>;
  };

// Live answers quoted in public repositories (2026): 132018 "Param text cannot have new-line/tab characters or more than 4 consecutive spaces".
export const parameterText = required.refine(
  (text) => !/[\n\r\t]| {5}/.test(text),
  "has a line break, a tab or more than 4 spaces in a row; Meta does not allow these in template parameters (132018)",
);
export const parameterName = z
  .string()
  .regex(/^[a-z_][a-z0-9_]*$/, "must be the name of a parameter: lower-case letters, digits and underscores");
export const templateName = z
  .string()
  .regex(/^[a-z0-9_]{1,512}$/, "must be a template's name: lower-case letters, digits and underscores");
export const languageCode = z
  .string()
  .regex(/^[a-z]{2,3}(_[A-Z]{2,3})?$/, "must be a language code with an underscore, such as pt_BR");

const namedTexts = z.record(parameterName, parameterText);
const texts = z.union(
  [z.array(parameterText), namedTexts],
  'must be a list of texts for {{1}}, {{2}}, or texts by name such as { name: "Bia" }',
);

const file = { link: address.optional(), id: required.optional() } as const;
function hasOneSource({ link, id }: { readonly link?: unknown; readonly id?: unknown }): boolean {
  return (link === undefined) !== (id === undefined);
}
const oneSource = "must have exactly one of `link` and `id`";
export const templateImage = z.strictObject(file).refine(hasOneSource, oneSource);
export const templateDocument = z
  .strictObject({ ...file, filename: required.optional() })
  .refine(hasOneSource, oneSource);

const headerText = z.union(
  [parameterText, namedTexts.refine((named) => Object.keys(named).length === 1, "must have one text")],
  'must be the text for {{1}}, or by name such as { number: "42" }',
);
const header = z
  .strictObject({
    text: headerText.optional(),
    image: templateImage.optional(),
    document: templateDocument.optional(),
  })
  .refine(
    (given) => Object.values(given).filter((value) => value !== undefined).length === 1,
    "must have exactly one of `text`, `image` and `document`",
  );

const orderTemplate = { name: templateName, language: languageCode, body: texts.optional() } as const;

export const orderDetailsTemplateSchema = orderDetailsSchema
  .omit({ body: true, footer: true, image: true })
  .extend({ template: z.strictObject({ ...orderTemplate, header: header.optional() }) });

export const orderStatusTemplateSchema = orderStatusArgsSchema
  .omit({ body: true, footer: true, header: true, payment: true })
  .extend({ template: z.strictObject(orderTemplate), order: statusOrderSchema });

/** Order details by template with their sums, ready to be written as Meta's JSON. */
export interface OrderDetailsTemplate extends Omit<OrderDetails, "kind" | "body" | "footer" | "image"> {
  readonly kind: "order_details_template";
  readonly template: z.output<typeof orderDetailsTemplateSchema>["template"];
}

/** An order's status by template, ready to be written as Meta's JSON. */
export interface OrderStatusTemplate extends z.output<typeof orderStatusTemplateSchema> {
  readonly kind: "order_status_template";
}

export type OrderTemplateMessage = OrderDetailsTemplate | OrderStatusTemplate;

/** Lists every broken rule in the arguments of order details by template. */
export function orderDetailsTemplateFailures(args: unknown, options: OrderRuleOptions): Failure[] {
  return orderDetailsFailures(args, options, orderDetailsTemplateSchema);
}

/** Lists every broken rule in the arguments of an order's status by template. */
export function orderStatusTemplateFailures(args: unknown): Failure[] {
  return [...(isJsonObject(args) ? addresseeFailures(args) : []), ...failuresOf(orderStatusTemplateSchema, args)];
}

/** Builds the message from valid arguments and computes its sums. */
export function orderDetailsTemplateOf({
  template,
  ...rest
}: z.output<typeof orderDetailsTemplateSchema>): OrderDetailsTemplate {
  const { body: _body, ...details } = orderDetailsOf({ ...rest, body: fixedText });
  return { ...details, kind: "order_details_template", template };
}

export function orderStatusTemplateOf(args: z.output<typeof orderStatusTemplateSchema>): OrderStatusTemplate {
  return {
    kind: "order_status_template",
    ...args,
  };
}

/** Placeholder for the body, which is part of the template. */
const fixedText = "-";

/** Builds an interactive message with the same order, to apply the same rules. */
export function interactiveOf(message: OrderTemplateMessage): OrderDetails | OrderStatusUpdate {
  if (message.kind === "order_details_template") {
    const { template: _template, ...details } = message;
    return { ...details, kind: "order_details", body: fixedText };
  }
  const { template: _template, ...status } = message;
  return { ...status, kind: "order_status", body: fixedText };
}
