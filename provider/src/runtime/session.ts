import { MarketingApi } from "../client/marketing-api";
import { CallError, outOfTime } from "../client/call-error";
import { realClock, Deadline, type Clock } from "../client/clock";
import { GraphClient } from "../client/graph-client";
import { MessagesApi } from "../client/messages";
import { Semaphore, KeyedMutex } from "../client/semaphore";
import { describeSlowdown, RateLimiter } from "../client/rate-limiter";
import { choosePlatformDate } from "../client/platform-date";
import { Retries } from "../client/retry";
import { SequencesApi } from "../client/sequences";
import { VersionMonitor } from "../client/version-monitor";
import type { KnownSecrets } from "../schema/known-secrets";
import type { Settings, WhereToSet } from "../schema/settings";
import { escapeControls } from "../schema/terminal-text";
import { Account } from "./sequence/account";
import { sequenceKey } from "./sequence/state";
import { Ads } from "./attachment/ads";
import { describeUnknownRows } from "./create-once";
import { Creatives } from "./creative/creatives";
import { engineWarnings, type Warn } from "./engine-log";
import { ExpectedFailure } from "./failure";
import { Memory } from "./memory";
import { Orders } from "./order/orders";
import { readSettings, type ConfigReader } from "./settings";

/** What comes from outside; tests bring their own. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly warn: Warn;
  /** For failures outside a Pulumi program, where its configuration does not exist. */
  readonly whereToSet?: WhereToSet;
}

export function realSurroundings(): Surroundings {
  return {
    environment: process.env,
    clock: realClock,
    warn: engineWarnings(),
  };
}

/** One provider's life in one process: settings, connection, and what this process knows of the account's rows. */
export class Session {
  readonly settings: Settings;
  readonly problems: readonly string[];
  /** Neither published nor shown. */
  readonly knownSecrets: KnownSecrets;
  readonly clock: Clock;
  readonly warn: Warn;
  readonly api: SequencesApi;
  readonly ads: MarketingApi;
  readonly creatives: Creatives;
  readonly attachments: Ads;
  readonly orders: Orders;
  readonly retries: Retries;
  readonly versions: VersionMonitor;
  /** Keeps creates of one name one after another, so that none takes, or is shown, the row that another is just making. */
  readonly sameName = new KeyedMutex();
  /** Of sequences. */
  readonly memory = new Memory(sequenceKey);
  readonly #accounts = new Map<string, Account>();
  readonly #reads: Semaphore;
  readonly #writes: Semaphore;
  #hasWrittenAds = false;
  #appId: Promise<string | undefined> | undefined;

  constructor(config: ConfigReader | undefined, { environment, clock, warn: showWarning, whereToSet }: Surroundings) {
    const { settings, problems, knownSecrets } = readSettings(config, environment, whereToSet);
    const warn: Warn = (text) => showWarning(escapeControls(knownSecrets.mask(text)));
    this.settings = settings;
    this.problems = problems;
    this.knownSecrets = knownSecrets;
    this.clock = clock;
    this.warn = warn;
    this.retries = new Retries(settings, clock);
    const rateLimiter = new RateLimiter(clock, (percent) => warn(describeSlowdown(percent)));
    const now = choosePlatformDate(settings.baseUrl, environment, clock);
    this.versions = new VersionMonitor(settings, { now, warn, ...(whereToSet && { nameSetting: whereToSet }) });
    const graph = new GraphClient(settings, {
      clock,
      retries: this.retries,
      rateLimiter,
      versions: this.versions,
      knownSecrets,
    });
    this.api = new SequencesApi(graph);
    this.ads = new MarketingApi(graph);
    this.orders = new Orders(new MessagesApi(graph), settings.orderOutbox, warn);
    this.#writes = new Semaphore(settings.writeConcurrency);
    this.#reads = new Semaphore(settings.readConcurrency);
    this.creatives = new Creatives(
      (id) => this.reading((deadline) => this.ads.findCreative(id, deadline)),
      (adAccountId) => this.reading((deadline) => this.ads.newestCreatives(adAccountId, deadline)),
      warn,
    );
    this.attachments = new Ads((id) => this.reading((deadline) => this.ads.findAd(id, deadline)));
  }

  /** Throws when a setting is malformed: with those, nothing may be sent. */
  requireSound(): void {
    if (this.problems.length > 0) {
      throw new ExpectedFailure(`The settings are malformed. ${this.problems.join(". ")}. Nothing was sent.`);
    }
  }

  deadline(): Deadline {
    return new Deadline(this.clock, this.settings.operationTimeoutMs);
  }

  /** Runs a read in one of the read slots; its deadline starts with the slot. */
  reading<T>(task: (deadline: Deadline) => Promise<T>): Promise<T> {
    return this.#reads.run(() => task(this.deadline()));
  }

  /** Runs a write in one of the write slots; its deadline starts with the slot. */
  writing<T>(wabaId: string, task: (deadline: Deadline) => Promise<T>): Promise<T> {
    return this.#writes.run(() => this.account(wabaId).writing(() => task(this.deadline())));
  }

  /** Runs a write to an ad or creative in one of the write slots. What was listed of sequences before may be out of date after it. */
  async writingAds<T>(task: (deadline: Deadline) => Promise<T>): Promise<T> {
    return this.#writes.run(async () => {
      try {
        return await task(this.deadline());
      } finally {
        this.#hasWrittenAds = true;
        for (const account of this.#accounts.values()) account.noteWrite();
      }
    });
  }

  /** Sends a message in one of the write slots; its deadline starts with the slot. */
  sending<T>(task: (deadline: Deadline) => Promise<T>): Promise<T> {
    return this.#writes.run(() => task(this.deadline()));
  }

  /** Whether sequences may have come into use, or out of it, by this process. */
  get hasWrittenAds(): boolean {
    return this.#hasWrittenAds;
  }

  account(wabaId: string): Account {
    const known = this.#accounts.get(wabaId);
    if (known !== undefined) return known;
    const source = {
      load: (sequenceId: string) => this.reading((deadline) => this.api.find(wabaId, sequenceId, deadline)),
      list: () => this.reading((deadline) => this.api.list(wabaId, deadline)),
    };
    const account = new Account(source, this.clock, (rows) =>
      this.warn(describeUnknownRows(`account ${wabaId}`, rows)),
    );
    this.#accounts.set(wabaId, account);
    return account;
  }

  /** The app behind the token, learned once; undefined when Meta refuses to tell or the call failed (then asked again). */
  appId(): Promise<string | undefined> {
    this.#appId ??= this.reading((deadline) => this.api.appId(deadline)).catch((error: unknown) => {
      if (!(error instanceof CallError && error.outcome.kind === "rejected")) this.#appId = undefined;
      return undefined;
    });
    return this.#appId;
  }

  /** A shared answer serves several operations, each of which waits no longer than its own time. */
  async within<T>(deadline: Deadline, answer: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const { host } = new URL(this.settings.baseUrl);
      const tally = { attempts: 0, elapsedMs: 0, limit: undefined };
      timer = setTimeout(() => reject(new CallError(outOfTime, tally, host)), deadline.leftMs);
    });
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
