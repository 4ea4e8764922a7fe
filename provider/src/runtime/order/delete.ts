import { orderHeadline, type OrderOperation } from "./order-context";
import { ordersOf } from "./orders";
import { describeFailure } from "../../schema/failures";
import { nextOrderStatuses, transitionProblem } from "../../schema/order/status";
import { UserError } from "../user-error";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { recipientFailures } from "./check";
import { statusChangesOf } from "./status-change";
import { requireCurrent, unknownOutcome } from "./send";
import { orderId, parseOrderId, requireSent } from "./state";
import { sendStatusUpdate } from "./update";

/** Sends nothing unless `cancelOnDelete` is true: then one message that cancels the order, if the rules allow it. */
export async function remove(session: Session, id: string, props: Properties): Promise<void> {
  const operation = { verb: "cancel", ...parseOrderId(id) } as const;
  if (props["cancelOnDelete"] !== true) return;
  // After a replacement that the engine forced.
  if (ordersOf(session).isLive(orderId(operation))) {
    session.warn(`order ${id}: another resource of this run has it, so it is not canceled.`);
    return;
  }
  const sent = requireSent(props, operation);
  const { status, payment } = statusChangesOf(sent);
  if (nextOrderStatuses[status].length === 0) return;
  requireCurrent(session, operation, sent.record, canceled);
  const problem = transitionProblem({ status, payment: payment?.status }, "canceled");
  const reasons = [
    ...(problem === undefined ? [] : [problem]),
    ...recipientFailures(session, { to: sent.to, recipient: sent.recipient }).map(describeFailure),
  ];
  if (reasons.length > 0) throw rejectionError(operation, reasons);
  const { referenceId } = operation;
  const result = await sendStatusUpdate(
    session,
    { ...operation, verb: "send", message: "order_status" },
    { ...sent, referenceId },
    canceled,
    sent.cancelBody,
  );
  if (result.outcome === "accepted") return;
  const lost = unknownOutcome({ ...operation, message: "order_status" }, result);
  if (result.isNew) throw new UserError(`${lost} The next run removes the order from the state.`);
  session.warn(`order ${id}: ${lost}`);
}

const canceled = { order: { status: "canceled" } } as const;

function rejectionError(operation: OrderOperation, reasons: readonly string[]): UserError {
  return new UserError(
    `${orderHeadline(operation)} ${reasons.join(". ")}. Nothing was sent. ` +
      "Set cancelOnDelete: false and run `pulumi up` before it is deleted, or use retainOnDelete: the order itself stays in either case.",
  );
}
