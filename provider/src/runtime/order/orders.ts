import { MessagesApi } from "../../client/messages";
import type { Warn } from "../diagnostics";
import { perSession } from "../session";
import { Outbox } from "./outbox";

/** Orders of the current process. */
class Orders {
  readonly outbox: Outbox;
  readonly #live = new Set<string>();
  readonly #planned = new Set<string>();
  #isPlanning = false;

  constructor(
    readonly messages: MessagesApi,
    folder: string,
    warn: Warn,
  ) {
    this.outbox = new Outbox(folder, warn);
  }

  /** Starts a deployment: check runs for a deployment, never for a refresh. */
  startPlanning(): void {
    this.#isPlanning = true;
  }
  get isPlanning(): boolean {
    return this.#isPlanning;
  }

  /** Marks the order of a resource that stays: a delete of it in this run concerns an old entry. */
  keep(id: string): void {
    this.#live.add(id);
  }
  isLive(id: string): boolean {
    return this.#live.has(id);
  }

  /** Marks an order that a new resource will send. */
  plan(id: string): void {
    this.#planned.add(id);
  }
  isPlanned(id: string): boolean {
    return this.#planned.has(id);
  }
}

export const ordersOf = perSession(
  (session) => new Orders(new MessagesApi(session.graph), session.settings.orderOutbox, session.warn),
);
