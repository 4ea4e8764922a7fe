import { detailsIn, type SandboxOrder } from "../../schema/order/sandbox";
import type { OrderDeed } from "../deed";
import { PartialFailure } from "../user-error";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { requireValidOrder } from "./check";
import { refuseForbidden } from "./diff";
import { changeBetween, statusChangesOf, toStatusMessage, type Change } from "./status-change";
import { guidanceFor, requireCurrent, send, sentLast, unknownOutcome, type MessageRecord } from "./send";
import { digestChange } from "./sending";
import { orderId, outputsOf, parseOrderId, requireSent, type SentRecord } from "./state";

/** Tells the person what is new, in one message. What only later messages or a delete need changes without a call. */
export async function update(
  session: Session,
  id: string,
  olds: Properties,
  news: Properties,
): Promise<{ readonly outs: Properties }> {
  const deed = { resource: "order", verb: "send", message: "order_status", ...parseOrderId(id) } as const;
  const args = requireValidOrder(session, news, false);
  const sent = requireSent(olds, deed);
  session.orders.keep(orderId(deed));
  const [before, after] = [statusChangesOf(sent), statusChangesOf(args)];
  const change = changeBetween(before, after);
  requireCurrent(session, { ...deed, verb: "change" }, sent.record, change);
  refuseForbidden({ ...deed, verb: "change" }, { olds, news, before, after });
  const outsWith = (record: SentRecord): Properties => outputsOf(news, detailsIn(args).totalAmount, record);
  if (change.order === undefined && change.payment === undefined) {
    if (sent.record.outcome === "unknown") session.warn(stillUnknown(id, sent.record));
    return { outs: outsWith(sent.record) };
  }
  const told = await sendStatusUpdate(session, deed, args, change, args.statusBody);
  const { outcome, correlationId, messageId: lastStatusMessageId } = told;
  const outs = outsWith({ messageId: sent.record.messageId, outcome, correlationId, lastStatusMessageId });
  if (told.outcome === "accepted") return { outs };
  if (!told.isNew) {
    session.warn(`order ${id}: ${unknownOutcome(deed, told)}`);
    return { outs };
  }
  const next =
    "The state holds what it says as told; to say it again all the same, use `pulumi-whatsapp orders status`.";
  throw new PartialFailure(id, outs, `${unknownOutcome(deed, told)} ${next}`);
}

function stillUnknown(id: string, { correlationId }: SentRecord): string {
  return `order ${id}: the outcome of its last message is still unknown here, and nothing is sent again: ${guidanceFor(correlationId)}.`;
}

/** Sends the message about a change, unless it was the last one that was sent: then an engine died before it could save that. */
export async function sendStatusUpdate(
  session: Session,
  deed: OrderDeed,
  args: Pick<SandboxOrder, "to" | "recipient" | "referenceId" | "statusFooter">,
  change: Change,
  body: string | undefined,
): Promise<MessageRecord> {
  const message = toStatusMessage(args, change, body);
  const history = session.orders.outbox.read(orderId(deed));
  return (
    sentLast(history, digestChange(change)) ??
    (await session.runWrite((deadline) => send(session, deed, { message, history }, deadline)))
  );
}
