import type { JsonObject } from "../json";
import { heldOrder, payFor, readBy } from "../messages/acts";
import { defaults } from "../seed/defaults";
import type { World } from "../world/world";
import { clickOn } from "./click";
import { Courier, type Subscription } from "./courier";
import { shakeHands } from "./handshake";
import { incomingMessageDecoder, receiveFrom, type IncomingMessage } from "./incoming";
import { checked, clickDecoder, deliverable as deliverableDecoder, deliverOptions, webhookDecoder } from "./read";
import type {
  Click,
  ClickOptions,
  Deliverable,
  DeliverOptions,
  Delivery,
  DeliveryAttempt,
  Told,
  Webhook,
} from "./types";

const unlessGiven = { appSecret: defaults.appSecret, retryAfterMs: [1000, 5000, 30_000], attemptTimeoutMs: 10_000 };

/** Who hears of what people do with ads and messages, and what was told them. */
export class Webhooks {
  readonly #world: World;
  readonly #courier: Courier;
  readonly #closing = new AbortController();
  /** Subscribed at the start, and again by a reset. */
  #first: Subscription | null = null;
  /** Ends when all that was told of messages so far has come, or was given up. */
  #told: Promise<unknown> = Promise.resolve();

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

  /** What has been noted since the last time goes on its way. Without a webhook nobody ever hears of it. */
  tell(): void {
    const { notices } = this.#world.store;
    const noted = notices.all();
    noted.forEach(({ id }) => notices.delete(id));
    void this.#inTurn(noted.map(({ payload }) => payload));
  }

  async settled(): Promise<void> {
    let last: Promise<unknown>;
    do {
      last = this.#told;
      await last;
    } while (last !== this.#told);
  }

  async read(messageId: string): Promise<Told> {
    return this.#toldOf(readBy(this.#world, messageId));
  }

  async pay(referenceId: string, wabaId: string = defaults.wabaId): Promise<Told> {
    return this.#toldOf(payFor(this.#world, heldOrder(this.#world, referenceId, wabaId)));
  }

  async receive(message: IncomingMessage): Promise<Told> {
    const { deliver = this.#courier.subscription !== null, ...incoming } = checked(
      message,
      incomingMessageDecoder,
      "message",
    );
    if (deliver) this.#courier.required();
    const webhook = receiveFrom(this.#world, incoming);
    return deliver ? this.#toldOf(webhook) : { webhook, delivery: null };
  }

  async #toldOf(webhook: JsonObject): Promise<Told> {
    const [delivery = null] = await this.#inTurn([webhook]);
    return { webhook, delivery };
  }

  /** After all that was told before: a message is sent before it is delivered, and delivered before it is read. */
  #inTurn(payloads: readonly JsonObject[]): Promise<readonly Delivery[]> {
    if (payloads.length === 0 || this.#courier.subscription === null) return Promise.resolve([]);
    const told = this.#courier.deliver(payloads, {}, this.#told);
    this.#told = told;
    return told;
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
    this.#told = Promise.resolve();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#courier.close();
    await this.settled();
  }
}
