import { createHash } from "node:crypto";
import { exactJsonText } from "../../schema/exact-json";
import type { JsonObject } from "../../schema/json-value";
import { asInteractive, type OrderMessage } from "../../schema/order/order-message";
import { normalizePerson } from "../../schema/phone-numbers";
import type { Change } from "./status-change";
import type { Sending } from "./outbox-records";

/** Returns what the outbox records of a message with this body. */
export function toSending(message: OrderMessage, body: JsonObject): Omit<Sending, "correlationId"> {
  const interactive = asInteractive(message);
  if (interactive.kind === "order_details") return { kind: "order_details", digest: digestDetails(body) };
  const { kind, order, payment } = interactive;
  return { kind, digest: digestChange(interactive), status: order?.status, payment: payment?.status };
}

/** Digest of all that the person receives, and of the person; not of the correlation id. */
export function digestDetails(body: JsonObject): string {
  const { biz_opaque_callback_data: _correlationId, ...content } = body;
  const { to } = content;
  return digestOf(typeof to === "string" ? { ...content, to: normalizePerson(to) } : content);
}

/** Digest of what an `order_status` changes on the order's page; not of the texts around it. */
export function digestChange({ order, payment }: Change): string {
  return digestOf({
    order: order && { status: order.status, description: order.description },
    payment: payment && { status: payment.status, timestamp: payment.timestamp },
  });
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(exactJsonText(value)).digest("hex");
}
