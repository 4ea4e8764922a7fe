import { createControlToken } from "./control/access";
import { createControlHandler } from "./control/handler";
import { FaultRegistry, type FaultState } from "./faults/fault-registry";
import { checkRule } from "./faults/fault-schemas";
import type { FaultHandle, FaultRule } from "./faults/fault-rule";
import { Journal, type JournalEntry } from "./journal";
import type { SimulatorOptions } from "./options";
import { defaults, type Defaults } from "./seed/defaults";
import type { AddedAd } from "./seed/apply-seed";
import type { AdSeed, AppSeed, SeedData, SequenceSeed, TokenSeed, WabaSeed } from "./seed/seed-data";
import { createGraphHandler } from "./server/graph-handler";
import { listen, type Listener } from "./server/listener";
import { SimulatorState, type AdRow, type AdSetRow, type CreativeRow, type SequenceRow } from "./simulator-state";
import type { MessageRow, OrderRow } from "./messages/sent-messages";
import type { OrderView } from "./messages/order-view";
import type { AdPatch, SequencePatch, TokenPatch } from "./patches";
import type { BehaviourOptions } from "./state/behaviour";
import type { Conversation, Person } from "./state/entities";
import type { WireOptions } from "./state/wire";
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
} from "./webhooks/webhook-types";
import { Webhooks } from "./webhooks/webhooks";

/** What people do with ads and messages, and who hears of it. */
export interface WebhookMembers {
  /**
   * Subscribes a webhook, once it has answered the handshake, in place of the one before; null takes it away. Rejects when the
   * handshake fails; then what was subscribed stays.
   */
  setWebhook(webhook: Webhook | null): Promise<void>;
  /** Somebody taps an ad and sends the first message. Resolves when the webhook has it, or was given up. */
  click(adId: string, options?: ClickOptions): Promise<Click>;
  /** Somebody writes to the business, or answers a message of it. Resolves when the webhook has it, or was given up. */
  writeMessage(text: string, options?: WriteOptions): Promise<WrittenMessage>;
  /** The person opens a message that was delivered. Resolves when the webhook has it, or was given up. */
  readMessage(messageId: string): Promise<RecipientAction>;
  /**
   * The person pays with the stored card that the order offers; Meta then counts it as paid. Resolves as `readMessage` does. Of the
   * default business account, unless another is given.
   */
  payOrder(referenceId: string, wabaId?: string): Promise<RecipientAction>;
  /** Resolves when no status of a message is on its way to a webhook any more: an answer waits for none. */
  webhooksSettled(): Promise<void>;
  /** Every request to a webhook since the start or the last reset, in the order of their ends. */
  deliveries(): readonly DeliveryAttempt[];
  /** Signs and sends any payload, or an earlier delivery again. Resolves when each is delivered or was given up. */
  deliver(what: Deliverable, options?: DeliverOptions): Promise<readonly Delivery[]>;
}

export interface Simulator extends Defaults, WebhookMembers {
  /** Where a client sends what it would send to `https://graph.facebook.com`. */
  readonly url: string;
  /** The control API, for tests in other processes: `README.md` lists its routes. */
  readonly controlUrl: string;
  /**
   * Lets a page in a browser on this machine write to the control API, as `Authorization: Bearer ...`. Another one for every start.
   * Programs that send application/json need none.
   */
  readonly controlToken: string;
  readonly defaults: Defaults;
  /** Every request since the start or the last clearing, in the order of arrival. */
  journal(): readonly JournalEntry[];
  clearJournal(): void;
  /** What is held, in the order of creation; of one business account or of all. */
  sequences(wabaId?: string): readonly SequenceRow[];
  creatives(): readonly CreativeRow[];
  adSets(): readonly AdSetRow[];
  ads(): readonly AdRow[];
  /** What was sent to people, those that failed later included. */
  messages(): readonly MessageRow[];
  orders(): readonly OrderRow[];
  /** The people who were seeded, clicked, wrote or got a message. Others follow from their number when they are needed. */
  people(): readonly Person[];
  /** The last message or call of each person to each business number. */
  conversations(): readonly Conversation[];
  /** What the person sees of an order; of the default business account, unless another is given. */
  orderView(referenceId: string, wabaId?: string): OrderView;
  readonly faults: Faults;
  /** Puts data in besides what is held. */
  seed(data: SeedData): void;
  /** Makes a sequence without a request; returns its id. */
  addSequence(sequence: SequenceSeed): string;
  /** As if somebody had changed it in Meta's own tools. */
  editSequence(id: string, patch: SequencePatch): void;
  removeSequence(id: string): void;
  /** Makes an ad with its creative. */
  addAd(ad: AdSeed): AddedAd;
  editAd(id: string, patch: AdPatch): void;
  /** The ad is gone; its creative stays. */
  removeAd(id: string): void;
  /** Returns the token. */
  addToken(token?: TokenSeed): string;
  /** As if its rights, its app or its end had changed. A new `expiresAfterRequests` counts from here. */
  editToken(token: string, patch: TokenPatch): void;
  /** The token is no good any more. */
  removeToken(token: string): void;
  addApp(app: AppSeed): string;
  addWaba(waba: WabaSeed): string;
  wire(): WireOptions;
  setWire(changes: Partial<WireOptions>): void;
  behaviour(): BehaviourOptions;
  setBehaviour(changes: Partial<BehaviourOptions>): void;
  /** The simulator's time: stored times, the end of tokens and the `Date` header follow it. Milliseconds since 1970. */
  nowMs(): number;
  /** Moves its clock on, or back; waits take as long as before. */
  advanceClock(durationMs: number): void;
  /** Sets its clock, which goes on from there. */
  setClock(nowMs: number): void;
  /** The ISO day that decides which versions and features of Meta's exist. */
  platformDate(): string;
  /** Fixes that day, without moving the clock; undefined lets the clock decide. */
  setPlatformDate(date: string | undefined): void;
  /**
   * Back to the start: defaults and seed, no faults, empty journal, first options and webhook, no deliveries, the clock and
   * the platform date as they were given. What is still on its way to a webhook ends.
   */
  reset(): void;
  close(): Promise<void>;
}

