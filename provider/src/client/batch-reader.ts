import type { SequenceListing, SequenceRow } from "../schema/wire";
import type { Clock } from "./clock";
import { pageSize } from "./sequences";

interface PendingRead {
  /** Undefined asks for the whole list. */
  readonly sequenceId: string | undefined;
  readonly resolve: (listing: SequenceListing) => void;
  readonly reject: (error: unknown) => void;
}

/** How the answers are fetched. */
export interface BatchSource {
  readonly load: (sequenceId: string) => Promise<SequenceRow | undefined>;
  readonly list: () => Promise<SequenceListing>;
}

/** A whole list that still holds: nothing was written since it was asked for. */
interface RecentListing {
  readonly rows: ReadonlyMap<string, SequenceRow>;
  readonly askedMs: number;
}

const gatherMs = 10;
const pageRows = Number(pageSize);
const recentMs = 30_000;
/** From this many questions at once, and as many as a listing has pages, it is cheaper than a filtered read each. */
const listingFrom = 3;

/**
 * Reads of one account, shared. Questions that come within a moment are answered together: up to two by a filtered read each,
 * more by one listing. An answer never serves a question that was asked after its request went out, unless the question says that a
 * recent one will do.
 */
export class BatchReader {
  readonly #source: BatchSource;
  readonly #clock: Clock;
  readonly #waiting: PendingRead[] = [];
  #busy = false;
  #writes = 0;
  #recent: RecentListing | undefined;
  /** What a listing costs, in requests. */
  #pages = 1;
  constructor(source: BatchSource, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  /** As `Source.find`. A listing with rows that cannot be read does not show that one is absent: it is asked for alone then. */
  async load(sequenceId: string): Promise<SequenceRow | undefined> {
    const { rows, unreadable } = await this.#ask(sequenceId);
    const row = rows.find(({ id }) => id === sequenceId);
    return row === undefined && unreadable.length > 0 ? this.#source.load(sequenceId) : row;
  }

  /**
   * As `find`, but a listing of the last half minute will do, if this process wrote nothing since: an engine asks for a few
   * resources at a time, and a refresh of hundreds would list the account once for each few. Absence is never taken from it.
   */
  async loadRecent(sequenceId: string): Promise<SequenceRow | undefined> {
    const old = this.#recent;
    if (old !== undefined && this.#clock.nowMs() - old.askedMs > recentMs) await this.list();
    return this.#recent?.rows.get(sequenceId) ?? this.load(sequenceId);
  }

  list(): Promise<SequenceListing> {
    return this.#ask(undefined);
  }

  /** The rows of a listing of the last half minute, if this process wrote nothing since; none otherwise. Makes no call. */
  recentRows(): readonly SequenceRow[] {
    return [...(this.#recent?.rows.values() ?? [])];
  }

  /** A write begins or ends: what was listed before, or meanwhile, is no longer recent. */
  noteWrite(): void {
    this.#writes++;
    this.#recent = undefined;
  }

  async #list(): Promise<SequenceListing> {
    const [writes, askedMs] = [this.#writes, this.#clock.nowMs()];
    const listing = await this.#source.list();
    const { rows, unreadable } = listing;
    this.#pages = Math.ceil((rows.length + unreadable.length) / pageRows);
    if (writes === this.#writes) this.#recent = { rows: new Map(rows.map((row) => [row.id, row])), askedMs };
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
    const found = async (id: string): Promise<SequenceListing> => ({
      rows: [(await this.#source.load(id)) ?? []].flat(),
      unreadable: [],
    });
    await Promise.all(
      known.map((id) =>
        resolveReads(
          questions.filter(({ sequenceId }) => sequenceId === id),
          found(id),
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
