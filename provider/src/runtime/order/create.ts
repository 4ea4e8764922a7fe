import { orderHeadline } from "./order-context";
import { ordersOf } from "./orders";
import { detailsIn } from "../../schema/order/sandbox";
import { UserError, PartialFailure } from "../user-error";
import type { Created, Properties } from "../properties";
import type { Session } from "../session";
import { describeSent } from "./already";
import { requireValidOrder } from "./check";
import { send, unknownOutcome } from "./send";
import { orderId, outputsOf } from "./state";

/** Sends the order once. A message that may have arrived is recorded in outbox and state, and never sent again. */
export async function create(session: Session, inputs: Properties): Promise<Created> {
  const args = requireValidOrder(session, inputs, true);
  const { phoneNumberId, referenceId } = args;
  const operation = { verb: "send", message: "order_details", phoneNumberId, referenceId } as const;
  const id = orderId(operation);
  const message = detailsIn(args);
  const { outbox } = ordersOf(session);
  const sent = await session.runWrite("messages", (deadline) => {
    const history = outbox.read(id);
    const problem = describeSent(history.attempts, outbox.fileOf(id));
    if (problem !== undefined) throw new UserError(`${orderHeadline(operation)} referenceId: ${problem}.`);
    return send(session, operation, { message, history }, deadline);
  });
  ordersOf(session).keep(id);
  const { outcome, correlationId, messageId } = sent;
  const outs = outputsOf(inputs, message.totalAmount, { outcome, correlationId, messageId });
  if (sent.outcome === "unknown") {
    const next = 'The state records the order with the outcome "unknown"; the next `pulumi up` sends nothing.';
    throw new PartialFailure(id, outs, `${unknownOutcome(operation, sent)} ${next}`);
  }
  return { id, outs };
}
