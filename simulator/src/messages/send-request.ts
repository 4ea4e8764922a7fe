import { isExactObject, parseExact, type Exact, type ExactObject } from "../exact";
import type { GraphRequest } from "../graph/request";
import type { Interactive, SentTemplate } from "../state/orders";
import {
  anyObject,
  memberLocation,
  optional,
  requireField,
  textUpTo,
  type FieldLocation,
  type ReadRules,
} from "./field-readers";
import { messageFailure, parameterFailure } from "./message-error";
import { orderDetails } from "./order-details";
import { orderStatus } from "./order-status";
import { readTemplate, type FindTemplate } from "./template-message";

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

/** Source: Meta's page on status webhooks. */
const callbackData = optional(textUpTo(512));

/** Validates a message. Throws Graph's error for the first problem. */
export function readSendRequest(request: GraphRequest, rules: ReadRules, findTemplate: FindTemplate): SendRequest {
  if (request.malformedBody) throw parameterFailure("The request body could not be parsed");
  const params = exactParams(request);
  requireConstant(params, "messaging_product", "whatsapp");
  if (params["recipient_type"] !== undefined) requireConstant(params, "recipient_type", "individual");
  const addressee = addresseeOf(params);
  const { type } = params;
  if (type === undefined || type === null) throw parameterFailure("The parameter type is required");
  if (type !== "interactive" && type !== "template") throw unsupportedTypeError("type", type);
  const place: FieldLocation = { ...rules, path: type };
  const wanted = requireField(anyObject)(parseIfText(params[type]), place);
  const content = type === "template" ? readTemplate(wanted, place, findTemplate) : interactiveContent(wanted, place);
  const data = callbackData(params["biz_opaque_callback_data"], { ...rules, path: "biz_opaque_callback_data" });
  return { ...addressee, ...content, callbackData: data ?? null };
}

function interactiveContent(
  wanted: ExactObject,
  place: FieldLocation,
): Pick<SendRequest, "interactive" | "template" | "orderPath"> {
  const orderPath = "interactive.action.parameters";
  return { interactive: interactiveOf(wanted, place), template: null, orderPath };
}

function interactiveOf(wanted: ExactObject, place: FieldLocation): Interactive {
  const type = requireField((value) => value)(wanted["type"], memberLocation(place, "type"));
  switch (type) {
    case "order_details":
      return orderDetails(wanted, place);
    case "order_status":
      return orderStatus(wanted, place);
    default:
      throw unsupportedTypeError("interactive.type", type);
  }
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
