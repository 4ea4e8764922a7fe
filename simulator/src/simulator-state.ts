import { getOrder } from "./webhooks/recipient-actions";
import { listMessages, listOrders, type MessageRow, type OrderRow } from "./messages/sent-messages";
import { viewOrder, type OrderView } from "./messages/order-view";
import type { SimulatorOptions } from "./options";
import type { AdPatch, SequencePatch, TokenPatch } from "./patches";
import { parsePlatformDate, platformDateOf, readPlatformDate } from "./platform/platform-date";
import { redacted } from "./redact";
import { defaults } from "./seed/defaults";
import { applySeed, addAd, applyDefaults, addSequence, addToken, type AddedAd } from "./seed/apply-seed";
import type { AdSeed, AppSeed, SeedData, SequenceSeed, TokenSeed, WabaSeed } from "./seed/seed-data";
import { defaultBehaviour, type BehaviourOptions } from "./state/behaviour";
import { graphTime, MovableClock, systemClock } from "./state/clock";
import type { AdStatus, Conversation, Person, SequenceContent } from "./state/entities";
import { seededIds, type IdSource } from "./state/ids";
import { getOrThrow, Store } from "./state/store";
import { sequenceIdOf } from "./state/creative-spec";
import { createUsageCheck } from "./state/sequence-usage";
import { defaultWire, type WireOptions } from "./state/wire";
import type { SimulatorContext } from "./state/simulator-context";

const idSeed = 20250811;

export interface SequenceRow {
  readonly id: string;
  readonly wabaId: string;
  readonly appId: string;
  /** Null only when an edit took it away. */
  readonly name: string | null;
  /** Null only when an edit took it away. */
  readonly content: SequenceContent | null;
  readonly isUsedInAd: boolean;
  /** Graph's form, `2025-08-14T19:06:34+0000`. */
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
  /** What its creative holds. */
  readonly sequenceId: string | null;
}

/** Looks at and changes what is held, past the API: for tests and the control door. */
export class SimulatorState {
  readonly context: SimulatorContext;
  readonly #options: SimulatorOptions;
  readonly #pristine: () => void;
  readonly #platformDate: string | undefined;

