import { describeFailure } from "../../schema/failures";
import { nextOrderStatuses, transitionProblem } from "../../schema/order/status";
import { couldNot, type OrderDeed } from "../deed";
import { UserError } from "../user-error";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { recipientFailures } from "./check";
import { statusChangesOf } from "./status-change";
import { requireCurrent, unknownOutcome } from "./send";
import { orderId, parseOrderId, requireSent } from "./state";
import { sendStatusUpdate } from "./update";

/** Sends nothing, unless `cancelOnDelete` says so: then one message that cancels, where the rules allow it. */
export async function remove(session: Session, id: string, props: Properties): Promise<void> {
  const deed = { resource: "order", verb: "cancel", ...parseOrderId(id) } as const;
  if (props["cancelOnDelete"] !== true) return;
  // As after a replacement that an engine forced.
  if (session.orders.isLive(orderId(deed))) {
    session.warn(`order ${id}: another resource of this run has it, so it is not canceled.`);
    return;
  }
  const sent = requireSent(props, deed);
  const { status, payment } = statusChangesOf(sent);
  if (nextOrderStatuses[status].length === 0) return;
  requireCurrent(session, deed, sent.record, canceled);
  const problem = transitionProblem({ status, payment: payment?.status }, "canceled");
  const reasons = [
    ...(problem === undefined ? [] : [problem]),
    ...recipientFailures(session, { to: sent.to, recipient: sent.recipient }).map(describeFailure),
  ];
  if (reasons.length > 0) throw refused(deed, reasons);
  const { referenceId } = deed;
  const told = await sendStatusUpdate(
    session,
    { ...deed, verb: "send", message: "order_status" },
    { ...sent, referenceId },
    canceled,
    sent.cancelBody,
  );
  if (told.outcome === "accepted") return;
  const lost = unknownOutcome({ ...deed, message: "order_status" }, told);
  if (told.isNew) throw new UserError(`${lost} The next run removes the order from the state.`);
  session.warn(`order ${id}: ${lost}`);
}

const canceled = { order: { status: "canceled" } } as const;

function refused(deed: OrderDeed, reasons: readonly string[]): UserError {
  return new UserError(
    `${couldNot(deed)} ${reasons.join(". ")}. Nothing was sent. ` +
      "Set cancelOnDelete: false and run `pulumi up` before it is deleted, or use retainOnDelete: the order itself stays in either case.",
  );
}
