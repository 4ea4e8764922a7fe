import { CallError, outOfTime } from "../client/call-error";
import { realClock, Deadline, type Clock } from "../client/clock";
import { GraphClient } from "../client/graph-client";
import { RateLimiter, warnAboutSlowdown } from "../client/rate-limiter";
import { keyOfScope, type LimitScope } from "../client/limit-scope";
import { choosePlatformDate } from "../client/platform-date";
import { Retries } from "../client/retry";
import { KeyedMutex, KeyedSemaphore } from "../client/semaphore";
import { VersionMonitor } from "../client/version-monitor";
import { describeFailure, type Failure } from "../schema/failures";
import type { KnownSecrets } from "../schema/known-secrets";
import { whereToSet as defaultPlaces, type Settings, type WhereToSet } from "../schema/settings";
import { escapeControls } from "../schema/terminal-text";
import { AccessTokens } from "./access-tokens";
import { createEngineDiagnostics, type Warn } from "./diagnostics";
import { Parallelism } from "./parallelism";
import { readSettings, type ConfigReader } from "./settings";
import { UserError } from "./user-error";

/** Dependencies on the process; tests pass their own. */
export interface Environment {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly warn: Warn;
  /** Waits until all warnings are shown. */
  readonly flushWarnings?: () => Promise<void>;
  /** Milliseconds without a call of the engine after which a failure of one account is reported. Default: 0. */
  readonly failureDelayMs?: number;
  /** For failures outside a Pulumi program, where its configuration does not exist. */
  readonly whereToSet?: WhereToSet;
}

/** Longer than an engine takes from one resource to the next. */
export const engineFailureDelayMs = 1_000;

export function realEnvironment(): Environment {
  const { warn, flush } = createEngineDiagnostics();
  return {
    environment: process.env,
    clock: realClock,
    warn,
    flushWarnings: flush,
    failureDelayMs: engineFailureDelayMs,
  };
}

/** One provider in one process: its settings, connection, limits and diagnostics. It knows nothing of the kinds of resources. */
export class Session {
  readonly settings: Settings;
  readonly settingFailures: readonly Failure[];
  /** Neither published nor shown. */
  readonly knownSecrets: KnownSecrets;
  readonly clock: Clock;
  readonly warn: Warn;
  /** Waits until all warnings are shown. */
  readonly flushWarnings: () => Promise<void>;
  readonly failureDelayMs: number;
  readonly tokens: AccessTokens;
  readonly graph: GraphClient;
  readonly retries: Retries;
  readonly versions: VersionMonitor;
  /** Operations of the engine that call Meta. */
  readonly parallelism: Parallelism;
  /** Serializes creates of one name, so that none takes, or is shown, the object that another is creating. */
  readonly sameName = new KeyedMutex();
  readonly #reads: KeyedSemaphore;
  readonly #writes: KeyedSemaphore;
  readonly #adWriteListeners: (() => void)[] = [];
  #hasWrittenAds = false;

  constructor(config: ConfigReader | undefined, { warn: showWarning, ...environment }: Environment) {
    const { environment: variables, clock, flushWarnings, failureDelayMs = 0, whereToSet } = environment;
    const { settings, failures, knownSecrets } = readSettings(config, variables, whereToSet);
    const warn: Warn = (text) => showWarning(escapeControls(knownSecrets.mask(text)));
    this.settings = settings;
    this.settingFailures = failures;
    this.knownSecrets = knownSecrets;
    this.clock = clock;
    this.parallelism = new Parallelism(clock);
    this.warn = warn;
    this.flushWarnings = flushWarnings ?? (() => Promise.resolve());
    this.failureDelayMs = failureDelayMs;
    this.retries = new Retries(settings, clock);
    const rateLimiter = new RateLimiter(clock, warnAboutSlowdown(warn));
    const now = choosePlatformDate(settings.baseUrl, variables, clock);
    this.versions = new VersionMonitor(settings, { now, warn, ...(whereToSet && { nameSetting: whereToSet }) });
    this.tokens = new AccessTokens(settings, { variables, knownSecrets, whereToSet: whereToSet ?? defaultPlaces });
    this.graph = new GraphClient(settings, {
      clock,
      retries: this.retries,
      rateLimiter,
      versions: this.versions,
      knownSecrets,
      tokens: { load: (account, deadline) => this.waitFor(deadline, this.tokens.load(account)) },
    });
    this.#writes = new KeyedSemaphore(settings.writeConcurrency);
    this.#reads = new KeyedSemaphore(settings.readConcurrency);
  }

  /** Throws if a setting is malformed: nothing may be sent then. */
  requireValidSettings(): void {
    const { settingFailures: failures } = this;
    if (failures.length > 0) {
      throw new UserError(`The settings are malformed. ${failures.map(describeFailure).join(". ")}. Nothing was sent.`);
    }
  }

  startDeadline(): Deadline {
    return new Deadline(this.clock, this.settings.operationTimeoutMs);
  }

  /** Runs a read of the scope in one of the read slots; its deadline starts with the slot. */
  runRead<T>(scope: LimitScope, task: (deadline: Deadline) => Promise<T>): Promise<T> {
    return this.#runInSlot(this.#reads, scope, task);
  }

  /** Runs a write of the scope in one of the write slots; its deadline starts with the slot. */
  runWrite<T>(scope: LimitScope, task: (deadline: Deadline) => Promise<T>): Promise<T> {
    return this.#runInSlot(this.#writes, scope, task);
  }

  #runInSlot<T>(slots: KeyedSemaphore, scope: LimitScope, task: (deadline: Deadline) => Promise<T>): Promise<T> {
    const { clock, settings } = this;
    return slots.run(keyOfScope(scope), (slot) => task(new Deadline(clock, settings.operationTimeoutMs, slot)));
  }

  /** Runs a write to an ad or creative in one of the write slots, then calls the listeners. */
  runAdWrite<T>(scope: LimitScope, task: (deadline: Deadline) => Promise<T>): Promise<T> {
    return this.runWrite(scope, async (deadline) => {
      try {
        return await task(deadline);
      } finally {
        this.#hasWrittenAds = true;
        for (const listener of this.#adWriteListeners) listener();
      }
    });
  }

  /** Calls the listener after each write to an ad or creative: the ad may use another sequence now. */
  onAdWrite(listener: () => void): void {
    this.#adWriteListeners.push(listener);
  }

  /** True once this process has written an ad or a creative. */
  get hasWrittenAds(): boolean {
    return this.#hasWrittenAds;
  }

  /**
   * Waits for a result that several operations share, each no longer than its own deadline, and outside its slot: the result may itself wait
   * until an account is no longer throttled.
   */
  async waitFor<T>(deadline: Deadline, result: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const { host } = new URL(this.settings.baseUrl);
      const stats = { attempts: 0, elapsedMs: 0, limit: undefined };
      timer = setTimeout(() => reject(new CallError(outOfTime, stats, host)), deadline.leftMs);
    });
    try {
      return await deadline.waitOutsideSlot(() => Promise.race([result, late]));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Returns a function that creates a value once for each session. */
export function perSession<T extends object>(create: (session: Session) => T): (session: Session) => T {
  const values = new WeakMap<Session, T>();
  return (session) => {
    const known = values.get(session);
    if (known !== undefined) return known;
    const value = create(session);
    values.set(session, value);
    return value;
  };
}
