import type { MetaApi } from "../schema/api-versions";
import { describeFailure, type Failure } from "../schema/failures";
import { describeTokenSettings, whereToSet } from "../schema/settings";
import { isAccountThrottled } from "../client/call-error";
import { isUnknown } from "../schema/unknowns";
import { dropPrintedFailures, engineAddress } from "./diagnostics";
import { endWithEngine } from "./engine-watchdog";
import { makePrintable, toUserError, type OperationContext } from "./error-messages";
import { withoutHandler, type Created, type Properties } from "./properties";
import { requireNoSecret, toCheckFailures } from "./validation";
import { realEnvironment, Session, type Environment } from "./session";
import type { ConfigReader } from "./settings";
import { UserError } from "./user-error";

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

/** Arguments after `check`. */
export interface CheckedArguments {
  readonly inputs: Properties;
  /** Every broken rule. */
  readonly failures: readonly Failure[];
}

/** Differences of new arguments from the state. */
export interface ChangedArguments {
  /** Names of the arguments that differ. */
  readonly changed: readonly string[];
  /** Names of those that only a replacement can change. */
  readonly replaces: readonly string[];
}

/** Methods that Pulumi's dynamic-provider runner calls (`pulumi.dynamic.ResourceProvider`, all seven). */
export interface ResourceHandler {
  configure(request: { readonly config: ConfigReader }): Promise<void>;
  check(olds: Properties, news: Properties): Promise<CheckResult>;
  diff(id: string, olds: Properties, news: Properties): Promise<DiffResult>;
  create(inputs: Properties): Promise<Created>;
  read(id: string, props: Properties): Promise<ReadResult>;
  update(id: string, olds: Properties, news: Properties): Promise<{ readonly outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
}

/** The operations of one kind of resource. `check` and `diff` make no calls. */
export interface ResourceOperations {
  /** The API whose version its calls use. */
  readonly api: MetaApi;
  check(session: Session, olds: Properties, news: Properties): CheckedArguments;
  diff(session: Session, id: string, olds: Properties, news: Properties): ChangedArguments;
  create(session: Session, inputs: Properties): Promise<Created>;
  read(session: Session, id: string, props: Properties): Promise<ReadResult>;
  update(session: Session, id: string, olds: Properties, news: Properties): Promise<{ readonly outs: Properties }>;
  remove(session: Session, id: string, props: Properties): Promise<void>;
  /** Describes the operation for error messages. Throws if the id is malformed. */
  describeOperation(
    verb: "create" | "read" | "update" | "delete",
    id: string | undefined,
    props: Properties,
  ): OperationContext;
}

/** One provider process: a session, opened by the first `configure` and shared by the handlers of all resources. */
export class ProviderProcess {
  readonly #createEnvironment: () => Environment;
  // The runner calls other methods before `configure` has ended, so the promise is set before anything is awaited.
  #session: Promise<Session> | undefined;
  #inFlight = 0;
  /** Ends the operations that failed because of one account and are held until the others are done. */
  readonly #held = new Set<() => void>();
  #quietTimer: NodeJS.Timeout | undefined;
  #failureDelayMs = 0;

  constructor(createEnvironment: () => Environment = realEnvironment) {
    this.#createEnvironment = createEnvironment;
  }

  async configure(config: ConfigReader): Promise<void> {
    const first = this.#session === undefined;
    const opened = this.#open(config);
    const address = engineAddress();
    if (first && address !== undefined) {
      dropPrintedFailures(process.stderr);
      endWithEngine(
        address,
        () => this.isIdle,
        () => process.exit(0),
      );
    }
    await opened;
  }

  /** True while no operation runs. */
  get isIdle(): boolean {
    return this.#inFlight === 0;
  }

  async run<T>(task: (session: Session) => T | Promise<T>): Promise<T> {
    this.#inFlight++;
    clearTimeout(this.#quietTimer);
    try {
      return await task(await this.#open());
    } finally {
      this.#inFlight--;
      this.#releaseWhenQuiet();
    }
  }

  /** Runs an operation. Throws errors for users, which name no secret, and waits until its warnings are shown. */
  runOperation<T>(describe: () => OperationContext, task: (session: Session) => T | Promise<T>): Promise<T> {
    return this.run(async (session) => {
      try {
        return await task(session);
      } catch (error) {
        if (isAccountThrottled(error)) await this.#waitForOthers(session);
        throw makePrintable(session, describeError(error, describe, session));
      } finally {
        await session.flushWarnings();
      }
    });
  }

  /**
   * Waits until nothing else has run for a moment, though no longer than an operation may take. An engine starts nothing more after a
   * failure, and a throttled account must not stop the others.
   */
  async #waitForOthers({ failureDelayMs, settings }: Session): Promise<void> {
    await new Promise<void>((resolve) => {
      const release = (): void => {
        clearTimeout(longest);
        this.#held.delete(release);
        resolve();
      };
      const longest = setTimeout(release, settings.operationTimeoutMs);
      this.#held.add(release);
      this.#failureDelayMs = failureDelayMs;
      this.#releaseWhenQuiet();
    });
  }

  #releaseWhenQuiet(): void {
    clearTimeout(this.#quietTimer);
    if (this.#held.size === 0 || this.#held.size < this.#inFlight) return;
    this.#quietTimer = setTimeout(() => {
      for (const release of this.#held) release();
    }, this.#failureDelayMs);
  }

  #open(config?: ConfigReader): Promise<Session> {
    this.#session ??= Promise.resolve().then(() => new Session(config, this.#createEnvironment()));
    return this.#session;
  }
}

/** Converts an error for users. An operation on a malformed id cannot be described; the error about the id takes its place. */
function describeError(error: unknown, describe: () => OperationContext, { tokens }: Session): Error {
  try {
    return toUserError(error, { ...describe(), tokens });
  } catch (idError) {
    if (idError instanceof UserError) return idError;
    throw idError;
  }
}

/** One kind of resource as the runner knows it. */
export class Handler implements ResourceHandler {
  readonly #process: ProviderProcess;
  readonly #operations: ResourceOperations;

