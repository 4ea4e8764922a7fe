import type { BehaviourOptions } from "./state/behaviour";
import type { Clock } from "./state/clock";
import type { IdSource } from "./state/ids";
import type { WireOptions } from "./state/wire";
import type { SeedData } from "./seed/seed-data";
import type { Webhook } from "./webhooks/webhook-types";

export interface SimulatorOptions {
  /** TCP port of the Graph API on 127.0.0.1. Default 0: any free port. */
  readonly port?: number;
  /** TCP port of the control API on 127.0.0.1. Default 0: any free port. */
  readonly controlPort?: number;
  /**
   * Folder that keeps the state: content, ids, options, clock, fault rules and the webhook, but neither requests nor deliveries. A state in
   * it takes the place of `seed` until the next reset; other options win over it. Created if missing; one simulator can use it at a time.
   * Default: nothing is kept.
   */
  readonly dataDir?: string;
  /** Data that is added to the defaults at the start and after every reset. */
  readonly seed?: SeedData;
  /** Shape of responses. Give only what differs from the default. */
  readonly wire?: Partial<WireOptions>;
  /** Choices where Meta's documents are silent. Give only what differs from the default. */
  readonly behaviour?: Partial<BehaviourOptions>;
  /** Webhook to subscribe at the start, after its handshake, and again after a reset. Default: none. */
  readonly webhook?: Webhook;
  /** Source of time. Default: the system clock. */
  readonly clock?: Clock;
  /**
   * ISO day such as "2026-11-29" that decides which versions and features of Meta's APIs exist, without moving the clock. Default: the
   * environment variable WHATSAPP_PLATFORM_DATE, otherwise the clock's day.
   */
  readonly platformDate?: string;
  /** Source of ids. Default: the same ids in every run. A reset restarts the default source, and continues with a custom one. */
  readonly ids?: IdSource;
}
