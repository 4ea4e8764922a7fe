import { PartialFailure } from "../../../provider/src/runtime/user-error";
import type { Properties } from "../../../provider/src/runtime/properties";
import type { TestAccount } from "./account";
import { sequenceArgs, handlerText } from "./sequences";
import type { ProviderRun, Settings } from "./provider-run";

/** A resource in the state. */
export interface StateEntry {
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outs: Properties;
  /** False after a create or update that failed partially: the next run calls update whatever the diff returns. */
  readonly isHealthy: boolean;
}

export class CheckFailed extends Error {
  override readonly name = "CheckFailed";
  constructor(readonly reasons: readonly string[]) {
    super(reasons.join("\n"));
  }
}

export interface Operation {
  readonly verb: "create" | "update" | "read" | "delete";
  /** Milliseconds on the run's clock; 0 until it ends. */
  elapsedMs: number;
}

/** Starts a provider with changes to the environment and a stack configuration. */
export type StartRun = (environment?: Settings, config?: Settings) => ProviderRun;

/**
 * Plans and runs single resources as Pulumi's engine does, with a state that survives runs as JSON. It drives the handler in this
 * process, so that thousands of scenarios take seconds; test/lifecycle runs the real engine.
 */
export class TestEngine {
  readonly #account: TestAccount;
  readonly #startRun: StartRun;
  readonly entries = new Map<string, StateEntry>();
  /** Replaced resources whose old sequence is not deleted yet. */
  readonly pendingDeletes: StateEntry[] = [];
  /** Last declared arguments by resource. */
  readonly declaredArgs = new Map<string, Properties>();
  readonly failures: Error[] = [];
  readonly warnings: string[] = [];
  readonly operations: Operation[] = [];
  /** Resources whose last create failed; a row of theirs may exist. */
  readonly failedCreates = new Set<string>();
  /** Ids that a program named in `adoptSequenceId`. */
  readonly adopted = new Set<string>();
  /** Broken invariants that only show during an operation. */
  readonly violations: string[] = [];
  /** Leaves the old sequences of replacements to `deletePending`, as a real update does until its end. */
  defersDeletes = false;
  #run: ProviderRun;
  #openOperations = 0;

  constructor(account: TestAccount, startRun: StartRun = (...settings) => account.run(...settings)) {
    this.#account = account;
    this.#startRun = startRun;
    this.#run = startRun();
  }

  get run(): ProviderRun {
    return this.#run;
  }

