import { CallError } from "../../client/call-error";
import type { Clock, Deadline } from "../../client/clock";
import { refToWaba } from "../../client/limit-scope";
import { SequencesApi } from "../../client/sequences";
import type { NewRows, SequenceSource } from "../../client/account-pages";
import { BatchReader } from "../../client/batch-reader";
import { contentOf, sameContent, type SequenceContent } from "../../schema/canonical";
import type { SequenceArgs } from "../../schema/sequence";
import type { UnreadableRow } from "../../schema/unreadable-rows";
import type { SequenceListing, SequenceRow } from "../../schema/wire";
import { CachedPromise } from "../../client/cached-promise";
import { describeUnreadableAccount } from "../steps/idempotent-create";
import { pollUntil, readBackDelaysMs } from "../poll";
import type { Parallelism } from "../parallelism";
import type { ObjectRef } from "../properties";
import type { CreatedRow, Write } from "../resource-definition";
import { perSession, type Session } from "../session";

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

/** The sequences of one WhatsApp Business Account, as this process has read them. */
export class SequenceCache {
  readonly #reads: BatchReader;
  /** The rows as they were before this process created any; after a create of unknown outcome they no longer tell what it made. */
  readonly rowsBefore: CachedPromise<SequenceListing>;
  /** Writes that wait to be sent, or for their response. */
  #sending = 0;

