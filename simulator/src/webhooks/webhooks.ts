import type { JsonObject } from "../json";
import { getOrder, payOrder, markAsRead } from "./recipient-actions";
import { defaults } from "../seed/defaults";
import type { SimulatorContext } from "../state/simulator-context";
import { clickAd } from "./click";
import type { PersonMessagePayloads } from "./payload";
import { WebhookDispatcher, type Subscription } from "./webhook-dispatcher";
import { verifyEndpoint } from "./handshake";
import {
  checkValue,
  clickDecoder,
  deliverable as deliverableDecoder,
  deliverOptions,
  webhookDecoder,
  writeDecoder,
} from "./webhook-schemas";
import type {
  Click,
  ClickOptions,
  Deliverable,
  DeliverOptions,
  Delivery,
  DeliveryAttempt,
  RecipientAction,
  Webhook,
  WriteOptions,
  WrittenMessage,
} from "./webhook-types";
import { buildWrittenMessage } from "./written-message";

const unlessGiven = { appSecret: defaults.appSecret, retryAfterMs: [1000, 5000, 30_000], attemptTimeoutMs: 10_000 };

/** Who hears of what people do with ads and messages, and what was told them. */
export class Webhooks {
  readonly #context: SimulatorContext;
  readonly #courier: WebhookDispatcher;
  readonly #closing = new AbortController();
  /** Subscribed at the start, and again by a reset. */
  #first: Subscription | null = null;
  /** Ends when all that was told of messages so far has come, or was given up. */
  #told: Promise<unknown> = Promise.resolve();

  constructor(context: SimulatorContext) {
    this.#context = context;
    this.#courier = new WebhookDispatcher(context);
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
    const wanted = { ...unlessGiven, ...checkValue(webhook, webhookDecoder, "webhook") };
    await verifyEndpoint(wanted, this.#context.ids.next("challenge"), this.#closing.signal);
    if (!this.#closing.signal.aborted) this.#courier.subscribe(wanted);
  }

  async click(adId: string, options: ClickOptions = {}): Promise<Click> {
    const { deliver = this.#courier.subscription !== null, ...told } = checkValue(options, clickDecoder, "options");
    if (deliver) this.#courier.required();
    const click = clickAd(this.#context, adId, told);
    const deliveries = deliver ? await this.#courier.deliver(payloadsOf(click), {}) : [];
    return { ...click, delivery: deliveries.at(-1) ?? null };
  }

  async write(text: string, options: WriteOptions = {}): Promise<WrittenMessage> {
    if (text === "") throw new TypeError("text is empty: WhatsApp sends no empty message");
    const written = buildWrittenMessage(this.#context, text, checkValue(options, writeDecoder, "options"));
    const deliveries = await this.#inTurn(payloadsOf(written));
    return { ...written, delivery: deliveries.at(-1) ?? null };
  }

  async deliver(what: Deliverable, options: DeliverOptions = {}): Promise<readonly Delivery[]> {
    const payloads = checkValue(what, deliverableDecoder, "payload");
    return this.#courier.deliver(payloads, checkValue(options, deliverOptions, "options"));
  }

  /** What has been noted since the last time goes on its way. Without a webhook nobody ever hears of it. */
  tell(): void {
    const { notices } = this.#context.store;
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

  async read(messageId: string): Promise<RecipientAction> {
    return this.#toldOf(markAsRead(this.#context, messageId));
  }

  async pay(referenceId: string, wabaId: string = defaults.wabaId): Promise<RecipientAction> {
    return this.#toldOf(payOrder(this.#context, getOrder(this.#context, referenceId, wabaId)));
  }

  async #toldOf(webhook: JsonObject): Promise<RecipientAction> {
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

/** In the order in which the webhook hears them. */
function payloadsOf({ placeholder, webhook }: PersonMessagePayloads): readonly JsonObject[] {
  return placeholder === null ? [webhook] : [placeholder, webhook];
}