  constructor(options: SimulatorOptions) {
    this.#options = options;
    this.#platformDate = readPlatformDate(options.platformDate, process.env);
    const store = new Store();
    this.#pristine = store.snapshot();
    const clock = new MovableClock(options.clock ?? systemClock);
    const ids: IdSource = { next: (kind) => this.#ids.next(kind) };
    this.context = {
      store,
      clock,
      ids,
      fixedPlatformDate: undefined,
      wire: defaultWire,
      behaviour: defaultBehaviour,
      beforeLastWrite: null,
      requestsByToken: new Map(),
      freedSequenceIds: [],
    };
    this.reset();
  }

  #ids: IdSource = seededIds(idSeed);

  reset(): void {
    this.#ids = this.#options.ids ?? seededIds(idSeed);
    this.#pristine();
    this.context.fixedPlatformDate = this.#platformDate;
    this.context.wire = { ...defaultWire, ...this.#options.wire };
    this.context.behaviour = { ...defaultBehaviour, ...this.#options.behaviour };
    this.context.beforeLastWrite = null;
    this.context.clock.reset();
    this.context.requestsByToken.clear();
    this.context.freedSequenceIds.length = 0;
    applyDefaults(this.context);
    if (this.#options.seed !== undefined) applySeed(this.context, this.#options.seed);
  }

  sequences(wabaId?: string): readonly SequenceRow[] {
    const isUsed = createUsageCheck(this.context);
    return [...this.context.store.sequences.all()]
      .filter((row) => wabaId === undefined || row.wabaId === wabaId)
      .sort((one, other) => one.ordinal - other.ordinal)
      .map((row) => ({
        id: row.id,
        wabaId: row.wabaId,
        appId: row.appId,
        name: row.name,
        content: row.content,
        isUsedInAd: isUsed(row),
        lastUpdateTime: graphTime(row.lastUpdateAtMs),
      }));
  }

  creatives(): readonly CreativeRow[] {
    return this.context.store.creatives
      .all()
      .map(({ spec, ...row }) => ({ ...row, sequenceId: sequenceIdOf(spec) ?? null }));
  }

  adSets(): readonly AdSetRow[] {
    return this.context.store.adSets.all().map(({ id, adAccountId, name, status, destinationType }) => ({
      id,
      adAccountId,
      name,
      status,
      destinationType,
    }));
  }

  ads(): readonly AdRow[] {
    return this.context.store.ads.all().map(({ id, adAccountId, name, status, creativeId }) => {
      const spec = this.context.store.creatives.get(creativeId)?.spec;
      const sequenceId = spec === undefined ? null : (sequenceIdOf(spec) ?? null);
      return { id, adAccountId, name, status, creativeId, sequenceId };
    });
  }

  messages(): readonly MessageRow[] {
    return listMessages(this.context);
  }

  orders(): readonly OrderRow[] {
    return listOrders(this.context);
  }

  people(): readonly Person[] {
    return this.context.store.people.all();
  }

  orderView(referenceId: string, wabaId: string = defaults.wabaId): OrderView {
    return viewOrder(getOrder(this.context, referenceId, wabaId), this.context.clock);
  }

  conversations(): readonly Conversation[] {
    return this.context.store.conversations.all();
  }

  seed(data: SeedData): void {
    applySeed(this.context, data);
  }

  addSequence(sequence: SequenceSeed): string {
    return addSequence(this.context, sequence);
  }

  editSequence(id: string, patch: SequencePatch): void {
    const row = getOrThrow(this.context.store.sequences.get(id), "sequence", id);
    const { isUsedInAd, ...rest } = patch;
    const touched = Object.keys(rest).length > 0;
    this.context.store.sequences.put({
      ...row,
      ...rest,
      ...(isUsedInAd === undefined ? {} : { usedInAdOverride: isUsedInAd }),
      ...(touched ? { lastUpdateAtMs: this.context.clock.nowMs() } : {}),
    });
  }

  removeSequence(id: string): void {
    getOrThrow(this.context.store.sequences.get(id), "sequence", id);
    this.context.store.sequences.delete(id);
  }

  addAd(ad: AdSeed): AddedAd {
    return addAd(this.context, ad);
  }

  editAd(id: string, patch: AdPatch): void {
    const ad = getOrThrow(this.context.store.ads.get(id), "ad", id);
    this.context.store.ads.put({ ...ad, ...patch, updatedAtMs: this.context.clock.nowMs() });
  }

  removeAd(id: string): void {
    getOrThrow(this.context.store.ads.get(id), "ad", id);
    this.context.store.ads.delete(id);
  }

  addToken(token: TokenSeed = {}): string {
    return addToken(this.context, token);
  }

  editToken(value: string, patch: TokenPatch): void {
    const { store, requestsByToken } = this.context;
    const token = getOrThrow(store.tokens.get(value), "such", "token");
    if (patch.appId !== undefined && store.apps.get(patch.appId) === undefined) this.addApp({ id: patch.appId });
    if (patch.expiresAfterRequests !== undefined) requestsByToken.delete(value);
    store.tokens.put({ ...token, ...patch });
  }

  removeToken(token: string): void {
    this.context.store.tokens.delete(token);
  }

  addApp(app: AppSeed): string {
    applySeed(this.context, { apps: [app] });
    return app.id;
  }

  addWaba(waba: WabaSeed): string {
    applySeed(this.context, { wabas: [waba] });
    return waba.id;
  }

  /** All that is held, without the tokens themselves. */
  state() {
    const { apps, wabas, adAccounts, pages, phoneNumbers, tokens } = this.context.store;
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
      orders: this.orders(),
      platformDate: this.platformDate(),
      conversations: this.conversations(),
      templates: this.context.store.templates.all(),
      wire: this.context.wire,
      behaviour: this.context.behaviour,
    };
  }

  platformDate(): string {
    return platformDateOf(this.context);
  }

  setPlatformDate(date: string | undefined): void {
    this.context.fixedPlatformDate = date === undefined ? undefined : parsePlatformDate(date, "the platform date");
  }

  setWire(changes: Partial<WireOptions>): void {
    this.context.wire = { ...this.context.wire, ...changes };
  }

  setBehaviour(changes: Partial<BehaviourOptions>): void {
    this.context.behaviour = { ...this.context.behaviour, ...changes };
  }
}
