import type { Failure } from "../../schema/failures";
import type { SandboxOrder } from "../../schema/order/sandbox";
import { transitionProblem, type OrderStatus, type PaymentStatus } from "../../schema/order/status";
import type { OrderStatusUpdate } from "../../schema/order/status-message";

/** What a person is told of an order after it was sent. */
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

/** What the one message about a change says; empty when nothing is to be said. */
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

/** What can not be told after what was told, everything at once. */
export function forbiddenBetween(before: StatusChanges, after: StatusChanges): Failure[] {
  const isOrder = changeBetween(before, after).order !== undefined;
  const told = { status: before.status, payment: before.payment?.status };
  const problem = isOrder ? transitionProblem(told, after.status) : undefined;
  return [
    ...(problem === undefined ? [] : [{ path: "status", reason: problem }]),
    ...(before.payment !== undefined && after.payment === undefined
      ? [
          {
            path: "payment",
            reason: `"${before.payment.status}" was told and can not be taken back; say it, or another`,
          },
        ]
      : []),
  ];
}

/** Meta does not say what it makes of the same status again. */
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
  const said = [
    ...(order === undefined ? [] : [orderWords[order.status]]),
    ...(payment === undefined ? [] : [paymentWords[payment.status]]),
  ];
  return `Pedido ${referenceId}: ${said.join(", ")}.`;
}

/** The message that tells a change. */
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
