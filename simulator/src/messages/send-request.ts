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
  requireConstant(params, "messaging_product", "whatsapp");
  if (params["recipient_type"] !== undefined) requireConstant(params, "recipient_type", "individual");
  const addressee = addresseeOf(params);
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

function requireConstant(params: ExactObject, key: string, wanted: string): void {
  const given = params[key];
  if (given === undefined || given === null) throw parameterFailure(`The parameter ${key} is required`);
  if (given !== wanted) throw parameterFailure(`Param ${key} must be ${wanted}`);
}

type Addressee = Pick<SendRequest, "input" | "recipient" | "isUserId">;

/** Source: Meta's page "Business-scoped user IDs": `to` wins over `recipient`. Both must be well-formed if given; null counts as absent. */
function addresseeOf(params: ExactObject): Addressee {
  const to = params["to"] ?? undefined;
  const recipient = params["recipient"] ?? undefined;
  const person = recipient === undefined ? undefined : personOf(recipient);
  return to === undefined && person !== undefined ? person : phoneOf(to);
}

/** Source: Meta's page on phone number formats: digits, with or without plus, spaces, dashes and parentheses. */
function phoneOf(value: Exact | undefined): Addressee {
  if (value === undefined) throw parameterFailure("The parameter to is required");
  const input = typeof value === "string" ? value : "";
  if (!/^\+?[\d\s()-]+$/.test(input) || !/\d/.test(input)) throw parameterFailure("Param to must be a phone number");
  return { input, recipient: input.replace(/\D/g, ""), isUserId: false };
}

/** Source: Meta's page "Business-scoped user IDs": country code, dot, letters or digits; `ENT.` in between in a parent id. */
function personOf(value: Exact): Addressee {
  if (typeof value !== "string" || !/^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/.test(value)) {
    throw parameterFailure("Param recipient must be a business-scoped user ID");
  }
  return { input: value, recipient: value, isUserId: true };
}
