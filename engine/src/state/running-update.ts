import type { JournalWriter } from "./journal";
import { checksum } from "./journal";
import { SnapshotRows } from "./snapshot-rows";
import type {
  OpenStep,
  PendingOperation,
  ResourceState,
  RowChange,
  RunningUpdate,
  Snapshot,
  UpdateOutcome,
} from "./stack-state";

/** Stack operations that an update uses. */
export interface UpdateTarget {
  /** Serializes a snapshot as a checkpoint. */
  render(snapshot: Snapshot): string;
  /** Writes the checkpoint, removes the journal, and records history and backup. */
  commit(checkpointText: string, outcome: UpdateOutcome): Promise<void>;
  releaseLock(): Promise<void>;
}

export class JournaledUpdate implements RunningUpdate {
  readonly #journal: JournalWriter;
  readonly #target: UpdateTarget;
  readonly #snapshotRows: SnapshotRows;
  #nextStep = 1;
  #finished = false;

  constructor(
    readonly base: Snapshot,
    journal: JournalWriter,
    target: UpdateTarget,
  ) {
    this.#journal = journal;
    this.#target = target;
    this.#snapshotRows = new SnapshotRows(base);
  }

  async begin(operation: PendingOperation): Promise<OpenStep> {
    const step = this.#nextStep++;
    this.#record({ kind: "begin", step, operation });
    await this.#journal.flush();
    return {
      complete: (change) => {
        this.#record({ kind: "done", step, change: this.#snapshotRows.reference(change) });
        return this.#journal.flush();
      },
      fail: () => this.#record({ kind: "failed", step }),
    };
  }

  put(change: RowChange): void {
    this.#record({ kind: "put", change: this.#snapshotRows.reference(change) });
  }

  rows(): readonly ResourceState[] {
    return this.#snapshotRows.rows();
  }

  async finish(outcome: UpdateOutcome): Promise<void> {
    if (this.#finished) throw new TypeError("This update is finished already.");
    this.#finished = true;
    try {
      const snapshot = {
        resources: this.#snapshotRows.rows(),
        pendingOperations: this.#snapshotRows.pendingOperations(outcome.clearPendingCreates),
      };
      const text = this.#target.render(snapshot);
      // A failed journal write must not prevent the checkpoint, which is complete in memory.
      await this.#journal.appendFolded(checksum(text)).catch(() => undefined);
      await this.#target.commit(text, outcome);
    } finally {
      await this.#journal.close();
      await this.#target.releaseLock();
    }
  }

  #record(entry: Parameters<SnapshotRows["apply"]>[0]): void {
    if (this.#finished) throw new TypeError("This update is finished already.");
    this.#snapshotRows.apply(entry);
    this.#journal.append(entry);
  }
}
