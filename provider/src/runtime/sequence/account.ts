import type { Clock } from "../../client/clock";
import { SharedReads, type Source } from "../../client/shared-reads";
import type { SequenceRow } from "../../schema/wire";

/** One WhatsApp Business Account as this process sees it. */
export class Account {
  readonly #reads: SharedReads;
  #first: Promise<readonly SequenceRow[]> | undefined;

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

  /** The rows as they were before this process created any; listed once. */
  rowsBefore(): Promise<readonly SequenceRow[]> {
    this.#first ??= this.list().catch((error: unknown) => {
      this.#first = undefined;
      throw error;
    });
    return this.#first;
  }

  /** After a create of unknown fate the first list no longer tells what this process made. */
  forgetRowsBefore(): void {
    this.#first = undefined;
  }
}
