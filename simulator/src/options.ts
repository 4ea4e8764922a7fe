import type { BehaviourOptions } from "./state/behaviour";
import type { Clock } from "./state/clock";
import type { IdSource } from "./state/ids";
import type { WireOptions } from "./state/wire";
import type { SeedData } from "./seed/seed-data";
import type { Webhook } from "./webhooks/webhook-types";

export interface SimulatorOptions {
  /** TCP port of the Graph door on 127.0.0.1. Default 0: any free one. */
  readonly port?: number;
  /** TCP port of the control API on 127.0.0.1. Default 0: any free one. */
  readonly controlPort?: number;
  /** Put in besides the defaults, at the start and after every reset. */
  readonly seed?: SeedData;
  /** How answers look. Only what differs from the default. */
  readonly wire?: Partial<WireOptions>;
  /** What Meta's documents leave open. Only what differs from the default. */
  readonly behaviour?: Partial<BehaviourOptions>;
  /** Subscribed at the start, once it has answered the handshake, and again by a reset. Default: none. */
  readonly webhook?: Webhook;
  /** Where time comes from. Default: the system clock. */
  readonly clock?: Clock;
  /**
   * ISO day such as "2026-11-29" that decides which versions and features of Meta's exist, without moving the clock. Default: the
   * environment variable WHATSAPP_PLATFORM_DATE, otherwise the clock's day.
   */
  readonly platformDate?: string;
  /** Where ids come from. Default: the same sequence in every run. A reset goes on with a given source. */
  readonly ids?: IdSource;
}
