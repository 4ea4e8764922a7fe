import type { Failure } from "../failures";
import { isJsonObject, type JsonObject } from "../json-value";
import { valueAt } from "./totals";
import { interactiveFromWire, interactiveToWire } from "./wire-mapping";
import type { OrderRuleOptions, OrderDetails } from "./details";
import type { OrderStatusUpdate } from "./status-message";
import { interactiveOf, type OrderTemplateMessage } from "./template";
import { templateFromWire, templateToWire } from "./template-convert";
import { findTemplateOrder, isTemplateWire, templateFailures, type FoundOrder } from "./template-wire";
import { interactiveWarnings } from "./warnings";
import { interactiveFailures, wireKind } from "./wire";

/** A free-form message, for the 24 hours after the person's last message, or a template message, for any time. */
export type OrderMessage = OrderDetails | OrderStatusUpdate | OrderTemplateMessage;

function isTemplate(message: OrderMessage): message is OrderTemplateMessage {
  return message.kind === "order_details_template" || message.kind === "order_status_template";
}

/** Returns the message itself, or an interactive message with the order of a template. */
export function asInteractive(message: OrderMessage): OrderDetails | OrderStatusUpdate {
  return isTemplate(message) ? interactiveOf(message) : message;
}

/** Builds the body of POST /<PHONE_NUMBER_ID>/messages. Amounts beyond 2^53 - 1 are bigint; `wireText` writes them too. */
export function toWire(message: OrderMessage): JsonObject {
  return isTemplate(message) ? templateToWire(message) : interactiveToWire(message);
}

/** Parses a valid body to a message; throws zod's error for an invalid one. */
export function fromWire(wire: unknown): OrderMessage {
  return isJsonObject(wire) && isTemplateWire(wire) ? templateFromWire(wire) : interactiveFromWire(wire);
}

/** Lists every broken rule of a body, with paths in Meta's field names. */
export function wireFailures(wire: unknown, options: OrderRuleOptions = {}): Failure[] {
  return isJsonObject(wire) && isTemplateWire(wire)
    ? templateFailures(wire, options)
    : interactiveFailures(wire, options);
}

/** Finds the order in a body with its path; undefined for the body of another message. */
export function findWireOrder(wire: unknown): FoundOrder | undefined {
  if (isTemplateWire(wire)) return findTemplateOrder(wire);
  const kind = wireKind(wire);
  const keys = ["interactive", "action", "parameters"];
  return kind && { kind, path: keys.join("."), parameters: valueAt(wire, ...keys) };
}

/** Lists warnings: rules of other providers that Meta does not document, and points that Meta leaves open. Paths as in a program. */
export function orderWarnings(message: OrderMessage): Failure[] {
  return interactiveWarnings(asInteractive(message));
}
