import { defaultBehaviour, type BehaviourOptions } from "./behaviour";
import { ChangeFeed } from "./change-feed";
import { MovableClock, systemClock, type Clock } from "./clock";
import { SeededIds, type IdSource, type SavedIds } from "./ids";
import { RecentCalls } from "./recent-calls";
import { Store, type SavedStore } from "./store";
import { defaultWire, type WireOptions } from "./wire";

interface ContextOptions {
  readonly clock?: Clock;
  readonly ids?: IdSource;
  readonly wire?: Partial<WireOptions>;
  readonly behaviour?: Partial<BehaviourOptions>;
  /** ISO day, already validated; undefined follows the clock. */
  readonly platformDate: string | undefined;
}

/** State of a simulator as plain data, with bigints. */
export interface SavedContext {
  readonly store: SavedStore;
  readonly ids: SavedIds;
  readonly clockAheadMs: number;
  readonly platformDate: string | null;
  readonly wire: WireOptions;
  readonly behaviour: BehaviourOptions;
  readonly requestsByToken: readonly (readonly [string, number])[];
  readonly freedSequenceIds: readonly string[];
}

const idSeed = 20250811;

/** Content, clock, ids and switches: everything that a route may read or change. */
export class SimulatorContext {
  readonly changes = new ChangeFeed();
  readonly store = new Store(() => this.changes.publish("content"));
  readonly clock: MovableClock;
  readonly ids: IdSource = { next: (kind) => (this.#options.ids ?? this.#ids).next(kind) };
  /** ISO day that decides which versions and features exist; undefined follows the clock. */
  fixedPlatformDate: string | undefined;
  wire: WireOptions = defaultWire;
  behaviour: BehaviourOptions = defaultBehaviour;
  /** Restores the content as it was before the last successful write. */
  beforeLastWrite: (() => void) | null = null;
  /** Number of requests per token, for tokens that expire by count. */
  readonly requestsByToken = new Map<string, number>();
  /** Calls that count toward Meta's hourly quotas. They are not saved. */
  readonly recentCalls = new RecentCalls();
  /** Ids of deleted sequences, for the switch `reuseIds`. */
  readonly freedSequenceIds: string[] = [];
  readonly #options: ContextOptions;
  readonly #emptyStore: () => void;
  #ids = new SeededIds(idSeed);

  constructor(options: ContextOptions) {
    this.#options = options;
    this.clock = new MovableClock(options.clock ?? systemClock, () => this.changes.publish("clock"));
    this.#emptyStore = this.store.snapshot();
    this.reset();
  }

  /** Removes all content and restores the initial options. */
  reset(): void {
    const { platformDate, wire, behaviour } = this.#options;
    this.#emptyStore();
    this.#ids = new SeededIds(idSeed);
    this.clock.reset();
    this.fixedPlatformDate = platformDate;
    this.wire = { ...defaultWire, ...wire };
    this.behaviour = { ...defaultBehaviour, ...behaviour };
    this.beforeLastWrite = null;
    this.requestsByToken.clear();
    this.recentCalls.clear();
    this.freedSequenceIds.length = 0;
    this.changes.publish("options");
  }
  save(): SavedContext {
    return {
      store: this.store.save(),
      ids: this.#ids.save(),
      clockAheadMs: this.clock.aheadMs,
      platformDate: this.fixedPlatformDate ?? null,
      wire: this.wire,
      behaviour: this.behaviour,
      requestsByToken: [...this.requestsByToken],
      freedSequenceIds: [...this.freedSequenceIds],
    };
  }

  /** Replaces content, clock, ids and switches. The options of this start win over saved ones. */
  load(saved: SavedContext): void {
    const { platformDate, wire, behaviour } = this.#options;
    this.store.load(saved.store);
    this.#ids.load(saved.ids);
    this.clock.setAhead(saved.clockAheadMs);
    this.fixedPlatformDate = platformDate ?? saved.platformDate ?? undefined;
    this.wire = { ...defaultWire, ...saved.wire, ...wire };
    this.behaviour = { ...defaultBehaviour, ...saved.behaviour, ...behaviour };
    this.beforeLastWrite = null;
    this.requestsByToken.clear();
    this.recentCalls.clear();
    saved.requestsByToken.forEach(([token, requests]) => this.requestsByToken.set(token, requests));
    this.freedSequenceIds.splice(0, Infinity, ...saved.freedSequenceIds);
    this.changes.publish("options");
  }
}
