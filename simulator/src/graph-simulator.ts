import type { FaultRegistry } from "./faults/fault-registry";
import type { Journal, JournalEntry } from "./journal";
import type { SimulatorOptions } from "./options";
import { checkValue } from "./parse-value";
import { defaults } from "./seed/defaults";
import { SimulatorState } from "./simulator-state";
import type { SimulatorContext } from "./state/simulator-context";
import { clickAd, getClickableAd } from "./webhooks/click";
import { createScreen } from "./webhooks/chat-screen";
import type { PersonMessagePayloads } from "./webhooks/payload";
import { getOrder, markAsRead, payOrder } from "./webhooks/recipient-actions";
import type { WebhookDispatcher } from "./webhooks/webhook-dispatcher";
import { clickOptions, deliverable, deliverOptions, writeOptions } from "./webhooks/webhook-schemas";
import type {
  ChatScreen,
  Click,
  ClickOptions,
  Deliverable,
  DeliverOptions,
  Delivery,
  DeliveryAttempt,
  DeliveryRow,
  RecipientAction,
  SubscribedWebhook,
  Webhook,
  WriteOptions,
  WrittenMessage,
} from "./webhooks/webhook-types";
import { buildWrittenMessage } from "./webhooks/written-message";

/** Fault rules of a simulator. */
export type Faults = Omit<FaultRegistry, "match">;

interface SimulatorParts {
  readonly context: SimulatorContext;
  readonly journal: Journal;
  readonly faults: FaultRegistry;
  readonly webhooks: WebhookDispatcher;
}

/** A simulator without its ports: state, journal, fault rules, and actions of people that notify the webhook. */
export class GraphSimulator extends SimulatorState {
  readonly faults: Faults;
  readonly #parts: SimulatorParts;

  constructor(parts: SimulatorParts, options: Pick<SimulatorOptions, "seed">) {
    super(parts.context, options);
    this.#parts = parts;
    this.faults = parts.faults;
  }

  /** Lists all requests since the start or the last `clearJournal`, in the order of arrival. */
  journal(): readonly JournalEntry[] {
    return this.#parts.journal.entries();
  }

  /** Returns a request by its number; undefined if there is none. */
  journalEntry(number: number): JournalEntry | undefined {
    return this.#parts.journal.get(number);
  }

  /**
   * Returns the body of the response to a request, with secrets redacted, as it was before faults that change its transmission. Cut after
   * 64 KiB. Undefined without a response, and for all but the last 1,000.
   */
  journalResponse(number: number): string | undefined {
    return this.#parts.journal.response(number);
  }

  clearJournal(): void {
    this.#parts.journal.clear();
  }

  /**
   * Restores the initial state: defaults and seed, first options and webhook, clock and platform date. Removes fault rules, journal
   * and deliveries, and ends deliveries in progress.
   */
  override reset(): void {
    const { journal, faults, webhooks } = this.#parts;
    super.reset();
    webhooks.reset();
    journal.clear();
    faults.clear();
  }

  /**
   * Replaces the webhook subscription after a successful handshake; null removes it. Rejects if the handshake fails, and keeps the
   * previous subscription.
   */
  async setWebhook(webhook: Webhook | null): Promise<void> {
    await this.#parts.webhooks.subscribe(webhook);
  }

  /** Returns the subscribed webhook without its secrets. */
  webhook(): SubscribedWebhook | null {
    return this.#parts.webhooks.describeSubscription();
  }

  /** Returns what a person sees who taps an active ad, before the first message. */
  chatScreen(adId: string): ChatScreen {
    const { context } = this.#parts;
    return createScreen(getClickableAd(context, adId).creative, context).screen;
  }

  /** Lets a person tap an ad and send the first message. Resolves once the webhook received it, or the delivery was given up. */
  async click(adId: string, options: ClickOptions = {}): Promise<Click> {
    const { context, webhooks } = this.#parts;
    const { deliver = webhooks.isSubscribed, ...rest } = checkValue(options, clickOptions, "options");
    if (deliver) webhooks.requireSubscription();
    const click = clickAd(context, adId, rest);
    const deliveries = deliver ? await webhooks.deliver(listPayloads(click), {}) : [];
    return { ...click, delivery: deliveries.at(-1) ?? null };
  }

  /** Lets a person write to the business, or reply to its message. Resolves like `click`. */
  async writeMessage(text: string, options: WriteOptions = {}): Promise<WrittenMessage> {
    if (text === "") throw new TypeError("text is empty: WhatsApp sends no empty message");
    const written = buildWrittenMessage(this.#parts.context, text, checkValue(options, writeOptions, "options"));
    const deliveries = await this.#parts.webhooks.deliverInOrder(listPayloads(written));
    return { ...written, delivery: deliveries.at(-1) ?? null };
  }

  /** Lets a person open a delivered message. Resolves like `click`. */
  async readMessage(messageId: string): Promise<RecipientAction> {
    const webhook = markAsRead(this.#parts.context, messageId);
    const [delivery = null] = await this.#parts.webhooks.deliverInOrder([webhook]);
    return { webhook, delivery };
  }

  /**
   * Lets a person pay with the stored card that the order offers; Meta then counts it as paid. Resolves like `click`. Default: an order
   * of the default business account.
   */
  async payOrder(referenceId: string, wabaId: string = defaults.wabaId): Promise<RecipientAction> {
    const { context, webhooks } = this.#parts;
    const webhook = payOrder(context, getOrder(context, referenceId, wabaId));
    const [delivery = null] = await webhooks.deliverInOrder([webhook]);
    return { webhook, delivery };
  }

  /** Resolves when no message status is waiting for delivery: responses do not wait for webhooks. */
  async webhooksSettled(): Promise<void> {
    await this.#parts.webhooks.waitUntilIdle();
  }

  /** Lists all requests to a webhook since the start or the last reset, in the order in which they ended. */
  deliveries(): readonly DeliveryAttempt[] {
    return this.#parts.webhooks.attempts();
  }

  /** Returns a delivery with its payload, signature and attempts; undefined if there is none. */
  delivery(id: string): DeliveryRow | undefined {
    return this.#parts.webhooks.row(id);
  }

  /** Signs and sends any payload, or repeats an earlier delivery. Resolves when each is delivered or given up. */
  async deliver(what: Deliverable, options: DeliverOptions = {}): Promise<readonly Delivery[]> {
    const payloads = checkValue(what, deliverable, "payload");
    return this.#parts.webhooks.deliver(payloads, checkValue(options, deliverOptions, "options"));
  }
}

/** Lists payloads in the order in which the webhook receives them. */
function listPayloads({ placeholder, webhook }: PersonMessagePayloads) {
  return placeholder === null ? [webhook] : [placeholder, webhook];
}
