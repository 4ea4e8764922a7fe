import { heldOrder } from "./messages/acts";
import { messageRows, orderRows, type MessageRow, type OrderRow } from "./messages/rows";
import { viewOf, type OrderView } from "./messages/view";
import type { SimulatorOptions } from "./options";
import type { AdPatch, SequencePatch, TokenPatch } from "./patches";
import { parsePlatformDate, platformDateOf, readPlatformDate } from "./platform/platform-date";
import { redacted } from "./redact";
import { defaults } from "./seed/defaults";
import { plant, plantAd, plantDefaults, plantSequence, plantToken, type PlantedAd } from "./seed/plant";
import type { AdSeed, AppSeed, SeedData, SequenceSeed, TokenSeed, WabaSeed } from "./seed/types";
import { defaultBehaviour, type BehaviourOptions } from "./world/behaviour";
import type { Conversation } from "./world/conversations";
import { graphTime, MovableClock, systemClock } from "./world/clock";
import type { AdStatus, SequenceContent } from "./world/entities";
import { seededIds, type IdSource } from "./world/ids";
import type { Person } from "./world/people";
import { held, Store } from "./world/store";
import { sequenceIdOf } from "./world/spec";
import { usedInAds } from "./world/usage";
import { defaultWire, type WireOptions } from "./world/wire";
import type { World } from "./world/world";

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
export class Hands {
  readonly world: World;
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
    this.world = {
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
    this.world.fixedPlatformDate = this.#platformDate;
    this.world.wire = { ...defaultWire, ...this.#options.wire };
    this.world.behaviour = { ...defaultBehaviour, ...this.#options.behaviour };
    this.world.beforeLastWrite = null;
    this.world.clock.reset();
    this.world.requestsByToken.clear();
    this.world.freedSequenceIds.length = 0;
    plantDefaults(this.world);
    if (this.#options.seed !== undefined) plant(this.world, this.#options.seed);
  }

  sequences(wabaId?: string): readonly SequenceRow[] {
    const isUsed = usedInAds(this.world);
    return [...this.world.store.sequences.all()]
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
    return this.world.store.creatives
      .all()
      .map(({ spec, ...row }) => ({ ...row, sequenceId: sequenceIdOf(spec) ?? null }));
  }

  adSets(): readonly AdSetRow[] {
    return this.world.store.adSets.all().map(({ id, adAccountId, name, status, destinationType }) => ({
      id,
      adAccountId,
      name,
      status,
      destinationType,
    }));
  }

  ads(): readonly AdRow[] {
    return this.world.store.ads.all().map(({ id, adAccountId, name, status, creativeId }) => {
      const spec = this.world.store.creatives.get(creativeId)?.spec;
      const sequenceId = spec === undefined ? null : (sequenceIdOf(spec) ?? null);
      return { id, adAccountId, name, status, creativeId, sequenceId };
    });
  }

  messages(): readonly MessageRow[] {
    return messageRows(this.world);
  }

  orders(): readonly OrderRow[] {
    return orderRows(this.world);
  }

  people(): readonly Person[] {
    return this.world.store.people.all();
  }

  orderView(referenceId: string, wabaId: string = defaults.wabaId): OrderView {
    return viewOf(heldOrder(this.world, referenceId, wabaId), this.world.clock);
  }

  conversations(): readonly Conversation[] {
    return this.world.store.conversations.all();
  }

  seed(data: SeedData): void {
    plant(this.world, data);
  }

  addSequence(sequence: SequenceSeed): string {
    return plantSequence(this.world, sequence);
  }

  editSequence(id: string, patch: SequencePatch): void {
    const row = held(this.world.store.sequences.get(id), "sequence", id);
    const { isUsedInAd, ...rest } = patch;
    const touched = Object.keys(rest).length > 0;
    this.world.store.sequences.put({
      ...row,
      ...rest,
      ...(isUsedInAd === undefined ? {} : { usedInAdOverride: isUsedInAd }),
      ...(touched ? { lastUpdateAtMs: this.world.clock.nowMs() } : {}),
    });
  }

  removeSequence(id: string): void {
    held(this.world.store.sequences.get(id), "sequence", id);
    this.world.store.sequences.delete(id);
  }

  addAd(ad: AdSeed): PlantedAd {
    return plantAd(this.world, ad);
  }

  editAd(id: string, patch: AdPatch): void {
    const ad = held(this.world.store.ads.get(id), "ad", id);
    this.world.store.ads.put({ ...ad, ...patch, updatedAtMs: this.world.clock.nowMs() });
  }

  removeAd(id: string): void {
    held(this.world.store.ads.get(id), "ad", id);
    this.world.store.ads.delete(id);
  }

  addToken(token: TokenSeed = {}): string {
    return plantToken(this.world, token);
  }

  editToken(value: string, patch: TokenPatch): void {
    const { store, requestsByToken } = this.world;
    const token = held(store.tokens.get(value), "such", "token");
    if (patch.appId !== undefined && store.apps.get(patch.appId) === undefined) this.addApp({ id: patch.appId });
    if (patch.expiresAfterRequests !== undefined) requestsByToken.delete(value);
    store.tokens.put({ ...token, ...patch });
  }

  removeToken(token: string): void {
    this.world.store.tokens.delete(token);
  }

  addApp(app: AppSeed): string {
    plant(this.world, { apps: [app] });
    return app.id;
  }

  addWaba(waba: WabaSeed): string {
    plant(this.world, { wabas: [waba] });
    return waba.id;
  }

  /** All that is held, without the tokens themselves. */
  state() {
    const { apps, wabas, adAccounts, pages, phoneNumbers, tokens } = this.world.store;
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
      templates: this.world.store.templates.all(),
      wire: this.world.wire,
      behaviour: this.world.behaviour,
    };
  }

  platformDate(): string {
    return platformDateOf(this.world);
  }

  setPlatformDate(date: string | undefined): void {
    this.world.fixedPlatformDate = date === undefined ? undefined : parsePlatformDate(date, "the platform date");
  }

  setWire(changes: Partial<WireOptions>): void {
    this.world.wire = { ...this.world.wire, ...changes };
  }

  setBehaviour(changes: Partial<BehaviourOptions>): void {
    this.world.behaviour = { ...this.world.behaviour, ...changes };
  }
}