export interface Faults {
  add(rule: FaultRule): FaultHandle;
  clear(): void;
  list(): readonly FaultState[];
}

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const hands = new SimulatorState(options);
  const journal = new Journal();
  const faults = new FaultRegistry();
  const webhooks = new Webhooks(hands.context);
  const reset = (): void => {
    hands.reset();
    webhooks.reset();
    journal.clear();
    faults.clear();
  };
  const controlToken = createControlToken();
  let origin = "";
  const parts = {
    context: hands.context,
    journal,
    faults,
    notifyWebhooks: () => webhooks.tell(),
    origin: () => origin,
  };
  const graph = await listen(options.port ?? 0, createGraphHandler(parts));
  origin = graph.url;
  let control: Listener | undefined;
  const close = async (): Promise<void> => {
    faults.clear();
    await Promise.all([graph.close(), control?.close(), webhooks.close()]);
  };
  try {
    const door = createControlHandler({ hands, journal, faults, webhooks, reset }, controlToken);
    control = await listen(options.controlPort ?? 0, door);
    await webhooks.start(options.webhook);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    ...defaults,
    defaults,
    url: graph.url,
    controlUrl: control.url,
    controlToken,
    journal: () => journal.entries(),
    clearJournal: () => journal.clear(),
    faults: { add: (rule) => faults.add(checkRule(rule)), clear: () => faults.clear(), list: () => faults.list() },
    ...handsOf(hands),
    ...membersOf(webhooks),
    reset,
    close,
  };
}

type HandsMembers = Omit<
  Simulator,
  | keyof Defaults
  | keyof WebhookMembers
  | "defaults"
  | "url"
  | "controlUrl"
  | "controlToken"
  | "journal"
  | "clearJournal"
  | "faults"
  | "reset"
  | "close"
>;

function membersOf(webhooks: Webhooks): WebhookMembers {
  return {
    setWebhook: (webhook) => webhooks.set(webhook),
    click: (adId, options) => webhooks.click(adId, options),
    writeMessage: (text, options) => webhooks.write(text, options),
    readMessage: (messageId) => webhooks.read(messageId),
    payOrder: (referenceId, wabaId) => webhooks.pay(referenceId, wabaId),
    webhooksSettled: () => webhooks.settled(),
    deliveries: () => webhooks.deliveries(),
    deliver: (what, options) => webhooks.deliver(what, options),
  };
}

function handsOf(hands: SimulatorState): HandsMembers {
  return {
    sequences: (wabaId) => hands.sequences(wabaId),
    creatives: () => hands.creatives(),
    adSets: () => hands.adSets(),
    ads: () => hands.ads(),
    messages: () => hands.messages(),
    orders: () => hands.orders(),
    people: () => hands.people(),
    conversations: () => hands.conversations(),
    orderView: (referenceId, wabaId) => hands.orderView(referenceId, wabaId),
    seed: (data) => hands.seed(data),
    addSequence: (sequence) => hands.addSequence(sequence),
    editSequence: (id, patch) => hands.editSequence(id, patch),
    removeSequence: (id) => hands.removeSequence(id),
    addAd: (ad) => hands.addAd(ad),
    editAd: (id, patch) => hands.editAd(id, patch),
    removeAd: (id) => hands.removeAd(id),
    addToken: (token) => hands.addToken(token),
    editToken: (token, patch) => hands.editToken(token, patch),
    removeToken: (token) => hands.removeToken(token),
    addApp: (app) => hands.addApp(app),
    addWaba: (waba) => hands.addWaba(waba),
    wire: () => hands.context.wire,
    setWire: (changes) => hands.setWire(changes),
    behaviour: () => hands.context.behaviour,
    setBehaviour: (changes) => hands.setBehaviour(changes),
    platformDate: () => hands.platformDate(),
    setPlatformDate: (date) => hands.setPlatformDate(date),
    nowMs: () => hands.context.clock.nowMs(),
    advanceClock: (durationMs) => hands.context.clock.advance(durationMs),
    setClock: (nowMs) => hands.context.clock.set(nowMs),
  };
}
