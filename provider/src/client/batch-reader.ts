import type { SequenceListing, SequenceRow } from "../schema/wire";
import { AccountPages, type NewRows, type SequenceSource } from "./account-pages";
import type { Clock } from "./clock";

/** Question that a read asks. */
type Question =
  | { readonly kind: "list" }
  /** The rows that appeared, among them this one, which was just created. */
  | { readonly kind: "created"; readonly id: string }
  /** A row as it is now; `isWritten` if a write of this process is being confirmed. */
  | { readonly kind: "current"; readonly id: string; readonly isWritten: boolean }
  /** A row for which an earlier listing may do as well. */
  | { readonly kind: "recent"; readonly id: string; readonly findEarlier: () => SequenceRow | undefined };

interface PendingRead {
  readonly question: Question;
  readonly resolve: (listing: NewRows) => void;
  readonly reject: (error: unknown) => void;
}

/** A complete listing that later reads may use. */
interface EarlierListing {
  readonly rows: ReadonlyMap<string, SequenceRow>;
  /** Start of the request. */
  readonly startMs: number;
  /** Writes to sequences by this process, begun or ended before the request. */
  readonly writes: number;
  /** Writes to ads by this process before the request. */
  readonly adWrites: number;
}

/** Activity of the process besides reading. */
export interface WriteActivity {
  /** True while a write to the account waits to be sent or for its response: it will ask for its confirmation next. */
  readonly isSending: () => boolean;
  /** True if the engine may start further operations beside those that run now. */
  readonly mayStart: () => boolean;
  /** Time without another question after which no further operation is expected, in milliseconds. */
  readonly quietMs: () => number;
  /** Notes that a wait for further operations was in vain. */
  readonly noteQuietWait: () => void;
}

const gatherMs = 10;
const recentMs = 30_000;
/** Number of reads from which one listing is cheaper, unless it has more pages than that. */
const listingFrom = 2;
/** Longest wait for others, in milliseconds: a killed process loses what it has not reported. */
const longestGatherMs = 1_000;

/**
 * Batches the reads of one account. Reads within a few milliseconds share requests, and reads that confirm writes wait for each other. A
 * response never serves a read that began after its request, except through `loadRecent` and `loadBeforeDelete`.
 */
export class BatchReader {
  readonly #source: SequenceSource;
  readonly #pages: AccountPages;
  readonly #clock: Clock;
  readonly #activity: WriteActivity;
  #waiting: PendingRead[] = [];
  /** Ends the wait for further questions early. */
  #onChange: () => void = () => undefined;
  #busy = false;
  #writes = 0;
  #adWrites = 0;
  #earlier: EarlierListing | undefined;
  /** Rows that were read singly although a listing might have answered. */
  #singleReads = 0;

  constructor(source: SequenceSource, clock: Clock, activity: WriteActivity) {
    this.#source = source;
    this.#pages = new AccountPages(source);
    this.#clock = clock;
    this.#activity = activity;
  }

  /** Reads one sequence. If a listing has unreadable rows and not this sequence, reads it separately, since it may be one of them. */
  load(sequenceId: string): Promise<SequenceRow | undefined> {
    return this.#loadRow({ kind: "current", id: sequenceId, isWritten: false });
  }

  /** As `load`, to confirm a write of this process. */
  loadWritten(sequenceId: string): Promise<SequenceRow | undefined> {
    return this.#loadRow({ kind: "current", id: sequenceId, isWritten: true });
  }

