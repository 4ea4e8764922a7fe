import type { BehaviourOptions } from "./behaviour";
import type { MovableClock } from "./clock";
import type { IdSource } from "./ids";
import type { Store } from "./store";
import type { WireOptions } from "./wire";

/** Everything a route may look at or change. */
export interface SimulatorContext {
  readonly store: Store;
  readonly clock: MovableClock;
  readonly ids: IdSource;
  /** ISO day that decides which versions and features exist; undefined while the clock decides. */
  fixedPlatformDate: string | undefined;
  wire: WireOptions;
  behaviour: BehaviourOptions;
  /** Brings back what was held before the last successful write. */
  beforeLastWrite: (() => void) | null;
  /** Requests each token has made, for tokens that expire by count. */
  readonly requestsByToken: Map<string, number>;
  /** Ids given back by deletion, for `reuseIds`. */
  readonly freedSequenceIds: string[];
}
