import type { Clock } from "../../client/clock";
import { BatchReader, type BatchSource } from "../../client/batch-reader";
import type { SequenceListing, SequenceRow } from "../../schema/wire";
import { sameContent, type SequenceContent } from "../../schema/canonical";
import type { UnreadableRow } from "../../schema/unreadable-rows";
import { Once } from "../once";

const longestGatherMs = 250;

/** Ids of the rows with this content, but for one. */
export function findDuplicateIds(
  rows: readonly SequenceRow[],
  sequenceId: string,
  content: SequenceContent,
): readonly string[] {
  return rows
    .filter((row) => row.id !== sequenceId && row.content !== undefined && sameContent(row.content, content))
    .map(({ id }) => id);
}

/** One WhatsApp Business Account as this process sees it. */
export class Account {
  readonly #clock: Clock;
  readonly #reads: BatchReader;
  /** The rows as they were before this process created any; after a create of unknown outcome they no longer tell what it made. */
  readonly before: Once<SequenceListing>;
  /** Creates that wait to send their POST, or for its response. */
  #posting = 0;
  #onPosted: (() => void)[] = [];

  constructor(
    source: BatchSource,
    clock: Clock,
    /** Called with rows that were there before and cannot be read. */
    onUnreadable: (rows: readonly UnreadableRow[]) => void,
  ) {
    this.#clock = clock;
    this.#reads = new BatchReader(source, clock);
    this.before = new Once(async () => {
      const listing = await this.list();
      const rows = [...listing.unreadable, ...listing.rows.flatMap(asUnreadable)];
      if (rows.length > 0) onUnreadable(rows);
      return listing;
    });
  }

  find(sequenceId: string): Promise<SequenceRow | undefined> {
    return this.#reads.load(sequenceId);
  }

  /** For a read that changes nothing: a listing of the last half minute will do. */
  findRecent(sequenceId: string): Promise<SequenceRow | undefined> {
    return this.#reads.loadRecent(sequenceId);
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

  /** Runs the part of a create that sends its POST; `listCreated` waits for it. */
  async posting<T>(task: () => Promise<T>): Promise<T> {
    this.#posting++;
    try {
      return await task();
    } finally {
      this.#posting--;
      if (this.#posting === 0) for (const resolve of this.#onPosted.splice(0)) resolve();
    }
  }

  /**
   * Lists the account after a POST. Creates that end within a moment of each other share one listing: it waits for the POSTs that are
   * under way, though not long, since a killed process loses what it has not reported.
   */
  async listCreated(): Promise<SequenceListing> {
    if (this.#posting > 0) {
      await Promise.race([
        new Promise<void>((resolve) => this.#onPosted.push(resolve)),
        this.#clock.sleep(longestGatherMs),
      ]);
    }
    return this.list();
  }

  /** Ids of other rows with this content in a listing of the last half minute. Makes no call. */
  findRecentDuplicates(sequenceId: string, content: SequenceContent): readonly string[] {
    return findDuplicateIds(this.#reads.recentRows(), sequenceId, content);
  }

  /** Something was written that listings show. */
  noteWrite(): void {
    this.#reads.noteWrite();
  }

  list(): Promise<SequenceListing> {
    return this.#reads.list();
  }
}

/** A row that shows its id and not its content, beside those that show no id. */
function asUnreadable(row: SequenceRow): readonly UnreadableRow[] {
  return row.content === undefined ? [{ position: undefined, reason: row.unreadable, raw: row.raw }] : [];
}