  /** Ends the provider process and starts another, which knows nothing of the first. */
  startRun(environment: Settings = {}, config: Settings = {}): ProviderRun {
    this.warnings.push(...this.#run.warnings);
    this.#run = this.#startRun(environment, config);
    return this.#run;
  }

  /** Runs the next operations in this provider. */
  useRun(run: ProviderRun): void {
    this.warnings.push(...this.#run.warnings);
    this.#run = run;
  }

  /** Kills engine and provider. The returned engine continues from the current state; later results of this one are lost. */
  kill(): TestEngine {
    this.#run.kill();
    const next = new TestEngine(this.#account, this.#startRun);
    next.defersDeletes = this.defersDeletes;
    for (const [name, entry] of this.entries) next.entries.set(name, entry);
    for (const [name, changes] of this.declaredArgs) next.declaredArgs.set(name, changes);
    for (const name of this.failedCreates) next.failedCreates.add(name);
    for (const id of this.adopted) next.adopted.add(id);
    next.pendingDeletes.push(...this.pendingDeletes);
    next.failures.push(...this.failures);
    next.warnings.push(...this.warnings, ...this.#run.warnings);
    next.operations.push(...this.operations.map((operation) => ({ ...operation })));
    next.violations.push(...this.violations);
    return next;
  }

  /** Creates, updates or replaces one resource as declared, or leaves it unchanged. */
  async up(name: string, changes: Properties = {}): Promise<StateEntry> {
    this.declaredArgs.set(name, changes);
    const old = this.entries.get(name);
    const inputs = await this.#check(name, old, changes);
    if (old === undefined) return this.#create(name, inputs);
    const { changes: isChanged, replaces } = await this.#runOffline(() =>
      this.#run.handler.diff(old.id, old.outs, inputs),
    );
    if (replaces.length > 0) return this.#replace(old, changes);
    return isChanged || !old.isHealthy ? this.#update(old, inputs) : old;
  }

  /** True if a preview would show a step for the resource. */
  async isPlanned(name: string): Promise<boolean> {
    const old = this.entries.get(name);
    if (old === undefined) return true;
    const inputs = await this.#check(name, old, this.declaredArgs.get(name) ?? {});
    const { changes, replaces } = await this.#runOffline(() => this.#run.handler.diff(old.id, old.outs, inputs));
    return changes || replaces.length > 0 || !old.isHealthy;
  }

  /** Reads one resource; removes it from the state if the provider reports it as deleted. */
  async refresh(name: string): Promise<StateEntry | undefined> {
    const old = this.#getEntry(name);
    const { id, props, inputs } = await this.#runOperation("read", () => this.#run.handler.read(old.id, old.outs));
    if (id === "") {
      this.#removeEntry(old);
      return undefined;
    }
    return this.#storeEntry({ ...old, id, inputs: inputs ?? old.inputs, outs: props ?? old.outs, isHealthy: true });
  }

  async destroy(name: string): Promise<void> {
    const old = this.#getEntry(name);
    await this.#runOperation("delete", () => this.#run.handler.delete(old.id, old.outs));
    this.#removeEntry(old);
  }

  /** Edits the state by hand. */
  editState(name: string, changes: Partial<StateEntry>): void {
    this.#storeEntry({ ...this.#getEntry(name), ...changes });
  }

  #getEntry(name: string): StateEntry {
    const entry = this.entries.get(name);
    if (entry === undefined) throw new Error(`the state has no ${name}`);
    return entry;
  }

  async #check(name: string, old: StateEntry | undefined, changes: Properties): Promise<Properties> {
    const news = sequenceArgs({ name, ...changes });
    if (typeof news["adoptSequenceId"] === "string") this.adopted.add(news["adoptSequenceId"]);
    const { inputs, failures } = await this.#runOffline(() => this.#run.handler.check(old?.inputs ?? {}, news));
    if (failures.length === 0) return inputs;
    const failed = new CheckFailed(failures.map(({ reason }) => reason));
    this.failures.push(failed);
    throw failed;
  }

  async #create(name: string, inputs: Properties): Promise<StateEntry> {
    this.failedCreates.add(name);
    return this.#recordResult(name, inputs, async () =>
      this.#runOperation("create", () => this.#run.handler.create(inputs)),
    );
  }

  async #update(old: StateEntry, inputs: Properties): Promise<StateEntry> {
    return this.#recordResult(old.name, inputs, async () => ({
      id: old.id,
      ...(await this.#runOperation("update", () => this.#run.handler.update(old.id, old.outs, inputs))),
    }));
  }

  /** Replaces a resource whatever the diff returns, as `pulumi up --replace` does. */
  async replace(name: string, changes: Properties = {}): Promise<StateEntry> {
    this.declaredArgs.set(name, changes);
    const old = this.#getEntry(name);
    const inputs = await this.#check(name, old, changes);
    await this.#runOffline(() => this.#run.handler.diff(old.id, old.outs, inputs));
    return this.#replace(old, changes);
  }

  /** Checks once more without the old inputs, as the engine does. A partially failed create replaces the old entry too. */
  async #replace(old: StateEntry, changes: Properties): Promise<StateEntry> {
    const inputs = await this.#check(old.name, undefined, changes);
    const next = await this.#create(old.name, inputs).catch((error: unknown) => {
      if (error instanceof PartialFailure) this.pendingDeletes.push(old);
      throw error;
    });
    this.pendingDeletes.push(old);
    if (!this.defersDeletes) await this.deletePending(old);
    return next;
  }

  /** Deletes the old sequence of a replacement. */
  async deletePending(old: StateEntry): Promise<void> {
    await this.#runOperation("delete", () => this.#run.handler.delete(old.id, old.outs));
    this.pendingDeletes.splice(this.pendingDeletes.indexOf(old), 1);
    this.#checkGone(old);
  }

  async #recordResult(
    name: string,
    inputs: Properties,
    step: () => Promise<{ readonly id: string; readonly outs: Properties }>,
  ): Promise<StateEntry> {
    try {
      const { id, outs } = await step();
      this.failedCreates.delete(name);
      return this.#storeEntry({ name, id, inputs, outs, isHealthy: true });
    } catch (error) {
      if (error instanceof PartialFailure) {
        this.failedCreates.delete(name);
        this.#storeEntry({ name, id: error.id, inputs, outs: error.properties, isHealthy: false });
      }
      throw error;
    }
  }

  /** Stores the entry as JSON: the state keeps nothing else. */
  #storeEntry(entry: StateEntry): StateEntry {
    const stored = JSON.parse(
      JSON.stringify({ ...entry, outs: { ...entry.outs, __provider: handlerText } }),
    ) as StateEntry;
    this.entries.set(entry.name, stored);
    return stored;
  }

  #removeEntry(entry: StateEntry): void {
    this.entries.delete(entry.name);
    this.declaredArgs.delete(entry.name);
    this.#checkGone(entry);
  }

  /** I3: a resource leaves the state only if its row is deleted or another entry manages the row. */
  #checkGone({ id, name }: StateEntry): void {
    const isManaged = [...this.entries.values()].some((entry) => entry.id === id);
    const isStored = this.#account.meta.sequences().some((row) => id === `${row.wabaId}/${row.id}`);
    if (isStored && !isManaged) this.violations.push(`I3: ${name} left the state while ${id} still exists`);
  }

  /** I9: check and diff send no request. */
  async #runOffline<T>(task: () => Promise<T>): Promise<T> {
    const before = this.#account.meta.journal().length;
    const isAlone = this.#openOperations === 0;
    const result = await task().catch((error: unknown) => this.#fail(error));
    if (isAlone && this.#openOperations === 0 && this.#account.meta.journal().length !== before) {
      this.violations.push("I9: check or diff sent a request");
    }
    return result;
  }

  async #runOperation<T>(verb: Operation["verb"], task: () => Promise<T>): Promise<T> {
    const startMs = this.#run.nowMs();
    const operation = { verb, elapsedMs: 0 };
    this.operations.push(operation);
    this.#openOperations++;
    try {
      return await task().catch((error: unknown) => this.#fail(error));
    } finally {
      this.#openOperations--;
      operation.elapsedMs = this.#run.nowMs() - startMs;
    }
  }

  #fail(error: unknown): never {
    const failure = error instanceof Error ? error : new Error(String(error));
    this.failures.push(failure);
    throw failure;
  }
}
