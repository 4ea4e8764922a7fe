import { z } from "zod";
import { failuresOf } from "../schema/failures";
import type { MessageStatus, ReportedError, WebhookEvent } from "./events";
import { requireNone } from "./invalid-arguments";

/** Outcome of a send without a response. */
export type ResolvedOutcome =
  /** Meta accepted the message and delivers it: do not send it again. */
  | { readonly outcome: "accepted"; readonly messageId: string }
  /** Meta accepted the message and it failed: the person does not receive it. */
  | { readonly outcome: "rejected"; readonly messageId: string; readonly errors: readonly ReportedError[] }
  /** No status yet. Meta may still have accepted the message. */
  | { readonly outcome: "unknown" };

/**
 * Resolves the outcome of the message that was sent with this `biz_opaque_callback_data`, which statuses return. Pass all events since the
 * send, in any order: statuses can arrive out of order, and their times are whole seconds. A failure is therefore final for its message,
 * whenever it arrived. If several messages were sent with one correlation id, one that did not fail decides.
 * @throws InvalidArguments for an empty correlation id.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages/status
 */
export function resolveSendOutcome(events: Iterable<WebhookEvent>, correlationId: string): ResolvedOutcome {
  requireNone(failuresOf(argumentsSchema, { correlationId }));
  const statuses = [...events].flatMap((event) => (event.kind === "status" ? event.status : []));
  const ours = statuses.filter(({ bizOpaqueCallbackData }) => bizOpaqueCallbackData === correlationId);
  const failures = ours.filter(isFailure);
  const failed = new Set(failures.map(({ id }) => id));
  const accepted = ours.find(({ id }) => !failed.has(id));
  if (accepted !== undefined) return { outcome: "accepted", messageId: accepted.id };
  const [failure] = failures;
  if (failure === undefined) return { outcome: "unknown" };
  return { outcome: "rejected", messageId: failure.id, errors: failure.errors };
}

const argumentsSchema = z.object({
  correlationId: z.string().min(1, "must not be empty; pass the text that was sent as biz_opaque_callback_data"),
});

/** True if the message failed. A failed payment (India) is not a failure of the message. */
function isFailure({ status, raw }: MessageStatus): boolean {
  return status === "failed" && raw["type"] !== "payment";
}
