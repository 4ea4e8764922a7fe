import type { Failure } from "../../schema/failures";
import type { SandboxOrder } from "../../schema/order/sandbox";
import { transitionProblem, type OrderStatus, type PaymentStatus } from "../../schema/order/status";
import type { OrderStatusUpdate } from "../../schema/order/status-message";

/** The statuses that a person receives after the order. */
export interface StatusChanges {
  readonly status: OrderStatus;
  readonly description: string | undefined;
  readonly payment: { readonly status: PaymentStatus; readonly timestamp?: number | undefined } | undefined;
}

export function statusChangesOf({
  status = "pending",
  statusDescription: description,
  payment,
}: Pick<SandboxOrder, "status" | "statusDescription" | "payment">): StatusChanges {
  return {
    status,
    description,
    payment,
  };
}

/** The content of the one message about a change; empty if there is nothing to send. */
export type Change = Pick<OrderStatusUpdate, "order" | "payment">;

export function changeBetween(before: StatusChanges, after: StatusChanges): Change {
  const { status, description, payment } = after;
  const isOrder = before.status !== status || before.description !== description;
  const isPayment = before.payment?.status !== payment?.status || before.payment?.timestamp !== payment?.timestamp;
  return {
    ...(isOrder ? { order: { status, ...(description === undefined ? {} : { description }) } } : {}),
    ...(isPayment && payment !== undefined ? { payment } : {}),
  };
}

/** Lists the statuses that cannot follow those that were sent, all at once. */
export function forbiddenBetween(before: StatusChanges, after: StatusChanges): Failure[] {
  const isOrder = changeBetween(before, after).order !== undefined;
  const sent = { status: before.status, payment: before.payment?.status };
  const problem = isOrder ? transitionProblem(sent, after.status) : undefined;
  return [
    ...(problem === undefined ? [] : [{ path: "status", reason: problem }]),
    ...(before.payment !== undefined && after.payment === undefined
      ? [
          {
            path: "payment",
            reason: `payment status "${before.payment.status}" was already sent and cannot be removed; keep it or set another status`,
          },
        ]
      : []),
  ];
}

/** True if the same status is sent again. Meta does not document what it does with it. */
export function isRepeated(before: StatusChanges, after: StatusChanges): boolean {
  return before.status === after.status && changeBetween(before, after).order !== undefined;
}

const orderWords: Readonly<Record<OrderStatus, string>> = {
  pending: "pendente",
  processing: "em preparação",
  partially_shipped: "enviado em parte",
  shipped: "enviado",
  completed: "concluído",
  canceled: "cancelado",
};

const paymentWords: Readonly<Record<PaymentStatus, string>> = {
  pending: "pagamento pendente",
  captured: "pagamento confirmado",
  failed: "pagamento não aprovado",
};

/** `Pedido order-1001: em preparação, pagamento confirmado.` */
function plainBody(referenceId: string, { order, payment }: Change): string {
  const parts = [
    ...(order === undefined ? [] : [orderWords[order.status]]),
    ...(payment === undefined ? [] : [paymentWords[payment.status]]),
  ];
  return `Pedido ${referenceId}: ${parts.join(", ")}.`;
}

/** Builds the message about a change. */
export function toStatusMessage(
  {
    to,
    recipient,
    referenceId,
    statusFooter: footer,
  }: Pick<SandboxOrder, "to" | "recipient" | "referenceId" | "statusFooter">,
  change: Change,
  body = plainBody(referenceId, change),
): OrderStatusUpdate {
  return { kind: "order_status", to, recipient, body, footer, referenceId, ...change };
}
