import type { ReportedError, WebhookEvent } from "./events";

/** An `order_status` that Meta accepted and then did not apply. The order keeps the last valid status. */
export interface OrderFailure {
  /** 2046: the status cannot follow the last valid one. 2047: the order is paid, or its payment is in progress. */
  readonly kind: "invalid-transition" | "cannot-cancel";
  /** Id of the `order_status` message; undefined if the error arrived without it, in the webhook's `errors`. */
  readonly messageId: string | undefined;
  readonly code: number;
  /** Next step. */
  readonly advice: string;
}

/**
 * Finds a late failure of an `order_status`: Meta reports 2046 and 2047 by webhook, after it accepted the message with 200 and an id.
 * Undefined for all other events.
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

/** Lists the errors of an event. Meta does not document whether the two arrive in a `failed` status or as separate errors. */
function errorsOf(event: WebhookEvent): readonly ReportedError[] {
  if (event.kind === "status" && event.status.status === "failed") return event.status.errors;
  return event.kind === "error" ? [event.error] : [];
}
