import { isList } from "../json";
import { getOrThrow } from "../state/store";
import type { SimulatorContext } from "../state/simulator-context";
import { signPayload, tamperWith, type SignedPayload } from "./signed-payload";
import { sendWebhookRequest } from "./webhook-request";
import type { Deliverable, DeliverOptions, Delivery, DeliveryAttempt, Webhook } from "./webhook-types";

/** A webhook with nothing left to default. */
export type Subscription = Required<Webhook>;

/** What was sent since the start or the last reset. What is still on its way then writes into the old ones. */
interface DeliveryLog {
  readonly parcels: Map<string, SignedPayload>;
  readonly attempts: DeliveryAttempt[];
}

function createDeliveryLog(): DeliveryLog {
  return { parcels: new Map(), attempts: [] };
}

interface Journey {
  readonly subscription: Subscription;
  readonly records: DeliveryLog;
  /** Ends with the subscription. */
  readonly signal: AbortSignal;
}

/** One parcel on its way. */
interface Trip extends Journey {
  readonly id: string;
  readonly parcel: SignedPayload;
}

/** Takes payloads to the subscribed webhook, as often as that needs. */
export class WebhookDispatcher {
  readonly #context: SimulatorContext;
  readonly #underWay = new Set<Promise<Delivery>>();
  #subscription: Subscription | null = null;
  #ending = new AbortController();
  #records = createDeliveryLog();

  constructor(context: SimulatorContext) {
    this.#context = context;
  }

  get subscription(): Subscription | null {
    return this.#subscription;
  }

  required(): Subscription {
    if (this.#subscription !== null) return this.#subscription;
    throw new Error("no webhook is subscribed: set one, with its url and verifyToken, before anything is delivered");
  }

  attempts(): readonly DeliveryAttempt[] {
    return [...this.#records.attempts];
  }

  /** In place of what was subscribed, whose deliveries end; null takes it away. */
  subscribe(subscription: Subscription | null): void {
    this.#ending.abort();
    this.#ending = new AbortController();
    this.#subscription = subscription;
  }

  /** One after the other, and after what is given; resolves when the last is delivered, given up or ended. */
  async deliver(
    deliverable: Deliverable,
    options: DeliverOptions,
    after?: Promise<unknown>,
  ): Promise<readonly Delivery[]> {
    const subscription = this.required();
    const journey: Journey = { subscription, records: this.#records, signal: this.#ending.signal };
    if (after !== undefined) await after;
    const { appSecret = subscription.appSecret, times = 1, tamper = false } = options;
    const deliveries: Delivery[] = [];
    for (const parcel of this.#parcels(deliverable, appSecret)) {
      for (let time = 0; time < times; time += 1) {
        deliveries.push(await this.#begin(tamper ? tamperWith(parcel) : parcel, journey));
      }
    }
    return deliveries;
  }

  reset(subscription: Subscription | null): void {
    this.subscribe(subscription);
    this.#records = createDeliveryLog();
  }

  /** Nothing is on its way afterwards. */
  async close(): Promise<void> {
    this.subscribe(null);
    await Promise.all(this.#underWay);
  }

  #parcels(deliverable: Deliverable, appSecret: string): readonly SignedPayload[] {
    if (isList(deliverable)) return deliverable.map((payload) => signPayload(payload, appSecret));
    const { replay } = deliverable;
    return typeof replay === "string"
      ? [getOrThrow(this.#records.parcels.get(replay), "delivery", replay)]
      : [signPayload(deliverable, appSecret)];
  }

  #begin(parcel: SignedPayload, journey: Journey): Promise<Delivery> {
    const { parcels } = journey.records;
    const id = `delivery-${parcels.size + 1}`;
    parcels.set(id, parcel);
    const delivery = this.#carry({ ...journey, id, parcel });
    this.#underWay.add(delivery);
    return delivery.finally(() => this.#underWay.delete(delivery));
  }

  async #carry(trip: Trip): Promise<Delivery> {
    const { id, signal, subscription } = trip;
    const isOver = (): boolean => signal.aborted;
    let attempts = 0;
    let status: number | null = null;
    while (!isOver()) {
      attempts += 1;
      status = await this.#attempt(trip, attempts);
      if (status !== null && status >= 200 && status <= 299) return { id, attempts, status, outcome: "delivered" };
      if (isOver()) break;
      const waitMs = subscription.retryAfterMs[attempts - 1];
      if (waitMs === undefined) return { id, attempts, status, outcome: "given-up" };
      await this.#context.clock.sleep(waitMs, signal);
    }
    return { id, attempts, status, outcome: "ended" };
  }

  /** The status that came back; null when none did. */
  async #attempt({ id, parcel, subscription, records, signal }: Trip, attempt: number): Promise<number | null> {
    const record = { deliveryId: id, attempt, messageIds: parcel.messageIds, sentAtMs: this.#context.clock.nowMs() };
    const headers = { "content-type": "application/json", "x-hub-signature-256": parcel.signature };
    const timeoutMs = subscription.attemptTimeoutMs;
    const order = { method: "POST", headers, body: parcel.bytes, timeoutMs, signal } as const;
    const { status, failure } = await sendWebhookRequest(new URL(subscription.url), order);
    records.attempts.push({ ...record, status, failure });
    return status;
  }
}
