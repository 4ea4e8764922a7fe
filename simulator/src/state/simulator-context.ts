import { defaultBehaviour, type BehaviourOptions } from "./behaviour";
import { ChangeFeed } from "./change-feed";
import { MovableClock, systemClock, type Clock } from "./clock";
import { createSeededIds, type IdSource } from "./ids";
import { Store } from "./store";
import { defaultWire, type WireOptions } from "./wire";

interface ContextOptions {
  readonly clock?: Clock;
  readonly ids?: IdSource;
  readonly wire?: Partial<WireOptions>;
  readonly behaviour?: Partial<BehaviourOptions>;
  /** ISO day, already validated; undefined follows the clock. */
  readonly platformDate: string | undefined;
}

const idSeed = 20250811;

/** Content, clock, ids and switches: everything that a route may read or change. */
export class SimulatorContext {
  readonly changes = new ChangeFeed();
  readonly store = new Store(() => this.changes.publish("content"));
  readonly clock: MovableClock;
  readonly ids: IdSource = { next: (kind) => this.#ids.next(kind) };
  /** ISO day that decides which versions and features exist; undefined follows the clock. */
  fixedPlatformDate: string | undefined;
  wire: WireOptions = defaultWire;
  behaviour: BehaviourOptions = defaultBehaviour;
  /** Restores the content as it was before the last successful write. */
  beforeLastWrite: (() => void) | null = null;
  /** Number of requests per token, for tokens that expire by count. */
  readonly requestsByToken = new Map<string, number>();
  /** Ids of deleted sequences, for the switch `reuseIds`. */
  readonly freedSequenceIds: string[] = [];
  readonly #options: ContextOptions;
  readonly #emptyStore: () => void;
  #ids: IdSource = createSeededIds(idSeed);

  constructor(options: ContextOptions) {
    this.#options = options;
    this.clock = new MovableClock(options.clock ?? systemClock, () => this.changes.publish("clock"));
    this.#emptyStore = this.store.snapshot();
    this.reset();
  }

  /** Removes all content and restores the initial options. */
  reset(): void {
    const { ids, platformDate, wire, behaviour } = this.#options;
    this.#emptyStore();
    this.#ids = ids ?? createSeededIds(idSeed);
    this.clock.reset();
    this.fixedPlatformDate = platformDate;
    this.wire = { ...defaultWire, ...wire };
    this.behaviour = { ...defaultBehaviour, ...behaviour };
    this.beforeLastWrite = null;
    this.requestsByToken.clear();
    this.freedSequenceIds.length = 0;
    this.changes.publish("options");
  }
}