  constructor(process: ProviderProcess, operations: ResourceOperations) {
    this.#process = process;
    this.#operations = operations;
  }

  configure({ config }: { readonly config: ConfigReader }): Promise<void> {
    return this.#process.configure(config);
  }

  async check(olds: Properties, news: Properties): Promise<CheckResult> {
    const { inputs, failures } = await this.checkArguments(olds, news);
    return { inputs, failures: toCheckFailures(failures.map(describeFailure)) };
  }

  async diff(id: string, olds: Properties, news: Properties): Promise<DiffResult> {
    const { changed, replaces } = await this.compareArguments(id, olds, news);
    return { changes: changed.length > 0, replaces: [...replaces], deleteBeforeReplace: false };
  }

  /** As `check`, for a protocol that shows a failure at its argument. */
  checkArguments(olds: Properties, news: Properties): Promise<CheckedArguments> {
    return this.#runOperation(["create", undefined, news], (session) => {
      const result = checkContent(this.#operations, session, olds, news);
      session.versions.warnAboutEnd(this.#operations.api);
      const isNew = Object.keys(olds).length === 0;
      if (isNew && result.failures.length === 0) warnAboutMissingToken(session, result.inputs);
      return result;
    });
  }

  /** As `diff`, for a protocol that shows which arguments differ. */
  compareArguments(id: string, olds: Properties, news: Properties): Promise<ChangedArguments> {
    return this.#runOperation(["update", id, news], (session) => {
      const result = this.#operations.diff(session, id, olds, news);
      if (result.changed.length > 0) warnAboutMissingToken(session, news);
      return result;
    });
  }

  create(inputs: Properties): Promise<Created> {
    return this.#runOnline(["create", undefined, inputs], (session) => {
      requireNoSecret(session, inputs);
      return this.#operations.create(session, inputs);
    });
  }

  read(id: string, props: Properties): Promise<ReadResult> {
    return this.#runOnline(["read", id, props], (session) => this.#operations.read(session, id, props));
  }

  update(id: string, olds: Properties, news: Properties): Promise<{ readonly outs: Properties }> {
    return this.#runOnline(["update", id, news], (session) => {
      requireNoSecret(session, news);
      return this.#operations.update(session, id, olds, news);
    });
  }

  delete(id: string, props: Properties): Promise<void> {
    return this.#runOnline(["delete", id, props], (session) => this.#operations.remove(session, id, props));
  }

  /** Runs an operation that calls Meta; throws while a setting is malformed. */
  #runOnline<T>(
    operation: Parameters<ResourceOperations["describeOperation"]>,
    task: (session: Session) => Promise<T>,
  ): Promise<T> {
    return this.#runOperation(operation, async (session) => {
      session.requireValidSettings();
      await session.tokens.prepare();
      return session.parallelism.run(() => task(session));
    });
  }

  #runOperation<T>(
    operation: Parameters<ResourceOperations["describeOperation"]>,
    task: (session: Session) => T | Promise<T>,
  ): Promise<T> {
    return this.#process.runOperation(() => this.#operations.describeOperation(...operation), task);
  }
}

/** Warns while a change is planned if its first call would fail. A plan without changes needs no token. */
function warnAboutMissingToken({ tokens, warn }: Session, { wabaId, adAccountId }: Properties): void {
  if (!tokens.isSet) {
    warn(
      `No access token is set. A preview needs none, but \`pulumi up\` does: set it with ${describeTokenSettings(whereToSet)}.`,
    );
  }
  for (const id of [wabaId, adAccountId]) {
    const missing = typeof id !== "string" || isUnknown(id) ? undefined : tokens.describeMissing(id);
    if (missing !== undefined) warn(`${missing} A preview needs none, but \`pulumi up\` will fail.`);
  }
}

/** Checks the arguments, and rejects a text or key that would publish a secret. Nothing that is returned or warned of repeats it. */
function checkContent(
  operations: ResourceOperations,
  session: Session,
  olds: Properties,
  news: Properties,
): CheckedArguments {
  const secrets = session.knownSecrets.failuresIn(withoutHandler(news));
  if (secrets.length === 0) return operations.check(session, olds, news);
  const { failures } = operations.check(session, olds, session.knownSecrets.maskProperties(news));
  return { inputs: {}, failures: [...secrets, ...failures] };
}
