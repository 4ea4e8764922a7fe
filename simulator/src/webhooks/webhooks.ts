import { defaults } from "../seed/defaults";
import type { World } from "../world/world";
import { clickOn } from "./click";
import { Courier, type Subscription } from "./courier";
import { shakeHands } from "./handshake";
import { checked, clickDecoder, deliverable as deliverableDecoder, deliverOptions, webhookDecoder } from "./read";
import type { Click, ClickOptions, Deliverable, DeliverOptions, Delivery, DeliveryAttempt, Webhook } from "./types";

const unlessGiven = { appSecret: defaults.appSecret, retryAfterMs: [1000, 5000, 30_000], attemptTimeoutMs: 10_000 };

/** Who hears of what people do with ads, and what was told them. */
export class Webhooks {
  readonly #world: World;
  readonly #courier: Courier;
  readonly #closing = new AbortController();
  /** Subscribed at the start, and again by a reset. */
  #first: Subscription | null = null;

  constructor(world: World) {
    this.#world = world;
    this.#courier = new Courier(world);
  }

  async start(webhook: Webhook | undefined): Promise<void> {
    if (webhook === undefined) return;
    await this.set(webhook);
    this.#first = this.#courier.subscription;
  }

  /** When the handshake fails, what was subscribed before stays. */
  async set(webhook: Webhook | null): Promise<void> {
    if (webhook === null) {
      this.#courier.subscribe(null);
      return;
    }
    const wanted = { ...unlessGiven, ...checked(webhook, webhookDecoder, "webhook") };
    await shakeHands(wanted, this.#world.ids.next("challenge"), this.#closing.signal);
    if (!this.#closing.signal.aborted) this.#courier.subscribe(wanted);
  }

  async click(adId: string, options: ClickOptions = {}): Promise<Click> {
    const { deliver = this.#courier.subscription !== null, ...told } = checked(options, clickDecoder, "options");
    if (deliver) this.#courier.required();
    const click = clickOn(this.#world, adId, told);
    const [delivery = null] = deliver ? await this.#courier.deliver(click.webhook, {}) : [];
    return { ...click, delivery };
  }

  async deliver(what: Deliverable, options: DeliverOptions = {}): Promise<readonly Delivery[]> {
    const payloads = checked(what, deliverableDecoder, "payload");
    return this.#courier.deliver(payloads, checked(options, deliverOptions, "options"));
  }

  /** What is subscribed, without its secrets. */
  subscribed(): Pick<Webhook, "url" | "retryAfterMs" | "attemptTimeoutMs"> | null {
    if (this.#courier.subscription === null) return null;
    const { verifyToken: _token, appSecret: _secret, ...told } = this.#courier.subscription;
    return told;
  }

  deliveries(): readonly DeliveryAttempt[] {
    return this.#courier.attempts();
  }

  reset(): void {
    this.#courier.reset(this.#first);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#courier.close();
  }
}
