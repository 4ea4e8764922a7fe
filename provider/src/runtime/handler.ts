import type { MetaApi } from "../schema/api-versions";
import type { Deed } from "./deed";
import { engineAddress } from "./diagnostics";
import { endWithEngine } from "./engine-watchdog";
import { explained } from "./explain";
import type { Created, Properties } from "./properties";
import { warnAboutMissingToken } from "./missing-token";
import { checkContent, requireNoSecret, makePrintable } from "./published-secrets";
import { dropPrintedFailures } from "./runner-output";
import { realEnvironment, Session, type Environment } from "./session";
import type { ConfigReader } from "./settings";

export interface CheckResult {
  readonly inputs: Properties;
  readonly failures: { readonly property: string; readonly reason: string }[];
}

export interface DiffResult {
  readonly changes: boolean;
  readonly replaces: string[];
  readonly deleteBeforeReplace: boolean;
}

export interface ReadResult {
  readonly id: string;
  readonly props?: Properties;
  readonly inputs?: Properties;
}

/** What Pulumi's dynamic-provider runner calls (`pulumi.dynamic.ResourceProvider`, all seven methods). */
export interface ResourceHandler {
  configure(request: { readonly config: ConfigReader }): Promise<void>;
  check(olds: Properties, news: Properties): Promise<CheckResult>;
  diff(id: string, olds: Properties, news: Properties): Promise<DiffResult>;
  create(inputs: Properties): Promise<Created>;
  read(id: string, props: Properties): Promise<ReadResult>;
  update(id: string, olds: Properties, news: Properties): Promise<{ readonly outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
}

/** The lifecycle of one kind of resource; `check` and `diff` are offline. */
export interface ResourceOperations {
  /** The API that its calls go to. */
  readonly api: MetaApi;
  check(session: Session, olds: Properties, news: Properties): CheckResult;
  diff(session: Session, id: string, olds: Properties, news: Properties): DiffResult;
  create(session: Session, inputs: Properties): Promise<Created>;
  read(session: Session, id: string, props: Properties): Promise<ReadResult>;
  update(session: Session, id: string, olds: Properties, news: Properties): Promise<{ readonly outs: Properties }>;
  remove(session: Session, id: string, props: Properties): Promise<void>;
  /** What a failure says was being done. Throws when the id cannot be read. */
  deed(verb: "create" | "read" | "update" | "delete", id: string | undefined, props: Properties): Deed;
}

/** One provider process: a session, opened by the first `configure` and shared by the handlers of all resources. */
export class ProviderProcess {
  readonly #surroundings: () => Environment;
  // The runner calls other methods before `configure` has ended, so the promise is set before anything is awaited.
  #session: Promise<Session> | undefined;
  #inFlight = 0;

  constructor(surroundings: () => Environment = realEnvironment) {
    this.#surroundings = surroundings;
  }

  async configure(config: ConfigReader): Promise<void> {
    const first = this.#session === undefined;
    const opened = this.#open(config);
    const address = engineAddress();
    if (first && address !== undefined) {
      dropPrintedFailures(process.stderr);
      endWithEngine(
        address,
        () => this.#inFlight === 0,
        () => process.exit(0),
      );
    }
    await opened;
  }

  async during<T>(task: (session: Session) => T | Promise<T>): Promise<T> {
    this.#inFlight++;
    try {
      return await task(await this.#open());
    } finally {
      this.#inFlight--;
    }
  }

  #open(config?: ConfigReader): Promise<Session> {
    this.#session ??= Promise.resolve().then(() => new Session(config, this.#surroundings()));
    return this.#session;
  }
}

/** One kind of resource as the runner knows it. */
export class Handler implements ResourceHandler {
  readonly #process: ProviderProcess;
  readonly #verbs: ResourceOperations;

  constructor(process: ProviderProcess, verbs: ResourceOperations) {
    this.#process = process;
    this.#verbs = verbs;
  }

  configure({ config }: { readonly config: ConfigReader }): Promise<void> {
    return this.#process.configure(config);
  }

  check(olds: Properties, news: Properties): Promise<CheckResult> {
    return this.#during(["create", undefined, news], (session) => {
      const result = checkContent(this.#verbs, session, olds, news);
      session.versions.warnAboutEnd(this.#verbs.api);
      const isNew = Object.keys(olds).length === 0;
      if (isNew && result.failures.length === 0) warnAboutMissingToken(session);
      return result;
    });
  }

  diff(id: string, olds: Properties, news: Properties): Promise<DiffResult> {
    return this.#during(["update", id, news], (session) => {
      const result = this.#verbs.diff(session, id, olds, news);
      if (result.changes) warnAboutMissingToken(session);
      return result;
    });
  }

  create(inputs: Properties): Promise<Created> {
    return this.#online(["create", undefined, inputs], (session) => {
      requireNoSecret(session, inputs);
      return this.#verbs.create(session, inputs);
    });
  }

  read(id: string, props: Properties): Promise<ReadResult> {
    return this.#online(["read", id, props], (session) => this.#verbs.read(session, id, props));
  }

  update(id: string, olds: Properties, news: Properties): Promise<{ readonly outs: Properties }> {
    return this.#online(["update", id, news], (session) => {
      requireNoSecret(session, news);
      return this.#verbs.update(session, id, olds, news);
    });
  }

  delete(id: string, props: Properties): Promise<void> {
    return this.#online(["delete", id, props], (session) => this.#verbs.remove(session, id, props));
  }

  /** A verb that talks to Meta: refused while a setting is malformed. */
  #online<T>(deed: Parameters<ResourceOperations["deed"]>, task: (session: Session) => Promise<T>): Promise<T> {
    return this.#during(deed, (session) => {
      session.requireValidSettings();
      return task(session);
    });
  }

  async #during<T>(
    deed: Parameters<ResourceOperations["deed"]>,
    task: (session: Session) => T | Promise<T>,
  ): Promise<T> {
    return this.#process.during(async (session) => {
      try {
        return await task(session);
      } catch (error) {
        throw makePrintable(session, explained(error, this.#verbs.deed(...deed)));
      }
    });
  }
}
