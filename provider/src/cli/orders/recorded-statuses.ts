import type { Attempt } from "../../runtime/order/outbox-records";
import type { OrderStatus, PaymentStatus, OrderState } from "../../schema/order/status";

/** The statuses that the person has, as far as the outbox records them. */
export interface RecordedStatuses {
  /** Undefined if no message with a status is recorded. */
  readonly status: OrderStatus | undefined;
  readonly payment: PaymentStatus | undefined;
  /** False if an `order_status` is recorded without its status, as earlier versions did. */
  readonly isComplete: boolean;
}

/** Adds up the messages of an order, first to last. */
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

/** The statuses that a next one is compared with. An order without a recorded status may go anywhere, as a pending one may. */
export function toOrderState({ status = "pending", payment }: RecordedStatuses): OrderState {
  return { status, payment };
}

/** Describes what is sent although the outbox makes it doubtful. */
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
      : [`the last status in the outbox is "${recorded}"; going by ${stateFlag} ${currentState.status}`]),
    ...(next === recorded
      ? [`the last status in the outbox is "${recorded}" too; Meta does not say what it makes of the same status again`]
      : []),
  ];
}