  constructor(
    source: SequenceSource,
    clock: Clock,
    parallelism: Parallelism,
    /** Called with rows that were there before and cannot be read. */
    onUnreadable: (rows: readonly UnreadableRow[]) => void,
  ) {
    this.#reads = new BatchReader(source, clock, {
      isSending: () => this.#sending > 0,
      mayStart: () => parallelism.mayStart,
      quietMs: () => parallelism.quietMs,
      noteQuietWait: () => parallelism.noteQuietWait(),
    });
    this.rowsBefore = new CachedPromise(async () => {
      const listing = await this.list();
      const rows = [...listing.unreadable, ...listing.rows.flatMap((row) => toUnreadableRow(row) ?? [])];
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

  /** For the check before a deletion: a listing since which this process wrote to no ad will do. */
  findBeforeDelete(sequenceId: string): Promise<SequenceRow | undefined> {
    return this.#reads.loadBeforeDelete(sequenceId);
  }

  /** Finds what an update wrote. Updates that end within a moment of each other share requests. */
  findWritten(sequenceId: string): Promise<SequenceRow | undefined> {
    return this.#reads.loadWritten(sequenceId);
  }

  /** Runs a write; no listing from before its end counts as recent, and reads that confirm writes wait for it. */
  async runWrite<T>(task: () => Promise<T>): Promise<T> {
    this.#sending++;
    this.#reads.noteWrite();
    try {
      return await task();
    } finally {
      this.#sending--;
      this.#reads.noteWrite();
    }
  }

  /** Lists what appeared in the account, after a POST. Creates that end within a moment of each other share the requests. */
  listCreated(sequenceId: string): Promise<NewRows> {
    return this.#reads.listCreated(sequenceId);
  }

  /** Ids of other rows with this content in a listing of the last half minute. Makes no call. */
  findRecentDuplicates(sequenceId: string, content: SequenceContent): readonly string[] {
    return findDuplicateIds(this.#reads.recentRows(), sequenceId, content);
  }

  /** Notes that an ad or creative was written. */
  noteAdWrite(): void {
    this.#reads.noteAdWrite();
  }

  list(): Promise<SequenceListing> {
    return this.#reads.list();
  }
}

/** Describes a row that shows its id and not its content; undefined for every other. */
export function toUnreadableRow(row: SequenceRow): UnreadableRow | undefined {
  return row.content === undefined ? { position: undefined, reason: row.unreadable, raw: row.raw } : undefined;
}

/** The sequences of all accounts that a process works with. */
class Sequences {
  readonly api: SequencesApi;
  readonly #session: Session;
  readonly #caches = new Map<string, SequenceCache>();
  /** By token: accounts with the same one share the answer. */
  readonly #appIds = new Map<string | undefined, CachedPromise<string | undefined>>();
  readonly #knownAppIds = new Map<string, string | undefined>();

  constructor(session: Session) {
    this.#session = session;
    this.api = new SequencesApi(session.graph);
    session.onAdWrite(() => {
      for (const cache of this.#caches.values()) cache.noteAdWrite();
    });
  }

  cacheOf(wabaId: string): SequenceCache {
    const known = this.#caches.get(wabaId);
    if (known !== undefined) return known;
    const session = this.#session;
    const account = refToWaba(wabaId);
    const source = {
      load: (sequenceId: string) => session.runRead(account, (deadline) => this.api.find(wabaId, sequenceId, deadline)),
      readPage: (cursor: string | undefined) =>
        session.runRead(account, (deadline) => this.api.readPage(wabaId, cursor, deadline)),
      list: () => session.runRead(account, (deadline) => this.api.list(wabaId, deadline)),
    };
    const cache = new SequenceCache(source, session.clock, session.parallelism, (rows) =>
      session.warn(describeUnreadableAccount(`account ${wabaId}`, rows)),
    );
    this.#caches.set(wabaId, cache);
    return cache;
  }

  /** Runs a write in a write slot; no listing from before its end counts as recent. */
  runWrite<T>(wabaId: string, task: (deadline: Deadline) => Promise<T>): Promise<T> {
    return this.cacheOf(wabaId).runWrite(() => this.#session.runWrite(refToWaba(wabaId), task));
  }

  /** Learns the app behind the account's token, once for each token; undefined if Meta rejects the question or the call failed (the next call asks again). */
  async loadAppId({ scopeId = "" }: Pick<ObjectRef, "scopeId">): Promise<string | undefined> {
    const session = this.#session;
    try {
      const token = await session.tokens.load(refToWaba(scopeId));
      const load = () => session.runRead("app", (deadline) => this.api.appId(scopeId, deadline).catch(ignoreRejection));
      const appId = this.#appIds.get(token) ?? new CachedPromise(load);
      this.#appIds.set(token, appId);
      this.#knownAppIds.set(scopeId, await appId.get());
    } catch {
      // The call that comes next fails in the same way, with its own message.
    }
    return this.knownAppId(scopeId);
  }

  /** The app behind the account's token, if `loadAppId` has learned it. */
  knownAppId(wabaId: string): string | undefined {
    return this.#knownAppIds.get(wabaId);
  }
}

function ignoreRejection(error: unknown): undefined {
  if (error instanceof CallError && error.outcome.kind === "rejected") return undefined;
  throw error;
}

export const sequencesOf = perSession((session) => new Sequences(session));

/** The cache of the account that contains the sequence. */
export function cacheOf(session: Session, { scopeId = "" }: Pick<ObjectRef, "scopeId">): SequenceCache {
  return sequencesOf(session).cacheOf(scopeId);
}

/** Finds the new sequence in a listing that creates share, with equal rows that another process created at the same moment. */
export async function findCreatedSequence(
  write: Write<SequenceArgs, SequenceRow>,
  isForeign: (row: SequenceRow) => boolean,
): Promise<CreatedRow<SequenceRow>> {
  const { session, ref, deadline, args } = write;
  const cache = cacheOf(session, ref);
  const findDuplicates = (rows: readonly SequenceRow[]): readonly string[] =>
    args.duplicates === "allow" ? [] : findDuplicateIds(rows.filter(isForeign), ref.id, contentOf(args));
  const { rows: latest, earlier = [] } = await session.waitFor(deadline, cache.listCreated(ref.id));
  const mayBeGone = findDuplicates(earlier).length > 0;
  const { rows } = mayBeGone ? await session.waitFor(deadline, cache.list()) : { rows: latest };
  const listed = rows.find(({ id }) => id === ref.id);
  if (listed !== undefined) return { row: listed, duplicates: findDuplicates(rows) };
  const row = await pollUntil(
    deadline,
    readBackDelaysMs.slice(1),
    () => session.waitFor(deadline, cache.find(ref.id)),
    (found) => found !== undefined,
  );
  // A duplicate may appear as late as the row itself.
  const late = row === undefined ? rows : (await session.waitFor(deadline, cache.list())).rows;
  return { row, duplicates: findDuplicates(late) };
}
