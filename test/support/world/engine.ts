import { PartialFailure } from "../../../provider/src/runtime/user-error";
import type { Properties } from "../../../provider/src/runtime/properties";
import type { TestAccount } from "./account";
import { args, handlerText } from "./sequences";
import type { Run, Settings } from "./provider-run";

/** One resource as a state remembers it. */
export interface Entry {
  readonly name: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outs: Properties;
  /** False after a create or an update that ended half-made: the next run calls update whatever the diff says. */
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
export type StartRun = (environment?: Settings, config?: Settings) => Run;

/**
 * Plans and steps as Pulumi's engine does for single resources, with a state that survives runs as JSON. It drives the handler in
 * this process, so that thousands of cases cost seconds; the same rows run through the real engine in test/lifecycle.
 */
export class SmallEngine {
  readonly #account: TestAccount;
  readonly #startRun: StartRun;
  readonly entries = new Map<string, Entry>();
  /** Old rows of replacements whose delete failed. */
  readonly pendingDeletes: Entry[] = [];
  /** What each resource's program said last. */
  readonly wanted = new Map<string, Properties>();
  readonly failures: Error[] = [];
  readonly warnings: string[] = [];
  readonly operations: Operation[] = [];
  /** Resources whose last create failed, so that a row of theirs may be left. */
  readonly unmade = new Set<string>();
  /** Ids that a program named in `adoptSequenceId`. */
  readonly adopted = new Set<string>();
  /** Broken rules that only show while something happens. */
  readonly problems: string[] = [];
  /** Old rows of replacements wait for `deletePending`, as they do until the end of a real update. */
  deletesLater = false;
  #run: Run;
  #asked = 0;

  constructor(account: TestAccount, startRun: StartRun = (...settings) => account.run(...settings)) {
    this.#account = account;
    this.#startRun = startRun;
    this.#run = startRun();
  }

  get run(): Run {
    return this.#run;
  }

  /** The provider process has ended and another begins; what it knew is gone. */
  nextRun(environment: Settings = {}, config: Settings = {}): Run {
    this.warnings.push(...this.#run.warnings);
    this.#run = this.#startRun(environment, config);
    return this.#run;
  }

  /** Runs the next operations in this provider. */
  useRun(run: Run): void {
    this.warnings.push(...this.#run.warnings);
    this.#run = run;
  }

  /** Engine and provider are killed: the state as it is goes on with the engine returned, and what this one learns later is lost. */
  killed(): SmallEngine {
    this.#run.kill();
    const next = new SmallEngine(this.#account, this.#startRun);
    next.deletesLater = this.deletesLater;
    for (const [name, entry] of this.entries) next.entries.set(name, entry);
    for (const [name, changes] of this.wanted) next.wanted.set(name, changes);
    for (const name of this.unmade) next.unmade.add(name);
    for (const id of this.adopted) next.adopted.add(id);
    next.pendingDeletes.push(...this.pendingDeletes);
    next.failures.push(...this.failures);
    next.warnings.push(...this.warnings, ...this.#run.warnings);
    next.operations.push(...this.operations.map((operation) => ({ ...operation })));
    next.problems.push(...this.problems);
    return next;
  }

  /** Brings one resource to what the program says: a create, an update, a replacement, or nothing. */
  async up(name: string, changes: Properties = {}): Promise<Entry> {
    this.wanted.set(name, changes);
    const old = this.entries.get(name);
    const inputs = await this.#checked(name, old, changes);
    if (old === undefined) return this.#create(name, inputs);
    const { changes: isChanged, replaces } = await this.#offline(() =>
      this.#run.handler.diff(old.id, old.outs, inputs),
    );
    if (replaces.length > 0) return this.#replace(old, changes);
    return isChanged || !old.isHealthy ? this.#update(old, inputs) : old;
  }

  /** Whether a preview would show a step for the resource. */
  async isPlanned(name: string): Promise<boolean> {
    const old = this.entries.get(name);
    if (old === undefined) return true;
    const inputs = await this.#checked(name, old, this.wanted.get(name) ?? {});
    const { changes, replaces } = await this.#offline(() => this.#run.handler.diff(old.id, old.outs, inputs));
    return changes || replaces.length > 0 || !old.isHealthy;
  }

  /** Reads one resource; it leaves the state when the provider says that it is gone. */
  async refresh(name: string): Promise<Entry | undefined> {
    const old = this.#required(name);
    const { id, props, inputs } = await this.#asking("read", () => this.#run.handler.read(old.id, old.outs));
    if (id === "") {
      this.#left(old);
      return undefined;
    }
    return this.#keep({ ...old, id, inputs: inputs ?? old.inputs, outs: props ?? old.outs, isHealthy: true });
  }

  async destroy(name: string): Promise<void> {
    const old = this.#required(name);
    await this.#asking("delete", () => this.#run.handler.delete(old.id, old.outs));
    this.#left(old);
  }

  /** Edits the state by hand. */
  edit(name: string, changes: Partial<Entry>): void {
    this.#keep({ ...this.#required(name), ...changes });
  }

  #required(name: string): Entry {
    const entry = this.entries.get(name);
    if (entry === undefined) throw new Error(`the state has no ${name}`);
    return entry;
  }

  async #checked(name: string, old: Entry | undefined, changes: Properties): Promise<Properties> {
    const news = args({ name, ...changes });
    if (typeof news["adoptSequenceId"] === "string") this.adopted.add(news["adoptSequenceId"]);
    const { inputs, failures } = await this.#offline(() => this.#run.handler.check(old?.inputs ?? {}, news));
    if (failures.length === 0) return inputs;
    const failed = new CheckFailed(failures.map(({ reason }) => reason));
    this.failures.push(failed);
    throw failed;
  }

  async #create(name: string, inputs: Properties): Promise<Entry> {
    this.unmade.add(name);
    return this.#recorded(name, inputs, async () => this.#asking("create", () => this.#run.handler.create(inputs)));
  }

