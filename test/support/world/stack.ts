import type { FaultRule, JournalEntry, SequenceRow, Simulator } from "pulumi-whatsapp-simulator";
import type { Properties } from "../../../provider/src/runtime/properties";
import type { TestAccount } from "./account";
import { TestEngine, type StateEntry, type StartRun } from "./engine";
import type { ProviderRun } from "./provider-run";
import { sequenceIdOf } from "./sequences";

/** A stack of sequences in a test account: runs operations as an engine does, and knows which sequences other people own. */
export class TestStack {
  /** Sequences of other people by id, with their content when they were added. */
  readonly #foreign = new Map<string, string>();
  #engine: TestEngine;

  constructor(
    readonly account: TestAccount,
    startRun?: StartRun,
  ) {
    this.#engine = new TestEngine(account, startRun);
  }

  get meta(): Simulator {
    return this.account.meta;
  }
  get engine(): TestEngine {
    return this.#engine;
  }
  get run(): ProviderRun {
    return this.engine.run;
  }

  up(name = "signup", changes: Properties = {}): Promise<StateEntry> {
    return this.engine.up(name, changes);
  }
  refresh(name = "signup"): Promise<StateEntry | undefined> {
    return this.engine.refresh(name);
  }
  destroy(name = "signup"): Promise<void> {
    return this.engine.destroy(name);
  }
  startRun(...args: Parameters<TestEngine["startRun"]>): ProviderRun {
    return this.engine.startRun(...args);
  }
  /** Kills the engine and the provider; the next operations continue from the state as it is. */
  kill(): void {
    this.#engine = this.#engine.kill();
  }

  /** Creates a sequence in an earlier run; the journal is empty. */
  async createExisting(name = "signup"): Promise<void> {
    await this.up(name);
    this.startRun();
    this.meta.clearJournal();
  }

  addFault(rule: FaultRule): ReturnType<Simulator["faults"]["add"]> {
    return this.meta.faults.add(rule);
  }

  /** Adds a sequence of someone else. */
  addForeignSequence(sequence: Parameters<Simulator["addSequence"]>[0]): string {
    const id = this.meta.addSequence(sequence);
    this.markForeign(id);
    return id;
  }

  /** Removes a sequence of someone else, as its owner would. */
  removeForeignSequence(id: string): void {
    this.#foreign.delete(id);
    this.meta.removeSequence(id);
  }

  /** Counts an existing sequence as someone else's, from now on with this content. */
  markForeign(...ids: readonly string[]): void {
    for (const id of ids) this.#foreign.set(id, contentOf(this.account.sequence(id)));
  }

  isForeign(id: string): boolean {
    return this.#foreign.has(id);
  }

  /** Ids of foreign sequences that were changed or deleted although no program adopts them. */
  get harmedIds(): readonly string[] {
    return [...this.#foreign]
      .filter(([id, before]) => !this.engine.adopted.has(id) && contentOf(this.account.sequence(id)) !== before)
      .map(([id]) => id);
  }

  /** Ids of the stored sequences, in order of creation. */
  storedIds(): readonly string[] {
    return this.account.sequenceIds();
  }
  /** Ids of the sequences in the state. */
  stateIds(): readonly string[] {
    return [...this.engine.entries.values()].map(({ id }) => sequenceIdOf(id));
  }
  /** Requests that the simulator received for this operation, in order of arrival. */
  requests(operation: NonNullable<JournalEntry["verb"]>): readonly JournalEntry[] {
    return this.account.requests(operation);
  }
  /** All requests in order of arrival, as `create`, `list`, `read`; the path for others. */
  requestKinds(): readonly string[] {
    return this.meta.journal().map(({ verb, path }) => verb ?? path);
  }
}

function contentOf(row: SequenceRow | undefined): string {
  return row === undefined ? "" : JSON.stringify([row.wabaId, row.appId, row.name, row.content]);
}
