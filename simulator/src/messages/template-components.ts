import { z } from "zod";
import type { DetailsParameters, DocumentFile, StatusParameters } from "../state/orders";
import {
  addMessageIssue,
  chooseSchema,
  describeTypeError,
  list,
  object,
  oneOf,
  optional,
  text,
  webAddress,
  type MessageRules,
} from "./message-fields";
import { createDetailsParameters, referenceId } from "./order-details";
import { createStatusChange } from "./order-status";

/** A value for `{{1}}` or, with its name, for `{{name}}`. */
export interface TextParameter {
  readonly type: "text";
  readonly text: string;
  readonly parameter_name?: string;
}

/** A file, by its link or by the id of an upload. */
interface MediaFile {
  readonly link?: string;
  readonly id?: string;
}

/** A header parameter. `other` is a type that no order template accepts, such as a video. */
export type HeaderParameter =
  | TextParameter
  | { readonly type: "image"; readonly image: MediaFile }
  | { readonly type: "document"; readonly document: DocumentFile }
  | { readonly type: "other"; readonly name: string };

interface DetailsParameter {
  readonly type: "action";
  readonly action: { readonly order_details: DetailsParameters };
}

interface StatusParameter {
  readonly type: "order_status";
  readonly order_status: Required<Pick<StatusParameters, "reference_id" | "order">>;
}

/** A component of a template message, with Meta's keys. */
export type SentComponent =
  | { readonly type: "header"; readonly parameters: readonly HeaderParameter[] }
  | { readonly type: "body"; readonly parameters: readonly TextParameter[] }
  | {
      readonly type: "button";
      readonly sub_type: "order_details";
      readonly index: bigint;
      readonly parameters: readonly [DetailsParameter];
    }
  | { readonly type: "order_status"; readonly parameters: readonly [StatusParameter] };

/** Source: several public repositories report 132018 with this sentence from the live API (2026). */
const singleLine = text.superRefine((value, context) => {
  if (!/[\n\r\t]| {5}/.test(value)) return;
  const rule = "Param text cannot have new-line/tab characters or more than 4 consecutive spaces";
  addMessageIssue(context, 132018, rule);
});

const typed = z.looseObject({ type: text }, "must be an object");

function createTextParameter(rules: MessageRules): z.ZodType<TextParameter> {
  return object(rules, { type: oneOf("text"), text: singleLine, parameter_name: optional(text) });
}

/** Reads a body parameter. Meta also has currencies and times; order templates are documented with text only. */
function createBodyParameter(rules: MessageRules): z.ZodType<TextParameter> {
  const textOnly: z.ZodType = typed.superRefine(({ type }, context) => {
    if (type === "text") return;
    addMessageIssue(context, 132012, `body: Format mismatch, expected TEXT, received ${type.toUpperCase()}`);
  });
  return textOnly.pipe(createTextParameter(rules));
}

function hasOneSource({ link, id }: MediaFile): boolean {
  return (link === undefined) !== (id === undefined);
}

function createHeaderParameter(rules: MessageRules): z.ZodType<HeaderParameter> {
  const source = { link: optional(webAddress), id: optional(text) };
  const rule = "must have link or id, one of them";
  const image = object(rules, source).refine(hasOneSource, rule);
  const document = object(rules, { ...source, filename: optional(text) }).refine(hasOneSource, rule);
  const other = typed.transform(({ type: name }): HeaderParameter => ({ type: "other", name }));
  const schemas: ReadonlyMap<unknown, z.ZodType<HeaderParameter>> = new Map<unknown, z.ZodType<HeaderParameter>>([
    ["text", createTextParameter(rules)],
    ["image", object(rules, { type: oneOf("image"), image })],
    ["document", object(rules, { type: oneOf("document"), document })],
  ]);
  return chooseSchema((value) => {
    const type = typeof value === "object" && value !== null && "type" in value ? value.type : undefined;
    return schemas.get(type) ?? other;
  });
}

function exactlyOne<Item extends z.ZodType>(item: Item) {
  return list(item)
    .refine(({ length }) => length === 1, "must have exactly one entry")
    .transform((items) => items as unknown as readonly [z.output<Item>]);
}

/** Accepts a number, as on the page of order details, and text, as on the page of order status. The template has one button. */
const buttonIndex = z
  .custom((value) => value === 0n || value === "0", "must be 0: the template has one button")
  .transform(() => 0n);

export function createSentComponent(rules: MessageRules): z.ZodType<SentComponent> {
  const details = object(rules, {
    type: oneOf("action"),
    action: object(rules, { order_details: createDetailsParameters(rules) }),
  });
  // Source: the page of the template: no `payment`, and an order.
  const status = object(rules, {
    type: oneOf("order_status"),
    order_status: object(rules, { reference_id: referenceId, order: createStatusChange(rules) }),
  });
  return z.discriminatedUnion(
    "type",
    [
      object(rules, { type: z.literal("header"), parameters: list(createHeaderParameter(rules)) }),
      object(rules, { type: z.literal("body"), parameters: list(createBodyParameter(rules)) }),
      object(rules, {
        type: z.literal("button"),
        sub_type: oneOf("order_details"),
        index: buttonIndex,
        parameters: exactlyOne(details),
      }),
      object(rules, { type: z.literal("order_status"), parameters: exactlyOne(status) }),
    ],
    { error: describeTypeError("header", "body", "button", "order_status") },
  );
}
