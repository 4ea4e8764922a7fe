import { createHash } from "node:crypto";
import { exactJsonText } from "../../schema/exact-json";
import { asInteractive, toWire, type OrderMessage } from "../../schema/order/order-message";
import { normalizePerson } from "../../schema/phone-numbers";
import type { Change } from "./status-change";
import type { Sending } from "./outbox-records";

/** Returns what the outbox records of a message. */
export function toSending(message: OrderMessage): Omit<Sending, "correlationId"> {
  const interactive = asInteractive(message);
  if (interactive.kind === "order_details") return { kind: "order_details", digest: digestDetails(message) };
  const { kind, order, payment } = interactive;
  return { kind, digest: digestChange(interactive), status: order?.status, payment: payment?.status };
}

/** Digest of all that the person receives, and of the person; not of the correlation id. */
export function digestDetails(message: OrderMessage): string {
  const { to } = message;
  const person = to === undefined ? {} : { to: normalizePerson(to) };
  return digestOf(toWire({ ...message, ...person, bizOpaqueCallbackData: undefined }));
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
