import type { ClaimResult, DeduplicationStore } from "./deduplication-store";
import { limitFailures, requireNone } from "./invalid-arguments";

export interface MemoryStoreOptions {
  /** Memory for keys, in bytes, as an upper estimate. Default 64 MiB: about 100,000 events. The oldest done events are removed first. */
  readonly maxBytes?: number;
  /** Milliseconds for which a done event is remembered. Default 7 days: Meta's longest documented retry time. */
  readonly maxAgeMs?: number;
  /** Current time in milliseconds. Default: a clock that does not follow changes of the system time. */
  readonly now?: () => number;
}

/** A synchronous store. */
export interface MemoryStore extends DeduplicationStore {
  readonly claim: (key: string, ttlMs: number, claimId?: string) => ClaimResult;
  readonly confirm: (key: string) => void;
  readonly release: (key: string, claimId?: string) => void;
}

const dayMs = 86_400_000;

/**
 * Creates a store in this process's memory. It protects one process only: other processes do not see its claims, and a restart loses them,
 * so that an event is handled again if Meta did not receive the response.
 *
 * Claims are never removed before they end. If they alone fill the memory, `claim` throws until some are confirmed, released or expired.
 * @throws InvalidArguments if a limit is not a positive integer.
 */
export function memoryStore(options: MemoryStoreOptions = {}): MemoryStore {
  const { maxBytes = 64 * 1024 * 1024, maxAgeMs = 7 * dayMs, now = () => performance.now() } = options;
  requireNone([...limitFailures("maxBytes", maxBytes), ...limitFailures("maxAgeMs", maxAgeMs)]);
  const entries = new Entries(maxBytes);
  return {
    claim: (key, ttlMs, id) => {
      requireNone(limitFailures("ttlMs", ttlMs));
      entries.forgetDoneBefore(now() - maxAgeMs);
      if (entries.isDone(key)) return "done";
      if (now() < (entries.claimOf(key)?.endsAtMs ?? 0)) return "in_progress";
      entries.removeClaim(key);
      entries.addClaim(key, { id, endsAtMs: now() + ttlMs }, now());
      return "claimed";
    },
    confirm: (key) => {
      entries.removeClaim(key);
      entries.addDone(key, now());
    },
    release: (key, id) => {
      if (id === undefined || id === entries.claimOf(key)?.id) entries.removeClaim(key);
    },
  };
}

interface Claim {
  readonly id: string | undefined;
  readonly endsAtMs: number;
}

/** Claims and done keys, which share one limit. */
class Entries {
  readonly #claims = new Map<string, Claim>();
  readonly #done = new DoneKeys();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  claimOf(key: string): Claim | undefined {
    return this.#claims.get(key);
  }
  /** @throws MemoryStoreFull if the other claims leave no room. */
  addClaim(key: string, claim: Claim, nowMs: number): void {
    if (!this.#makeRoom(bytesOf(key), nowMs)) throw new MemoryStoreFull(this.#claims.size, this.#maxBytes);
    this.#claims.set(key, claim);
    this.#bytes += bytesOf(key);
  }
  removeClaim(key: string): void {
    if (this.#claims.delete(key)) this.#bytes -= bytesOf(key);
  }

  isDone(key: string): boolean {
    return this.#done.has(key);
  }
  addDone(key: string, nowMs: number): void {
    if (this.#done.has(key) || !this.#makeRoom(bytesOf(key), nowMs)) return;
    this.#done.add(key, nowMs);
    this.#bytes += bytesOf(key);
  }
  forgetDoneBefore(atMs: number): void {
    this.#removeOldestDone((oldest) => oldest.atMs <= atMs);
  }

  #removeOldestDone(isRemovable: (oldest: DoneKey) => boolean): void {
    for (let { oldest } = this.#done; oldest !== undefined && isRemovable(oldest); { oldest } = this.#done) {
      this.#done.remove(oldest);
      this.#bytes -= bytesOf(oldest.key);
    }
  }
  #makeRoom(bytes: number, nowMs: number): boolean {
    const fits = (): boolean => this.#bytes + bytes <= this.#maxBytes;
    this.#removeOldestDone(() => !fits());
    if (!fits()) for (const [key, { endsAtMs }] of this.#claims) if (nowMs >= endsAtMs) this.removeClaim(key);
    return fits();
  }
}

interface DoneKey {
  readonly key: string;
  readonly atMs: number;
  /** Next newer key. */
  next: DoneKey | undefined;
}

/** Keys in the order of their confirmation. A Map alone would iterate over all deleted entries to find the first. */
class DoneKeys {
  readonly #keys = new Set<string>();
  #oldest: DoneKey | undefined;
  #newest: DoneKey | undefined;

  get oldest(): DoneKey | undefined {
    return this.#oldest;
  }
  has(key: string): boolean {
    return this.#keys.has(key);
  }
  add(key: string, atMs: number): void {
    const done: DoneKey = { key, atMs, next: undefined };
    if (this.#newest === undefined) this.#oldest = done;
    else this.#newest.next = done;
    this.#newest = done;
    this.#keys.add(key);
  }
  /** Removes the oldest. */
  remove({ key, next }: DoneKey): void {
    this.#oldest = next;
    if (next === undefined) this.#newest = undefined;
    this.#keys.delete(key);
  }
}

class MemoryStoreFull extends Error {
  override readonly name = "MemoryStoreFull";
  constructor(claims: number, maxBytes: number) {
    super(
      `memoryStore is full: ${claims} claims are in progress and maxBytes is ${maxBytes}. Respond with 500, so that Meta delivers the event again. ` +
        "Call confirmHandled or releaseClaim for each event, or raise maxBytes",
    );
  }
}

/** Estimates the memory of a key: two bytes for each character, plus 400 for the maps, the claim and its id (measured while a map grows). */
function bytesOf(key: string): number {
  return 2 * key.length + 400;
}
