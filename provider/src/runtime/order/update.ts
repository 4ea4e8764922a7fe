import { type OrderOperation } from "./order-context";
import { ordersOf } from "./orders";
import { detailsIn, type SandboxOrder } from "../../schema/order/sandbox";
import { PartialFailure } from "../user-error";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { requireValidOrder } from "./check";
import { rejectForbidden } from "./diff";
import { changeBetween, statusChangesOf, toStatusMessage, type Change } from "./status-change";
import { guidanceFor, requireCurrent, send, sentLast, unknownOutcome, type MessageRecord } from "./send";
import { digestChange } from "./sending";
import { orderId, outputsOf, parseOrderId, requireSent, type SentRecord } from "./state";

/** Sends the changes in one message. Arguments for later messages or the delete change without a call. */
export async function update(
  session: Session,
  id: string,
  olds: Properties,
  news: Properties,
): Promise<{ readonly outs: Properties }> {
  const operation = { verb: "send", message: "order_status", ...parseOrderId(id) } as const;
  const args = requireValidOrder(session, news, false);
  const sent = requireSent(olds, operation);
  ordersOf(session).keep(orderId(operation));
  const [before, after] = [statusChangesOf(sent), statusChangesOf(args)];
  const change = changeBetween(before, after);
  requireCurrent(session, { ...operation, verb: "change" }, sent.record, change);
  rejectForbidden({ ...operation, verb: "change" }, { olds, news, before, after });
  const outsWith = (record: SentRecord): Properties => outputsOf(news, detailsIn(args).totalAmount, record);
  if (change.order === undefined && change.payment === undefined) {
    if (sent.record.outcome === "unknown") session.warn(stillUnknown(id, sent.record));
    return { outs: outsWith(sent.record) };
  }
  const result = await sendStatusUpdate(session, operation, args, change, args.statusBody);
  const { outcome, correlationId, messageId: lastStatusMessageId } = result;
  const outs = outsWith({ messageId: sent.record.messageId, outcome, correlationId, lastStatusMessageId });
  if (result.outcome === "accepted") return { outs };
  if (!result.isNew) {
    session.warn(`order ${id}: ${unknownOutcome(operation, result)}`);
    return { outs };
  }
  const next = "The state records it as sent; to send it again, use `pulumi-whatsapp orders status`.";
  throw new PartialFailure(id, outs, `${unknownOutcome(operation, result)} ${next}`);
}

function stillUnknown(id: string, { correlationId }: SentRecord): string {
  return `order ${id}: the outcome of its last message is still unknown here, and nothing is sent again: ${guidanceFor(correlationId)}.`;
}

/** Sends the message about a change, unless it was the last one sent: then the engine ended before it saved the state. */
export async function sendStatusUpdate(
  session: Session,
  operation: OrderOperation,
  args: Pick<SandboxOrder, "to" | "recipient" | "referenceId" | "statusFooter">,
  change: Change,
  body: string | undefined,
): Promise<MessageRecord> {
  const message = toStatusMessage(args, change, body);
  const history = ordersOf(session).outbox.read(orderId(operation));
  return (
    sentLast(history, digestChange(change)) ??
    (await session.runWrite("messages", (deadline) => send(session, operation, { message, history }, deadline)))
  );
}
