import { z } from "zod";
import { failuresOf } from "../schema/failures";
import type { MessageStatus, ReportedError, WebhookEvent } from "./events";
import { requireNone } from "./invalid-arguments";

/** Outcome of a send that got no answer. */
export type ResolvedOutcome =
  /** Meta has it, and goes on to deliver it: do not send it again. */
  | { readonly outcome: "accepted"; readonly messageId: string }
  /** Meta had it, and it failed: the person gets nothing. */
  | { readonly outcome: "rejected"; readonly messageId: string; readonly errors: readonly ReportedError[] }
  /** No status about it yet. That is no proof that Meta does not have it. */
  | { readonly outcome: "unknown" };

/**
 * Resolves the outcome of the message that was sent with this `biz_opaque_callback_data`, which statuses bring back. Give all events that
 * came since, in any order: statuses may overtake one another, and their times are whole seconds. So a failure is the last word about its
 * message, whenever it came. Where a message was sent more than once under one id, one that did not fail decides.
 * @throws InvalidArguments for an empty id, which would say nothing.
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
  correlationId: z.string().min(1, "must not be empty; give the text that was sent as biz_opaque_callback_data"),
});

/** A failed payment, which India has, is no failure of the message. */
function isFailure({ status, raw }: MessageStatus): boolean {
  return status === "failed" && raw["type"] !== "payment";
}
