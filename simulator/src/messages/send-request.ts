import { z } from "zod";
import { isExactObject, parseExact, type Exact, type ExactObject } from "../exact";
import type { GraphRequest } from "../graph/request";
import type { Interactive, SentTemplate } from "../state/orders";
import type { BehaviourOptions } from "../state/behaviour";
import { messageFailure, parameterFailure } from "./message-error";
import { anyObject, parseMessagePart, textUpTo, type MessageRules } from "./message-fields";
import { createOrderDetails } from "./order-details";
import { createOrderStatus } from "./order-status";
import { createTemplateRequest, readTemplate, type FindTemplate } from "./template-message";

/** A validated request to send a message. */
export interface SendRequest {
  /** Recipient as sent: a phone number in `to`, or a user id in `recipient`. */
  readonly input: string;
  /** WhatsApp id (digits) or user id, depending on how the message is addressed. */
  readonly recipient: string;
  readonly isUserId: boolean;
  /** Message that the person receives; for a template, with the parameters filled in. */
  readonly interactive: Interactive;
  /** Null for an interactive message. */
  readonly template: SentTemplate | null;
  /** Path of the order in the message. */
  readonly orderPath: string;
  readonly callbackData: string | null;
}

function createMessageSchemas(rules: MessageRules) {
  return {
    orderDetails: createOrderDetails(rules),
    orderStatus: createOrderStatus(rules),
    template: createTemplateRequest(rules),
    // Source: Meta's page on status webhooks.
    callbackData: textUpTo(rules, 512),
  };
}

type MessageSchemas = ReturnType<typeof createMessageSchemas>;

/** Schemas by switches: each simulator replaces its switches when they change. */
const schemasByBehaviour = new WeakMap<BehaviourOptions, MessageSchemas>();

function schemasFor(rules: MessageRules): MessageSchemas {
  const schemas = schemasByBehaviour.get(rules.behaviour) ?? createMessageSchemas(rules);
  schemasByBehaviour.set(rules.behaviour, schemas);
  return schemas;
}

/** Validates a message. Throws Graph's error for the first problem. */
export function readSendRequest(request: GraphRequest, rules: MessageRules, findTemplate: FindTemplate): SendRequest {
  if (request.malformedBody) throw parameterFailure("The request body could not be parsed");
  const params = exactParams(request);
  const addressee = readAddressee(params);
  const { type } = params;
  if (type === undefined || type === null) throw parameterFailure("The parameter type is required");
  if (type !== "interactive" && type !== "template") throw unsupportedTypeError("type", type);
  const schemas = schemasFor(rules);
  const content = parseMessagePart(anyObject, parseIfText(params[type]), type);
  const message =
    type === "template"
      ? readTemplate(content, schemas.template, findTemplate)
      : { interactive: readInteractive(content, schemas), template: null, orderPath: "interactive.action.parameters" };
  return { ...addressee, ...message, callbackData: readCallbackData(params["biz_opaque_callback_data"], schemas) };
}

function readInteractive(content: ExactObject, { orderDetails, orderStatus }: MessageSchemas): Interactive {
  const { type } = content;
  switch (type) {
    case undefined:
    case null:
      throw messageFailure({ code: 131008, details: "interactive.type is required" });
    case "order_details":
      return parseMessagePart(orderDetails, content, "interactive");
    case "order_status":
      return parseMessagePart(orderStatus, content, "interactive");
    default:
      throw unsupportedTypeError("interactive.type", type);
  }
}

function readCallbackData(value: Exact | undefined, { callbackData }: MessageSchemas): string | null {
  return value === undefined ? null : parseMessagePart(callbackData, value, "biz_opaque_callback_data");
}

function unsupportedTypeError(path: string, type: Exact): Error {
  const given = typeof type === "string" ? `"${type}"` : "no text";
  const details = `${path} is ${given}; the simulator accepts order_details and order_status, as interactive messages or by template`;
  return messageFailure({ code: 131051, details });
}

/** Returns the parameters with exact numbers of a JSON body. Values of forms and queries are text. */
function exactParams({ params, jsonText }: GraphRequest): ExactObject {
  const body = jsonText === null ? undefined : parseExact(jsonText);
  return isExactObject(body) ? { ...params, ...body } : params;
}

/** Parses an object that a form sends as JSON text. */
function parseIfText(value: Exact | undefined): Exact | undefined {
  return typeof value === "string" && value.trimStart().startsWith("{") ? (parseExact(value) ?? value) : value;
}

type Addressee = Pick<SendRequest, "input" | "recipient" | "isUserId">;

/** Accepts one value. Null and undefined count as missing. */
function constant(key: string, value: string) {
  return z.custom<string>((given) => given === value, {
    error: ({ input }) => ((input ?? undefined) === undefined ? requiredRule(key) : `Param ${key} must be ${value}`),
  });
}

function requiredRule(key: string): string {
  return `The parameter ${key} is required`;
}

const phoneRule = "Param to must be a phone number";

/** Source: Meta's page on phone number formats: digits, with or without plus, spaces, dashes and parentheses. */
const phoneNumber = z
  .string(phoneRule)
  .refine((input) => /^\+?[\d\s()-]+$/.test(input) && /\d/.test(input), phoneRule)
  .transform((input): Addressee => ({ input, recipient: input.replace(/\D/g, ""), isUserId: false }));

const userIdRule = "Param recipient must be a business-scoped user ID";

/** Source: Meta's page "Business-scoped user IDs": country code, dot, letters or digits; `ENT.` in between in a parent id. */
const userId = z
  .string(userIdRule)
  .regex(/^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/, userIdRule)
  .transform((input): Addressee => ({ input, recipient: input, isUserId: true }));

/**
 * Parameters beside the message. Source of `recipient`: Meta's page "Business-scoped user IDs": `to` wins. Both must be well-formed if given;
 * null counts as absent.
 */
const addressing = z
  .object({
    messaging_product: constant("messaging_product", "whatsapp"),
    recipient_type: z.exactOptional(constant("recipient_type", "individual")),
    recipient: userId.nullish(),
    to: phoneNumber.nullish(),
  })
  .transform(({ to, recipient }, context): Addressee => {
    const addressee = to ?? recipient;
    if (addressee !== null && addressee !== undefined) return addressee;
    context.addIssue(requiredRule("to"));
    return z.NEVER;
  });

/** Throws Graph's error for the first problem. */
function readAddressee(params: ExactObject): Addressee {
  const result = addressing.safeParse(params);
  if (result.success) return result.data;
  throw parameterFailure(result.error.issues[0]?.message ?? "Invalid parameter");
}
