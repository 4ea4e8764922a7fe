import { isList, type JsonObject } from "../json";
import { checkValue } from "../parse-value";
import { defaults } from "../seed/defaults";
import type { SimulatorContext } from "../state/simulator-context";
import { getOrThrow } from "../state/store";
import { verifyEndpoint } from "./handshake";
import { signPayload, corruptPayload, type SignedPayload } from "./signed-payload";
import { sendWebhookRequest } from "./webhook-request";
import { webhookSchema } from "./webhook-schemas";
import type {
  Deliverable,
  DeliverOptions,
  Delivery,
  DeliveryAttempt,
  DeliveryRow,
  SubscribedWebhook,
  Subscription,
  Webhook,
} from "./webhook-types";

const subscriptionDefaults = {
  appSecret: defaults.appSecret,
  retryAfterMs: [1000, 5000, 30_000],
  attemptTimeoutMs: 10_000,
};

/** Payloads and attempts since the start or the last reset. Deliveries in progress during a reset write to the old log. */
interface DeliveryLog {
  readonly payloads: Map<string, SignedPayload>;
  readonly attempts: DeliveryAttempt[];
  readonly rows: Map<string, DeliveryRow>;
}

function createDeliveryLog(): DeliveryLog {
  return { payloads: new Map(), attempts: [], rows: new Map() };
}

/** Destination of a delivery, fixed when it is requested. */
interface Target {
  readonly subscription: Subscription;
  readonly log: DeliveryLog;
  /** Aborts when the subscription ends. */
  readonly signal: AbortSignal;
}

interface DeliveryJob extends Target {
  readonly id: string;
  readonly payload: SignedPayload;
}

/** Delivers signed payloads to the subscribed webhook, with retries. */
export class WebhookDispatcher {
  readonly #context: SimulatorContext;
  readonly #pending = new Set<Promise<Delivery>>();
  readonly #closing = new AbortController();
  /** The subscription of the start, restored by a reset. */
  #initialSubscription: Subscription | null = null;
  #subscription: Subscription | null = null;
  #subscriptionEnded = new AbortController();
  #log = createDeliveryLog();
  /** The last ordered delivery; the next one waits for it. */
  #lastInOrder: Promise<unknown> = Promise.resolve();

  constructor(context: SimulatorContext) {
    this.#context = context;
  }

  get isSubscribed(): boolean {
    return this.#subscription !== null;
  }

