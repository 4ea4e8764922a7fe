import type { ReportedError, WebhookEvent } from "./events";

/** An `order_status` that Meta took and then did not carry out. The order keeps the last valid status. */
export interface OrderFailure {
  /** 2046: the status may not follow the last valid one. 2047: the order is paid for, or about to be. */
  readonly kind: "invalid-transition" | "cannot-cancel";
  /** Of the `order_status` message; undefined where the error came by itself, in the webhook's `errors`. */
  readonly messageId: string | undefined;
  readonly code: number;
  /** What to do next. */
  readonly advice: string;
}

/**
 * The late end of an `order_status`: Meta's pages name 2046 and 2047 as errors that come by webhook, so that the send was answered with
 * 200 and an id before. Undefined for all other events.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-in/pg
 */
export function orderFailureOf(event: WebhookEvent): OrderFailure | undefined {
  const messageId = event.kind === "status" ? event.status.id : undefined;
  for (const { code, kind, advice } of errorsOf(event)) {
    if (code !== undefined && (kind === "invalid-transition" || kind === "cannot-cancel")) {
      return { kind, messageId, code, advice };
    }
  }
  return undefined;
}

/** Meta's pages do not say in which form the two come: with the message's `failed` status, or as errors by themselves. */
function errorsOf(event: WebhookEvent): readonly ReportedError[] {
  if (event.kind === "status" && event.status.status === "failed") return event.status.errors;
  return event.kind === "error" ? [event.error] : [];
}
