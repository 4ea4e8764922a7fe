import type { Failure } from "../failures";
import { isJsonObject, type JsonObject } from "../json-value";
import { valueAt } from "./totals";
import { interactiveFromWire as interactiveFromWire, interactiveToWire as interactiveToWire } from "./wire-mapping";
import type { OrderRuleOptions, OrderDetails } from "./details";
import type { OrderStatusUpdate } from "./status-message";
import { interactiveOf, type OrderTemplateMessage } from "./template";
import { templateFromWire, templateToWire } from "./template-convert";
import { findTemplateOrder, isTemplateWire, templateFailures, type FoundOrder } from "./template-wire";
import { interactiveWarnings as interactiveWarnings } from "./warnings";
import { interactiveFailures as interactiveFailures, wireKind } from "./wire";

/** A free-form message, for the 24 hours after the person's last message, or one by template, for any time. */
export type OrderMessage = OrderDetails | OrderStatusUpdate | OrderTemplateMessage;

function isTemplate(message: OrderMessage): message is OrderTemplateMessage {
  return message.kind === "order_details_template" || message.kind === "order_status_template";
}

/** The message itself, or the interactive one with the order that a template carries. */
export function asInteractive(message: OrderMessage): OrderDetails | OrderStatusUpdate {
  return isTemplate(message) ? interactiveOf(message) : message;
}

/** Body of POST /<PHONE_NUMBER_ID>/messages. Amounts beyond 2^53 - 1 are bigint; `wireText` writes them too. */
export function toWire(message: OrderMessage): JsonObject {
  return isTemplate(message) ? templateToWire(message) : interactiveToWire(message);
}

/** The message that a valid body means; throws what zod throws for another. */
export function fromWire(wire: unknown): OrderMessage {
  return isJsonObject(wire) && isTemplateWire(wire) ? templateFromWire(wire) : interactiveFromWire(wire);
}

/** Everything that is wrong with a body, at once, with paths in Meta's words. */
export function wireFailures(wire: unknown, judged: OrderRuleOptions = {}): Failure[] {
  return isJsonObject(wire) && isTemplateWire(wire)
    ? templateFailures(wire, judged)
    : interactiveFailures(wire, judged);
}

/** The order in a body, and its place; undefined for the body of another message. */
export function findWireOrder(wire: unknown): FoundOrder | undefined {
  if (isTemplateWire(wire)) return findTemplateOrder(wire);
  const kind = wireKind(wire);
  const keys = ["interactive", "action", "parameters"];
  return kind && { kind, path: keys.join("."), parameters: valueAt(wire, ...keys) };
}

/** What is doubtful but not wrong: rules that other providers state and Meta does not, and what Meta leaves open. Paths as in a program. */
export function orderWarnings(message: OrderMessage): Failure[] {
  return interactiveWarnings(asInteractive(message));
}