  async #update(old: Entry, inputs: Properties): Promise<Entry> {
    return this.#recorded(old.name, inputs, async () => ({
      id: old.id,
      ...(await this.#asking("update", () => this.#run.handler.update(old.id, old.outs, inputs))),
    }));
  }

  /** Made anew whatever the diff says, as by `pulumi up --replace`. */
  async replace(name: string, changes: Properties = {}): Promise<Entry> {
    this.wanted.set(name, changes);
    const old = this.#required(name);
    const inputs = await this.#checked(name, old, changes);
    await this.#offline(() => this.#run.handler.diff(old.id, old.outs, inputs));
    return this.#replace(old, changes);
  }

  /** The engine checks a replacement once more, without the old inputs. What is half-made has replaced the old entry too. */
  async #replace(old: Entry, changes: Properties): Promise<Entry> {
    const inputs = await this.#checked(old.name, undefined, changes);
    const next = await this.#create(old.name, inputs).catch((error: unknown) => {
      if (error instanceof PartialFailure) this.pendingDeletes.push(old);
      throw error;
    });
    this.pendingDeletes.push(old);
    if (!this.deletesLater) await this.deletePending(old);
    return next;
  }

  /** Deletes what a replacement left. */
  async deletePending(old: Entry): Promise<void> {
    await this.#asking("delete", () => this.#run.handler.delete(old.id, old.outs));
    this.pendingDeletes.splice(this.pendingDeletes.indexOf(old), 1);
    this.#checkGone(old);
  }

  async #recorded(
    name: string,
    inputs: Properties,
    step: () => Promise<{ readonly id: string; readonly outs: Properties }>,
  ): Promise<Entry> {
    try {
      const { id, outs } = await step();
      this.unmade.delete(name);
      return this.#keep({ name, id, inputs, outs, isHealthy: true });
    } catch (error) {
      if (error instanceof PartialFailure) {
        this.unmade.delete(name);
        this.#keep({ name, id: error.id, inputs, outs: error.properties, isHealthy: false });
      }
      throw error;
    }
  }

  /** State is JSON: what does not survive that does not survive. */
  #keep(entry: Entry): Entry {
    const stored = JSON.parse(JSON.stringify({ ...entry, outs: { ...entry.outs, __provider: handlerText } })) as Entry;
    this.entries.set(entry.name, stored);
    return stored;
  }

  #left(entry: Entry): void {
    this.entries.delete(entry.name);
    this.wanted.delete(entry.name);
    this.#checkGone(entry);
  }

  /** I3: a resource leaves the state only if its row is gone, or another entry holds the row. */
  #checkGone({ id, name }: Entry): void {
    const isHeld = [...this.entries.values()].some((entry) => entry.id === id);
    const isThere = this.#account.meta.sequences().some((row) => id === `${row.wabaId}/${row.id}`);
    if (isThere && !isHeld) this.problems.push(`I3: ${name} left the state while ${id} is still there`);
  }

  /** I9: check and diff ask nobody. */
  async #offline<T>(task: () => Promise<T>): Promise<T> {
    const before = this.#account.meta.journal().length;
    const isAlone = this.#asked === 0;
    const result = await task().catch((error: unknown) => this.#failed(error));
    if (isAlone && this.#asked === 0 && this.#account.meta.journal().length !== before) {
      this.problems.push("I9: check or diff made a request");
    }
    return result;
  }

  async #asking<T>(verb: Operation["verb"], task: () => Promise<T>): Promise<T> {
    const startMs = this.#run.nowMs();
    const operation = { verb, elapsedMs: 0 };
    this.operations.push(operation);
    this.#asked++;
    try {
      return await task().catch((error: unknown) => this.#failed(error));
    } finally {
      this.#asked--;
      operation.elapsedMs = this.#run.nowMs() - startMs;
    }
  }

  #failed(error: unknown): never {
    const failure = error instanceof Error ? error : new Error(String(error));
    this.failures.push(failure);
    throw failure;
  }
}
