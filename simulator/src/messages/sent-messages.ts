import type { Interactive, Message, SentTemplate, OrderStatus, PaymentStatus } from "../state/orders";
import type { SimulatorContext } from "../state/simulator-context";

export interface OrderRow {
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly referenceId: string;
  readonly recipient: string;
  readonly status: OrderStatus;
  /** Null before anybody has told. */
  readonly payment: PaymentStatus | null;
  readonly description: string | null;
  /** Minor units: BRL 12.34 is 1234. */
  readonly total: bigint;
  /** The messages that were taken for it and did not fail, in order. */
  readonly messageIds: readonly string[];
}

export interface MessageRow {
  readonly id: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly recipient: string;
  readonly referenceId: string;
  /** As it was sent; integers are bigints. Of a template, what the person gets: its texts with the parameters filled in. */
  readonly interactive: Interactive;
  /** The template that carried it, as it was sent; null for a message of the type interactive. */
  readonly template: SentTemplate | null;
  /** `biz_opaque_callback_data`. */
  readonly callbackData: string | null;
  readonly status: Message["status"];
  /** 2040, 2046, 2047 or 131047 where it failed. */
  readonly errorCode: number | null;
  /** Simulator's clock, milliseconds. */
  readonly sentAtMs: number;
}

export function listOrders({ store }: SimulatorContext): readonly OrderRow[] {
  return store.orders.all().map((order) => {
    const { id: _id, details, template: _template, ...row } = order;
    return { ...row, total: details.action.parameters.total_amount.value };
  });
}

export function listMessages({ store }: SimulatorContext): readonly MessageRow[] {
  return store.messages.all().map((row) => ({ ...row, referenceId: row.interactive.action.parameters.reference_id }));
}
