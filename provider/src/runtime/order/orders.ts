import { MessagesApi } from "../../client/messages";
import type { Warn } from "../diagnostics";
import { perSession } from "../session";
import { Outbox } from "./outbox";

/** The orders that a process works with. */
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

  /** Check is called for a deployment and never for a refresh. */
  startPlanning(): void {
    this.#isPlanning = true;
  }
  get isPlanning(): boolean {
    return this.#isPlanning;
  }

  /** Notes that a resource that stays has this order: a delete of it in this run is about an old entry. */
  keep(id: string): void {
    this.#live.add(id);
  }
  isLive(id: string): boolean {
    return this.#live.has(id);
  }

  /** Notes that a new resource is about to send the order. */
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
