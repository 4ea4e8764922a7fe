import { orderHeadline, nameOrder, orderContext, type OrderOperation } from "./order-context";
import { describeCallError, toUserError } from "../error-messages";
import { ordersOf } from "./orders";
import { randomUUID } from "node:crypto";
import { CallError, isUnknownOutcome } from "../../client/call-error";
import type { Deadline } from "../../client/clock";
import { AccessTokenError, MissingAccessTokenError } from "../../client/graph-client";
import { VersionEnded } from "../../client/version-monitor";
import { interactiveToWire, type InteractiveMessage } from "../../schema/order/wire-mapping";
import { UserError } from "../user-error";
import type { Session } from "../session";
import type { Entry, OrderHistory } from "./outbox";
import { mayHaveArrived, type Attempt } from "./outbox-records";
import type { Change } from "./status-change";
import { digestChange, toSending } from "./sending";
import { orderId, type SentRecord } from "./state";

/** A message that was sent now or earlier. */
export type MessageRecord =
  | { readonly outcome: "accepted"; readonly correlationId: string; readonly messageId: string | undefined }
  | {
      readonly outcome: "unknown";
      readonly correlationId: string;
      readonly messageId: undefined;
      /** In whole sentences. */
      readonly why: string;
      /** Sent in this run. */
      readonly isNew: boolean;
    };

const lost = { outcome: "unknown", messageId: undefined } as const;

interface NewMessage {
  readonly message: InteractiveMessage;
  /** Read before the decision to send. */
  readonly history: OrderHistory;
}

/** Records one message in the outbox and sends it, never a second time. Throws if nothing was sent. */
export async function send(
  session: Session,
  operation: OrderOperation,
  { message, history }: NewMessage,
  deadline: Deadline,
): Promise<MessageRecord> {
  const correlationId = `${operation.referenceId}/${randomUUID()}`;
  const orders = ordersOf(session);
  const body = interactiveToWire({ ...message, bizOpaqueCallbackData: correlationId });
  const entry = orders.outbox.begin(orderId(operation), { ...toSending(message, body), correlationId }, history);
  const unknown = (why: string): MessageRecord => ({ ...lost, correlationId, why, isNew: true });
  try {
    const taken = await orders.messages.send(operation.phoneNumberId, body, deadline);
    if (taken === undefined) return unknown("Meta answered without a message id.");
    const { messageId } = taken;
    entry.recordAccepted(messageId);
    return { outcome: "accepted", correlationId, messageId };
  } catch (error) {
    if (isUnknownOutcome(error)) return unknown(describeCallError(error));
    throw notSent(error, entry, operation);
  }
}

function notSent(error: unknown, entry: Entry, operation: OrderOperation): Error {
  if (error instanceof CallError && error.outcome.kind === "rejected") entry.recordRejected();
  else if (isRefusedBeforeSending(error) || error instanceof CallError) entry.recordNotSent();
  return toUserError(error, orderContext(operation));
}

/** True for an error that the client throws before it sends anything. After a defect of our own, the outcome stays unknown. */
function isRefusedBeforeSending(error: unknown): boolean {
  return [MissingAccessTokenError, AccessTokenError, VersionEnded].some((kind) => error instanceof kind);
}

/** Finds the last message that may have arrived; undefined if none is recorded. */
function lastOf({ attempts }: OrderHistory): Attempt | undefined {
  return attempts.findLast(mayHaveArrived);
}

/**
 * Rejects a state that is older than the outbox, as after a state edit, a restored backup or an engine crash: it does not show which status
 * may follow. A change equal to the message that the state lacks is allowed: `sentLast` reuses that message.
 */
export function requireCurrent(
  session: Session,
  operation: OrderOperation,
  { correlationId }: SentRecord,
  change: Change,
): void {
  if (change.order === undefined && change.payment === undefined) return;
  const last = lastOf(ordersOf(session).outbox.read(orderId(operation)));
  if (last === undefined || last.correlationId === correlationId) return;
  if (last.digest === digestChange(change)) return;
  const known =
    last.outcome === "unknown" ? `, its outcome unknown: ${guidanceFor(last.correlationId)}` : " and accepted";
  throw new UserError(
    `${orderHeadline(operation)} The state is older than the outbox, which records an ${last.kind} sent at ${last.at}${known}. ` +
      "Nothing was sent now. Restore the newer state, or set in the program what that message contained and run again; " +
      "otherwise use `pulumi-whatsapp orders status`.",
  );
}

/** Returns the last message that may have arrived if it has this digest: the engine ended before it saved the state. */
export function sentLast(history: OrderHistory, digest: string): MessageRecord | undefined {
  const last = lastOf(history);
  if (last === undefined || last.digest !== digest) return undefined;
  const { correlationId, messageId } = last;
  return last.outcome === "accepted"
    ? { outcome: "accepted", correlationId, messageId }
    : { ...lost, correlationId, why: `It was begun at ${last.at}, and no result is recorded.`, isNew: false };
}

/** Describes where to look for the outcome of a message. */
export function guidanceFor(correlationId: string): string {
  return `look at the status webhooks that carry biz_opaque_callback_data ${JSON.stringify(correlationId)} (\`resolveSendOutcome\` of pulumi-whatsapp/webhooks) and at the chat`;
}

/** Describes a message with an unknown outcome. */
export function unknownOutcome(
  operation: OrderOperation,
  { correlationId, why }: Extract<MessageRecord, { outcome: "unknown" }>,
): string {
  return `The outcome of ${nameOrder(operation)} is unknown. ${why} Nothing is sent again: ${guidanceFor(correlationId)}.`;
}
