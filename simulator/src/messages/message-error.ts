import { GraphFailure } from "../graph/error";
import type { JsonObject } from "../json";

/** Source: Meta's pages "Error Codes" and "Orders". Titles are Meta's; clients decide by code and details. */
const messageErrors = {
  2040: "Message is not supported",
  2046: "Order status invalid transition",
  2047: "Order cancellation failure",
  131005: "Access denied",
  131008: "Required parameter is missing",
  131009: "Parameter value is not valid",
  131021: "Recipient cannot be sender",
  131047: "Re-engagement message",
  131051: "Unsupported message type",
  132000: "Number of parameters does not match the expected number of params",
  132001: "Template name does not exist in the translation",
  132012: "Parameter format does not match format in the created template",
  132015: "Template is paused",
  132016: "Template is disabled",
  132018: "There is an issue with the parameters in your template",
  134011: "WhatsApp Payments terms of service has not been accepted",
} as const;

export type MessageCode = keyof typeof messageErrors;

export interface MessageError {
  readonly code: MessageCode;
  readonly details: string;
}

export function messageFailure({ code, details }: MessageError): GraphFailure {
  const status = code === 132001 ? { status: 404 } : {};
  return new GraphFailure({
    code,
    message: `(#${code}) ${messageErrors[code]}`,
    errorData: createErrorData(details),
    ...status,
  });
}

/** Creates the error of Graph for an invalid parameter outside of `interactive`. */
export function parameterFailure(details: string): GraphFailure {
  return new GraphFailure({ code: 100, message: "(#100) Invalid parameter", errorData: createErrorData(details) });
}

function createErrorData(details: string): JsonObject {
  return { messaging_product: "whatsapp", details };
}

const errorPage = "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/";

/** Formats the error for a status webhook. Source: StatusError of Meta's OpenAPI file; its message repeats the title. */
export function createWebhookError({ code, details }: MessageError): JsonObject {
  const title = messageErrors[code];
  return { code, title, message: title, error_data: { details }, href: errorPage };
}
