import type { Attempt } from "../../runtime/order/outbox-records";
import type { OrderStatus, PaymentStatus, OrderState } from "../../schema/order/status";

/** The person's current statuses, according to the outbox. */
export interface RecordedStatuses {
  /** Undefined if no message with a status is recorded. */
  readonly status: OrderStatus | undefined;
  readonly payment: PaymentStatus | undefined;
  /** False if an `order_status` is recorded without its status, as earlier versions did. */
  readonly isComplete: boolean;
}

/** Derives the current statuses from the messages of an order, first to last. */
export function foldStatuses(attempts: readonly Attempt[]): RecordedStatuses {
  let recorded: RecordedStatuses = { status: undefined, payment: undefined, isComplete: true };
  for (const { kind, status, payment } of attempts) {
    if (kind === "order_details") {
      recorded = { status: "pending", payment: undefined, isComplete: true };
    } else if (status === undefined && payment === undefined) {
      recorded = { ...recorded, isComplete: false };
    } else {
      recorded = {
        status: status ?? recorded.status,
        payment: payment ?? recorded.payment,
        isComplete: status !== undefined || recorded.isComplete,
      };
    }
  }
  return recorded;
}

/** Returns the state for a transition check. An order without a recorded status counts as pending, which any status can follow. */
export function toOrderState({ status = "pending", payment }: RecordedStatuses): OrderState {
  return { status, payment };
}

/** Describes contradictions to the outbox that do not prevent the send. */
export function describeContradictions(
  { status: recorded }: RecordedStatuses,
  {
    currentState,
    next,
    stateFlag,
  }: {
    readonly currentState: OrderState | undefined;
    readonly next: OrderStatus | undefined;
    readonly stateFlag: string;
  },
): string[] {
  if (recorded === undefined) return [];
  return [
    ...(currentState === undefined || currentState.status === recorded
      ? []
      : [`the last status in the outbox is "${recorded}"; using ${stateFlag} ${currentState.status}`]),
    ...(next === recorded
      ? [`the last status in the outbox is "${recorded}" too; Meta does not document the effect of a repeated status`]
      : []),
  ];
}
