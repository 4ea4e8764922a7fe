import type { CallRow, DeliveryRow, RowUpdate, UpdateEvent } from "pulumi-whatsapp-simulator";
import { limits } from "../../src/limits";
import type { ClockState, Content, Fault } from "./content";

interface SubscribedWebhook {
  readonly url: string;
}

/** A short message about the result of an action. */
export interface Notice {
  readonly kind: "info" | "error";
  readonly text: string;
}

export interface AppState {
  readonly connection: "connecting" | "open" | "lost";
  /** In the order of their numbers. */
  readonly calls: readonly CallRow[];
  readonly deliveries: readonly DeliveryRow[];
  /** Undefined until it was read. */
  readonly content: Content | undefined;
  readonly faults: readonly Fault[];
  readonly clock: ClockState | undefined;
  /** Null without a subscription. */
  readonly webhook: SubscribedWebhook | null;
  readonly notice: Notice | undefined;
  /** Payload of the last action of this page that no webhook received. */
  readonly unsentPayload: unknown;
}

/** State of the page. Reports changes at most once per animation frame. */
class AppStore {
  #state: AppState = {
    connection: "connecting",
    calls: [],
    deliveries: [],
    content: undefined,
    faults: [],
    clock: undefined,
    webhook: null,
    notice: undefined,
    unsentPayload: undefined,
  };
  readonly #listeners = new Set<() => void>();
  #isScheduled = false;

  get state(): AppState {
    return this.#state;
  }

  set(changes: Partial<AppState>): void {
    this.#state = { ...this.#state, ...changes };
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      for (const listener of this.#listeners) listener();
    });
  }

  apply({ calls, deliveries }: UpdateEvent): void {
    this.set({
      calls: mergeCalls(this.#state.calls, calls),
      deliveries: mergeDeliveries(this.#state.deliveries, deliveries),
    });
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** Numbers have no gaps, so the number gives the position. A call that left the list does not return. */
export function mergeCalls(known: readonly CallRow[], { isReplaced, rows }: RowUpdate<CallRow>): readonly CallRow[] {
  if (!isReplaced && rows.length === 0) return known;
  const all: (CallRow | undefined)[] = isReplaced ? [] : [...known];
  const first = all[0]?.number ?? Math.min(...rows.map(({ number }) => number));
  for (const row of rows) {
    if (row.number >= first) all[row.number - first] = row;
  }
  return all.filter((row) => row !== undefined).slice(-limits.eventCalls);
}

export function mergeDeliveries(
  known: readonly DeliveryRow[],
  { isReplaced, rows }: RowUpdate<DeliveryRow>,
): readonly DeliveryRow[] {
  if (!isReplaced && rows.length === 0) return known;
  const byId = new Map((isReplaced ? [] : known).map((row) => [row.id, row]));
  rows.forEach((row) => byId.set(row.id, row));
  return [...byId.values()].slice(-limits.eventDeliveries);
}

export const store = new AppStore();
