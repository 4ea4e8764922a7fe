import type { Clock } from "../../client/clock";
import { SharedReads, type Source } from "../../client/shared-reads";
import type { SequenceRow } from "../../schema/wire";
import { Once } from "../once";

/** One WhatsApp Business Account as this process sees it. */
export class Account {
  readonly #reads: SharedReads;
  /** The rows as they were before this process created any; after a create of unknown outcome they no longer tell what it made. */
  readonly before = new Once(() => this.list());

  constructor(source: Source, clock: Clock) {
    this.#reads = new SharedReads(source, clock);
  }

  find(sequenceId: string): Promise<SequenceRow | undefined> {
    return this.#reads.find(sequenceId);
  }

  /** For a read that changes nothing: a listing of the last half minute will do. */
  findRecent(sequenceId: string): Promise<SequenceRow | undefined> {
    return this.#reads.findRecent(sequenceId);
  }

  /** Runs a write; no listing from before its end counts as recent. */
  async writing<T>(task: () => Promise<T>): Promise<T> {
    this.#reads.noteWrite();
    try {
      return await task();
    } finally {
      this.#reads.noteWrite();
    }
  }

  /** Something was written that listings show. */
  noteWrite(): void {
    this.#reads.noteWrite();
  }

  list(): Promise<readonly SequenceRow[]> {
    return this.#reads.list();
  }
}