  /**
   * Reads one sequence, or takes it from a listing of the last 30 seconds if this process wrote nothing since. An engine reads a few
   * resources at a time, so a refresh of hundreds would otherwise list the account once for each few. A sequence that is missing in the
   * recent listing is read again.
   */
  async loadRecent(sequenceId: string): Promise<SequenceRow | undefined> {
    const old = this.#unchangedListing;
    if (old !== undefined && this.#clock.nowMs() - old.startMs > recentMs) await this.list();
    return this.#findOrLoad(sequenceId, () => this.#unchangedListing?.rows.get(sequenceId));
  }

  /**
   * Reads one sequence before its deletion, or takes it from a listing since which this process wrote to no ad: what it shows of the
   * sequence is a preliminary check, and the DELETE itself decides.
   */
  loadBeforeDelete(sequenceId: string): Promise<SequenceRow | undefined> {
    return this.#findOrLoad(sequenceId, () => {
      const row = this.#earlier?.adWrites === this.#adWrites ? this.#earlier.rows.get(sequenceId) : undefined;
      return row?.isUsedInAd === true ? undefined : row;
    });
  }

  list(): Promise<SequenceListing> {
    return this.#ask({ kind: "list" });
  }

  /** Lists what appeared since the first listing, with the row that was just created if Meta shows it. */
  listCreated(sequenceId: string): Promise<NewRows> {
    return this.#ask({ kind: "created", id: sequenceId });
  }

  /** Returns the rows of a recent listing without a call; none if this process wrote since. */
  recentRows(): readonly SequenceRow[] {
    return [...(this.#unchangedListing?.rows.values() ?? [])];
  }

  /** Notes that a write to a sequence begins or ends: no listing from before it is recent, and reads need not wait for one that ended. */
  noteWrite(): void {
    this.#writes++;
    this.#onChange();
  }

  /** Notes that an ad or creative was written: a sequence may now be in use, or no longer. */
  noteAdWrite(): void {
    this.#writes++;
    this.#adWrites++;
  }

  /** The last complete listing, if this process wrote nothing since. */
  get #unchangedListing(): EarlierListing | undefined {
    return this.#earlier?.writes === this.#writes ? this.#earlier : undefined;
  }

  async #findOrLoad(id: string, findEarlier: () => SequenceRow | undefined): Promise<SequenceRow | undefined> {
    return findEarlier() ?? this.#loadRow({ kind: "recent", id, findEarlier });
  }

  async #loadRow(question: Exclude<Question, { readonly kind: "list" }>): Promise<SequenceRow | undefined> {
    const { rows, unreadable } = await this.#ask(question);
    const row = rows.find(({ id }) => id === question.id);
    return row === undefined && unreadable.length > 0 ? this.#source.load(question.id) : row;
  }

  async #list(): Promise<SequenceListing> {
    const [startMs, writes, adWrites] = [this.#clock.nowMs(), this.#writes, this.#adWrites];
    const listing = await this.#pages.list();
    const rows = new Map(listing.rows.map((row) => [row.id, row]));
    this.#earlier = { rows, startMs, writes, adWrites };
    return listing;
  }

  #ask(question: Question): Promise<NewRows> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ question, resolve, reject });
      this.#onChange();
      if (!this.#busy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      await this.#gather();
      await this.#answer(this.#waiting.splice(0).filter((read) => !answerFromEarlier(read)));
    }
    this.#busy = false;
  }

  /** Waits for further questions: a moment, and longer for reads that confirm writes while others may follow. */
  async #gather(): Promise<void> {
    await this.#clock.sleep(gatherMs);
    const startMs = this.#clock.nowMs();
    let [count, quietFromMs] = [this.#waiting.length, startMs];
    while (this.#waiting.some(({ question }) => isConfirmation(question))) {
      const nowMs = this.#clock.nowMs();
      const isSending = this.#activity.isSending();
      if (this.#waiting.length > count || isSending) [count, quietFromMs] = [this.#waiting.length, nowMs];
      if (!isSending && !this.#activity.mayStart()) return;
      const quietLeftMs = quietFromMs + this.#activity.quietMs() - nowMs;
      const leftMs = Math.min(isSending ? longestGatherMs : quietLeftMs, startMs + longestGatherMs - nowMs);
      if (leftMs <= 0) {
        this.#activity.noteQuietWait();
        return;
      }
      await Promise.race([new Promise<void>((resolve) => (this.#onChange = resolve)), this.#clock.sleep(leftMs)]);
      // The write that just got its response asks for its confirmation next.
      await this.#clock.sleep(gatherMs);
    }
  }

  async #answer(reads: readonly PendingRead[]): Promise<void> {
    const recent = idsOf(reads, "recent");
    if (reads.some(({ question }) => question.kind === "list") || this.#isListingCheaper(recent.length)) {
      return resolveReads(reads, this.#list());
    }
    this.#singleReads += recent.length;
    await answerKind(reads, "created", (ids) => this.#pages.listNew(ids));
    await answerKind(reads, "current", (ids) => toListing(this.#pages.readRows(ids)));
    await answerKind(reads, "recent", (ids) => toListing(Promise.all(ids.map((id) => this.#source.load(id)))));
  }

  #isListingCheaper(count: number): boolean {
    return count > 0 && this.#singleReads + count >= Math.max(listingFrom, this.#pages.count);
  }
}

function isConfirmation(question: Question): boolean {
  return question.kind === "created" || (question.kind === "current" && question.isWritten);
}

/** Kinds of questions about one row. */
type RowKind = Exclude<Question["kind"], "list">;

function idsOf(reads: readonly PendingRead[], kind: RowKind): readonly string[] {
  const ids = reads.flatMap(({ question }) => (question.kind === kind ? [question.id] : []));
  return [...new Set(ids)];
}

async function answerKind(
  reads: readonly PendingRead[],
  kind: RowKind,
  load: (ids: readonly string[]) => Promise<NewRows>,
): Promise<void> {
  const ids = idsOf(reads, kind);
  if (ids.length === 0) return;
  const ofKind = reads.filter(({ question }) => question.kind === kind);
  await resolveReads(ofKind, load(ids));
}

/** Answers a question that a listing has answered since it was asked; returns false for others. */
function answerFromEarlier({ question, resolve }: PendingRead): boolean {
  const row = question.kind === "recent" ? question.findEarlier() : undefined;
  if (row !== undefined) resolve({ rows: [row], unreadable: [] });
  return row !== undefined;
}

async function toListing(rows: Promise<readonly (SequenceRow | undefined)[]>): Promise<SequenceListing> {
  return { rows: (await rows).flatMap((row) => row ?? []), unreadable: [] };
}

async function resolveReads(reads: readonly PendingRead[], answer: Promise<NewRows>): Promise<void> {
  try {
    const listing = await answer;
    for (const { resolve } of reads) resolve(listing);
  } catch (error) {
    for (const { reject } of reads) reject(error);
  }
}
