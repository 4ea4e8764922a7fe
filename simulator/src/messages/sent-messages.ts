import type { Interactive, StoredMessage, SentTemplate, OrderStatus, PaymentStatus } from "../state/orders";
import type { SimulatorContext } from "../state/simulator-context";

export interface OrderRow {
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly referenceId: string;
  readonly recipient: string;
  readonly status: OrderStatus;
  /** Null before the first payment status. */
  readonly payment: PaymentStatus | null;
  readonly description: string | null;
  /** Minor units: BRL 12.34 is 1234. */
  readonly total: bigint;
  /** Ids of accepted messages about the order that did not fail, in order. */
  readonly messageIds: readonly string[];
}

export interface MessageRow {
  readonly id: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly recipient: string;
  readonly referenceId: string;
  /** Message as sent; integers are bigints. For a template, with the parameters filled in. */
  readonly interactive: Interactive;
  /** Template of the message; null for an interactive message. */
  readonly template: SentTemplate | null;
  /** `biz_opaque_callback_data`. */
  readonly callbackData: string | null;
  readonly status: StoredMessage["status"];
  /** 2040, 2046, 2047 or 131047 for a failed message; otherwise null. */
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
