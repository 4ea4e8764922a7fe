import { listMessages, listOrders, type MessageRow, type OrderRow } from "./messages/sent-messages";
import { viewOrder, type OrderView } from "./messages/order-view";
import type { SimulatorOptions } from "./options";
import type { AdPatch, SequencePatch, TokenPatch } from "./patches";
import { parsePlatformDate, platformDateOf } from "./platform/platform-date";
import { redacted } from "./redact";
import { addAd, addSequence, addToken, applyDefaults, applySeed, type AddedAd } from "./seed/apply-seed";
import { defaults, type Defaults } from "./seed/defaults";
import { exportSeed } from "./seed/export-seed";
import type { AdSeed, AppSeed, SeedData, SequenceSeed, TokenSeed, WabaSeed } from "./seed/seed-data";
import type { BehaviourOptions } from "./state/behaviour";
import { formatGraphTime } from "./state/clock";
import { sequenceIdOf } from "./state/creative-spec";
import type { AdStatus, Conversation, Person, SequenceContent } from "./state/entities";
import { orderKey } from "./state/orders";
import { createUsageCheck } from "./state/sequence-usage";
import type { SimulatorContext } from "./state/simulator-context";
import { getOrThrow } from "./state/store";
import type { WireOptions } from "./state/wire";

export interface SequenceRow {
  readonly id: string;
  readonly wabaId: string;
  readonly appId: string;
  /** Null only after an edit removed it. */
  readonly name: string | null;
  /** Null only after an edit removed it. */
  readonly content: SequenceContent | null;
  readonly isUsedInAd: boolean;
  /** In Graph's format, `2025-08-14T19:06:34+0000`. */
  readonly lastUpdateTime: string;
}

export interface CreativeRow {
  readonly id: string;
  readonly adAccountId: string;
  readonly name: string;
  readonly status: string;
  readonly sequenceId: string | null;
}

export interface AdSetRow {
  readonly id: string;
  readonly adAccountId: string;
  readonly name: string;
  readonly status: AdStatus;
  readonly destinationType: string | null;
}

export interface AdRow {
  readonly id: string;
  readonly adAccountId: string;
  readonly name: string;
  readonly status: AdStatus;
  readonly creativeId: string;
  /** The sequence in its creative. */
  readonly sequenceId: string | null;
}

/** Content, options and clock of a simulator. Methods read and change them directly, without a Graph request. */
export class SimulatorState implements Defaults {
  readonly wabaId = defaults.wabaId;
  readonly appId = defaults.appId;
  readonly accessToken = defaults.accessToken;
  readonly appSecret = defaults.appSecret;
  readonly adAccountId = defaults.adAccountId;
  readonly adSetId = defaults.adSetId;
  readonly pageId = defaults.pageId;
  readonly phoneNumberId = defaults.phoneNumberId;
  readonly userId = defaults.userId;
  readonly defaults = defaults;
  readonly #context: SimulatorContext;
  readonly #seed: SeedData;

  constructor(context: SimulatorContext, { seed = {} }: Pick<SimulatorOptions, "seed">) {
    this.#context = context;
    this.#seed = seed;
    this.#applySeeds();
  }

  /** Restores the initial content, options, clock and platform date. */
  reset(): void {
    this.#context.reset();
    this.#applySeeds();
  }

  #applySeeds(): void {
    applyDefaults(this.#context);
    applySeed(this.#context, this.#seed);
  }

  /** Lists sequences in the order of creation, of one business account or of all. */
  sequences(wabaId?: string): readonly SequenceRow[] {
    const isUsed = createUsageCheck(this.#context);
    return [...this.#context.store.sequences.all()]
      .filter((row) => wabaId === undefined || row.wabaId === wabaId)
      .sort((one, other) => one.ordinal - other.ordinal)
      .map((row) => ({
        id: row.id,
        wabaId: row.wabaId,
        appId: row.appId,
        name: row.name,
        content: row.content,
        isUsedInAd: isUsed(row),
        lastUpdateTime: formatGraphTime(row.lastUpdateAtMs),
      }));
  }

  creatives(): readonly CreativeRow[] {
    return this.#context.store.creatives
      .all()
      .map(({ spec, ...row }) => ({ ...row, sequenceId: sequenceIdOf(spec) ?? null }));
  }

  adSets(): readonly AdSetRow[] {
    return this.#context.store.adSets.all().map(({ id, adAccountId, name, status, destinationType }) => ({
      id,
      adAccountId,
      name,
      status,
      destinationType,
    }));
  }