  /** Throws if no webhook is subscribed. */
  requireSubscription(): Subscription {
    if (this.#subscription !== null) return this.#subscription;
    throw new Error("no webhook is subscribed: set one, with its url and verifyToken, before anything is delivered");
  }

  describeSubscription(): SubscribedWebhook | null {
    if (this.#subscription === null) return null;
    const { verifyToken: _token, appSecret: _secret, ...rest } = this.#subscription;
    return rest;
  }

  async start(webhook: Webhook | undefined): Promise<void> {
    if (webhook === undefined) return;
    await this.subscribe(webhook);
    this.#initialSubscription = this.#subscription;
  }

  /** Replaces the subscription and ends its deliveries; null removes it. Keeps the previous one if the handshake fails. */
  async subscribe(webhook: Webhook | null): Promise<void> {
    if (webhook === null) {
      this.#replaceSubscription(null);
      return;
    }
    const subscription = { ...subscriptionDefaults, ...checkValue(webhook, webhookSchema, "webhook") };
    await verifyEndpoint(subscription, this.#context.ids.next("challenge"), this.#closing.signal);
    if (!this.#closing.signal.aborted) this.#replaceSubscription(subscription);
  }

  #replaceSubscription(subscription: Subscription | null): void {
    this.#subscriptionEnded.abort();
    this.#subscriptionEnded = new AbortController();
    this.#subscription = subscription;
    this.#context.changes.publish("webhook");
  }

  /** Returns the subscription with its secrets. */
  save(): Subscription | null {
    return this.#subscription;
  }

  /** Restores a subscription without a handshake: its receiver may start later. */
  load(subscription: Subscription | null): void {
    this.#replaceSubscription(subscription);
  }

  attempts(): readonly DeliveryAttempt[] {
    return [...this.#log.attempts];
  }

  /** Returns a delivery; undefined if there is none. */
  row(id: string): DeliveryRow | undefined {
    return this.#log.rows.get(id);
  }

  /** Delivers payloads one after another, after `previous`. Resolves when the last is delivered, given up or ended. */
  async deliver(
    deliverable: Deliverable,
    options: DeliverOptions,
    previous?: Promise<unknown>,
  ): Promise<readonly Delivery[]> {
    const subscription = this.requireSubscription();
    const target: Target = { subscription, log: this.#log, signal: this.#subscriptionEnded.signal };
    if (previous !== undefined) await previous;
    const { appSecret = subscription.appSecret, times = 1, tamper = false } = options;
    const deliveries: Delivery[] = [];
    for (const payload of this.#signPayloads(deliverable, appSecret)) {
      for (let time = 0; time < times; time += 1) {
        deliveries.push(await this.#startDelivery(tamper ? corruptPayload(payload) : payload, target));
      }
    }
    return deliveries;
  }

  /** Delivers after all ordered deliveries before: a message is sent before it is delivered, and delivered before it is read. */
  deliverInOrder(payloads: readonly JsonObject[]): Promise<readonly Delivery[]> {
    if (payloads.length === 0 || this.#subscription === null) return Promise.resolve([]);
    const delivered = this.deliver(payloads, {}, this.#lastInOrder);
    this.#lastInOrder = delivered;
    return delivered;
  }

  /** Starts the delivery of queued notices without waiting for it. Without a webhook, discards them. */
  deliverNotices(): void {
    const { notices } = this.#context.store;
    const queued = notices.all();
    queued.forEach(({ id }) => notices.delete(id));
    void this.deliverInOrder(queued.map(({ payload }) => payload));
  }

  /** Resolves when no ordered delivery is in progress. */
  async waitUntilIdle(): Promise<void> {
    let last: Promise<unknown>;
    do {
      last = this.#lastInOrder;
      await last;
    } while (last !== this.#lastInOrder);
  }

  reset(): void {
    this.#replaceSubscription(this.#initialSubscription);
    this.#log = createDeliveryLog();
    this.#lastInOrder = Promise.resolve();
    this.#context.changes.publish("deliveries");
  }

  /** Resolves when no delivery is in progress. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#replaceSubscription(null);
    await Promise.all(this.#pending);
    await this.waitUntilIdle();
  }

  #signPayloads(deliverable: Deliverable, appSecret: string): readonly SignedPayload[] {
    if (isList(deliverable)) return deliverable.map((payload) => signPayload(payload, appSecret));
    const { replay } = deliverable;
    return typeof replay === "string"
      ? [getOrThrow(this.#log.payloads.get(replay), "delivery", replay)]
      : [signPayload(deliverable, appSecret)];
  }

  #startDelivery(payload: SignedPayload, target: Target): Promise<Delivery> {
    const { payloads } = target.log;
    const id = `delivery-${payloads.size + 1}`;
    payloads.set(id, payload);
    const [{ signature, bytes }, { url }] = [payload, target.subscription];
    const start = { outcome: "pending", attempts: [], startedAtMs: this.#context.clock.nowMs() } as const;
    this.#putRow(target.log, { id, url, payload: bytes.toString("utf8"), signature, ...start });
    const delivery = this.#dispatch({ ...target, id, payload });
    this.#pending.add(delivery);
    void delivery.then(({ outcome }) => this.#changeRow(target.log, id, (row) => ({ ...row, outcome })));
    return delivery.finally(() => this.#pending.delete(delivery));
  }

  async #dispatch(job: DeliveryJob): Promise<Delivery> {
    const { id, signal, subscription } = job;
    const isEnded = (): boolean => signal.aborted;
    let attempts = 0;
    let status: number | null = null;
    while (!isEnded()) {
      attempts += 1;
      status = await this.#attempt(job, attempts);
      if (status !== null && status >= 200 && status <= 299) return { id, attempts, status, outcome: "delivered" };
      if (isEnded()) break;
      const waitMs = subscription.retryAfterMs[attempts - 1];
      if (waitMs === undefined) return { id, attempts, status, outcome: "given-up" };
      await this.#context.clock.sleep(waitMs, signal);
    }
    return { id, attempts, status, outcome: "ended" };
  }

  /** Returns the HTTP status, or null without a response. */
  async #attempt({ id, payload, subscription, log, signal }: DeliveryJob, attempt: number): Promise<number | null> {
    const record = { deliveryId: id, attempt, messageIds: payload.messageIds, sentAtMs: this.#context.clock.nowMs() };
    const headers = { "content-type": "application/json", "x-hub-signature-256": payload.signature };
    const timeoutMs = subscription.attemptTimeoutMs;
    const request = { method: "POST", headers, body: payload.bytes, timeoutMs, signal } as const;
    const answer = await sendWebhookRequest(new URL(subscription.url), request);
    const { status, failure } = answer;
    const done: DeliveryAttempt = { ...record, status, failure, response: answer.status === null ? null : answer.text };
    log.attempts.push(done);
    this.#changeRow(log, id, (row) => ({ ...row, attempts: [...row.attempts, done] }));
    return status;
  }

  #changeRow(log: DeliveryLog, id: string, change: (row: DeliveryRow) => DeliveryRow): void {
    const row = log.rows.get(id);
    if (row !== undefined) this.#putRow(log, change(row));
  }

  #putRow(log: DeliveryLog, row: DeliveryRow): void {
    log.rows.set(row.id, row);
    if (log === this.#log) this.#context.changes.publish("deliveries", row.id);
  }
}
