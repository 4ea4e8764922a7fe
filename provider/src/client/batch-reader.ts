import type { SequenceListing, SequenceRow } from "../schema/wire";
import type { Clock } from "./clock";
import { pageSize } from "./sequences";

interface PendingRead {
  /** Undefined for the whole list. */
  readonly sequenceId: string | undefined;
  readonly resolve: (listing: SequenceListing) => void;
  readonly reject: (error: unknown) => void;
}

/** Requests for a single sequence and for the whole list. */
export interface BatchSource {
  readonly load: (sequenceId: string) => Promise<SequenceRow | undefined>;
  readonly list: () => Promise<SequenceListing>;
}

/** A listing without a later write by this process. */
interface RecentListing {
  readonly rows: ReadonlyMap<string, SequenceRow>;
  /** Start of the request. */
  readonly startMs: number;
}

const gatherMs = 10;
const pageRows = Number(pageSize);
const recentMs = 30_000;
/** Number of concurrent reads from which one listing is cheaper, unless the listing has more pages than that. */
const listingFrom = 3;

/**
 * Batches the reads of one account. Reads within a few milliseconds share requests: up to two use a filtered read each, more use one
 * listing. A response never serves a read that began after its request, except through `loadRecent`.
 */
export class BatchReader {
  readonly #source: BatchSource;
  readonly #clock: Clock;
  readonly #waiting: PendingRead[] = [];
  #busy = false;
  #writes = 0;
  #recent: RecentListing | undefined;
  /** Requests that a listing takes. */
  #pages = 1;
  constructor(source: BatchSource, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  /** Reads one sequence. If a listing has unreadable rows and not this sequence, reads it separately, since it may be one of them. */
  async load(sequenceId: string): Promise<SequenceRow | undefined> {
    const { rows, unreadable } = await this.#ask(sequenceId);
    const row = rows.find(({ id }) => id === sequenceId);
    return row === undefined && unreadable.length > 0 ? this.#source.load(sequenceId) : row;
  }

  /**
   * Reads one sequence, or takes it from a listing of the last 30 seconds if this process wrote nothing since. An engine reads a few
   * resources at a time, so a refresh of hundreds would otherwise list the account once for each few. A sequence that is missing in the
   * recent listing is read again.
   */
  async loadRecent(sequenceId: string): Promise<SequenceRow | undefined> {
    const old = this.#recent;
    if (old !== undefined && this.#clock.nowMs() - old.startMs > recentMs) await this.list();
    return this.#recent?.rows.get(sequenceId) ?? this.load(sequenceId);
  }

  list(): Promise<SequenceListing> {
    return this.#ask(undefined);
  }

  /** Returns the rows of a recent listing without a call; none if this process wrote since. */
  recentRows(): readonly SequenceRow[] {
    return [...(this.#recent?.rows.values() ?? [])];
  }

  /** Discards recent and running listings. Call it when a write begins and when it ends. */
  noteWrite(): void {
    this.#writes++;
    this.#recent = undefined;
  }

  async #list(): Promise<SequenceListing> {
    const [writes, startMs] = [this.#writes, this.#clock.nowMs()];
    const listing = await this.#source.list();
    const { rows, unreadable } = listing;
    this.#pages = Math.ceil((rows.length + unreadable.length) / pageRows);
    if (writes === this.#writes) this.#recent = { rows: new Map(rows.map((row) => [row.id, row])), startMs };
    return listing;
  }

  #ask(sequenceId: string | undefined): Promise<SequenceListing> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sequenceId, resolve, reject });
      if (!this.#busy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      await this.#clock.sleep(gatherMs);
      await this.#answer(this.#waiting.splice(0));
    }
    this.#busy = false;
  }

  async #answer(questions: readonly PendingRead[]): Promise<void> {
    const ids = [...new Set(questions.map(({ sequenceId }) => sequenceId))];
    const known = ids.filter((id) => id !== undefined);
    const isListing = known.length < ids.length || known.length >= Math.max(listingFrom, this.#pages);
    if (isListing) return resolveReads(questions, this.#list());
    const loadListing = async (id: string): Promise<SequenceListing> => ({
      rows: [(await this.#source.load(id)) ?? []].flat(),
      unreadable: [],
    });
    await Promise.all(
      known.map((id) =>
        resolveReads(
          questions.filter(({ sequenceId }) => sequenceId === id),
          loadListing(id),
        ),
      ),
    );
  }
}

async function resolveReads(questions: readonly PendingRead[], answer: Promise<SequenceListing>): Promise<void> {
  try {
    const listing = await answer;
    for (const { resolve } of questions) resolve(listing);
  } catch (error) {
    for (const { reject } of questions) reject(error);
  }
}