  ads(): readonly AdRow[] {
    return this.#context.store.ads.all().map(({ id, adAccountId, name, status, creativeId }) => {
      const spec = this.#context.store.creatives.get(creativeId)?.spec;
      const sequenceId = spec === undefined ? null : (sequenceIdOf(spec) ?? null);
      return { id, adAccountId, name, status, creativeId, sequenceId };
    });
  }

  /** Lists messages that were sent to people, including those that failed later. */
  messages(): readonly MessageRow[] {
    return listMessages(this.#context);
  }

  orders(): readonly OrderRow[] {
    return listOrders(this.#context);
  }

  /** Lists people who were seeded, clicked, wrote or received a message. Other people are derived from their number when needed. */
  people(): readonly Person[] {
    return this.#context.store.people.all();
  }

  /** Lists the last message or call of each person to each business number. */
  conversations(): readonly Conversation[] {
    return this.#context.store.conversations.all();
  }

  /** Returns an order as the person sees it. Default: an order of the default business account. */
  orderView(referenceId: string, wabaId: string = defaults.wabaId): OrderView {
    const order = this.#context.store.orders.get(orderKey(wabaId, referenceId));
    return viewOrder(getOrThrow(order, "order", referenceId), this.#context.clock);
  }

  /** Adds data to the content. */
  seed(data: SeedData): void {
    applySeed(this.#context, data);
  }

  /**
   * Returns the content as a seed, without the defaults, tokens and app secrets. A seed cannot express orders, messages, and most fields
   * of creatives and ad sets.
   */
  exportSeed(): SeedData {
    return exportSeed(this.#context);
  }

  /** Adds a sequence without a request. Returns its id. */
  addSequence(sequence: SequenceSeed): string {
    return addSequence(this.#context, sequence);
  }

  /** Changes a sequence, like an edit in Meta's own tools. */
  editSequence(id: string, patch: SequencePatch): void {
    const { store, clock } = this.#context;
    const row = getOrThrow(store.sequences.get(id), "sequence", id);
    const { isUsedInAd, ...rest } = patch;
    const isEdit = Object.keys(rest).length > 0;
    store.sequences.put({
      ...row,
      ...rest,
      ...(isUsedInAd === undefined ? {} : { usedInAdOverride: isUsedInAd }),
      ...(isEdit ? { lastUpdateAtMs: clock.nowMs() } : {}),
    });
  }

  removeSequence(id: string): void {
    const { sequences } = this.#context.store;
    getOrThrow(sequences.get(id), "sequence", id);
    sequences.delete(id);
  }

  /** Adds an ad and its creative. */
  addAd(ad: AdSeed): AddedAd {
    return addAd(this.#context, ad);
  }

  editAd(id: string, patch: AdPatch): void {
    const { store, clock } = this.#context;
    const ad = getOrThrow(store.ads.get(id), "ad", id);
    store.ads.put({ ...ad, ...patch, updatedAtMs: clock.nowMs() });
  }

  /** Removes an ad. Its creative remains. */
  removeAd(id: string): void {
    const { ads } = this.#context.store;
    getOrThrow(ads.get(id), "ad", id);
    ads.delete(id);
  }

  /** Adds an access token. Returns the token. */
  addToken(token: TokenSeed = {}): string {
    return addToken(this.#context, token);
  }

  /** Changes permissions, app or expiry of a token. A new `expiresAfterRequests` counts from now. */
  editToken(value: string, patch: TokenPatch): void {
    const { store, requestsByToken } = this.#context;
    const token = getOrThrow(store.tokens.get(value), "such", "token");
    if (patch.appId !== undefined && store.apps.get(patch.appId) === undefined) this.addApp({ id: patch.appId });
    if (patch.expiresAfterRequests !== undefined) requestsByToken.delete(value);
    store.tokens.put({ ...token, ...patch });
  }

  /** Invalidates a token. */
  removeToken(token: string): void {
    this.#context.store.tokens.delete(token);
  }

  addApp(app: AppSeed): string {
    this.seed({ apps: [app] });
    return app.id;
  }

  addWaba(waba: WabaSeed): string {
    this.seed({ wabas: [waba] });
    return waba.id;
  }

  wire(): WireOptions {
    return this.#context.wire;
  }

  setWire(changes: Partial<WireOptions>): void {
    this.#context.wire = { ...this.#context.wire, ...changes };
    this.#context.changes.publish("options");
  }

  behaviour(): BehaviourOptions {
    return this.#context.behaviour;
  }

  setBehaviour(changes: Partial<BehaviourOptions>): void {
    this.#context.behaviour = { ...this.#context.behaviour, ...changes };
    this.#context.changes.publish("options");
  }

  /** Returns the simulator's time, milliseconds since 1970. Stored times, token expiry and the `Date` header follow it. */
  nowMs(): number {
    return this.#context.clock.nowMs();
  }

  /** Moves the clock forward, or back with a negative duration. Delays and retries keep their length. */
  advanceClock(durationMs: number): void {
    this.#context.clock.advance(durationMs);
  }

  /** Sets the clock, which continues from there. */
  setClock(nowMs: number): void {
    this.#context.clock.set(nowMs);
  }

  /** Returns the ISO day that decides which versions and features of Meta's APIs exist. */
  platformDate(): string {
    return platformDateOf(this.#context);
  }

  /** Fixes the platform date without moving the clock. Undefined follows the clock again. */
  setPlatformDate(date: string | undefined): void {
    this.#context.fixedPlatformDate = date === undefined ? undefined : parsePlatformDate(date, "the platform date");
    this.#context.changes.publish("clock");
  }

  /** Returns all content and options, without tokens and app secrets. */
  state() {
    const { apps, wabas, adAccounts, pages, phoneNumbers, tokens, templates } = this.#context.store;
    return {
      apps: apps.all().map((app) => ({ ...app, secret: redacted })),
      wabas: wabas.all(),
      adAccounts: adAccounts.all(),
      pages: pages.all(),
      phoneNumbers: phoneNumbers.all(),
      people: this.people(),
      tokens: tokens.all().map((token) => ({ ...token, id: redacted })),
      sequences: this.sequences(),
      creatives: this.creatives(),
      adSets: this.adSets(),
      ads: this.ads(),
      messages: this.messages(),
      receivedMessages: this.#context.store.receivedMessages.all(),
      orders: this.orders(),
      platformDate: this.platformDate(),
      conversations: this.conversations(),
      templates: templates.all(),
      wire: this.wire(),
      behaviour: this.behaviour(),
    };
  }
}
