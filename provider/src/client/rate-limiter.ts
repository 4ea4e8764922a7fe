import type { Clock, Deadline } from "./clock";
import { describeLimited, isSameScope, keyOfScope, type LimitScope } from "./limit-scope";
import type { AttemptOutcome, ThrottledAttempt } from "./outcome";
import { spacingMs, type Usage } from "./usage";

// Pause after a throttle without a wait time: calls during a block lengthen it.
const silentMs = 60_000;

interface Block {
  readonly untilMs: number;
  readonly outcome: ThrottledAttempt;
  /** False if the duration of the block is unknown, so that waiting is pointless. */
  readonly mayWait: boolean;
}

/** The limit of one scope. */
class Bucket {
  spacingMs = 0;
  nextStartMs = 0;
  isSlow = false;
  #block: Block | undefined;

  /** Returns the block that has not ended. */
  findBlock(nowMs: number): Block | undefined {
    if (this.#block !== undefined && this.#block.untilMs <= nowMs) this.#block = undefined;
    return this.#block;
  }

  block(next: Block, nowMs: number): void {
    const old = this.findBlock(nowMs);
    if (old === undefined || old.untilMs < next.untilMs) this.#block = next;
  }

  reserveStart(nowMs: number): void {
    this.nextStartMs = Math.max(nowMs, this.nextStartMs) + this.spacingMs;
  }
}

/**
 * Limits the call rate of this process as Meta does, for the app as a whole and for each account: slows down near an hourly limit, and stops
 * while Meta blocks calls.
 */
export class RateLimiter {
  readonly #clock: Clock;
  /** Called once for each scope, with the percentage. */
  readonly #onSlow: (scope: Usage["scope"], percent: number) => void;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock, onSlow: (scope: Usage["scope"], percent: number) => void) {
    this.#clock = clock;
    this.#onSlow = onSlow;
  }

  #bucketOf(scope: LimitScope): Bucket {
    const key = keyOfScope(scope);
    const bucket = this.#buckets.get(key) ?? new Bucket();
    this.#buckets.set(key, bucket);
    return bucket;
  }

  /** Waits until a call can start. Returns the throttle if it outlasts the operation, or "out-of-time". */
  async acquire(scope: LimitScope, deadline: Deadline): Promise<ThrottledAttempt | "out-of-time" | undefined> {
    const buckets = [...new Set([this.#bucketOf("app"), this.#bucketOf(scope)])];
    for (;;) {
      const blocked = await this.#waitForBlocks(buckets, deadline);
      if (blocked !== undefined) return blocked;
      const nowMs = this.#clock.nowMs();
      const [last] = [...buckets].sort((one, other) => other.nextStartMs - one.nextStartMs);
      const waitMs = last === undefined ? 0 : Math.max(0, last.nextStartMs - nowMs);
      if (waitMs >= deadline.leftMs) return "out-of-time";
      for (const bucket of buckets) bucket.reserveStart(nowMs);
      if (last === undefined || waitMs === 0) return undefined;
      await this.#wait(last, waitMs, deadline);
      // Meta may have throttled another call meanwhile.
      if (this.#findBlocked(buckets) === undefined) return undefined;
    }
  }

  async #waitForBlocks(buckets: readonly Bucket[], deadline: Deadline): Promise<ThrottledAttempt | undefined> {
    for (let found = this.#findBlocked(buckets); found !== undefined; found = this.#findBlocked(buckets)) {
      const { bucket, block } = found;
      if (!block.mayWait) return block.outcome;
      const leftMs = block.untilMs - this.#clock.nowMs();
      if (!(await this.#wait(bucket, leftMs, deadline))) return { ...block.outcome, waitMs: leftMs };
    }
    return undefined;
  }

  #findBlocked(buckets: readonly Bucket[]): { readonly bucket: Bucket; readonly block: Block } | undefined {
    for (const bucket of buckets) {
      const block = bucket.findBlock(this.#clock.nowMs());
      if (block !== undefined) return { bucket, block };
    }
    return undefined;
  }

  /** Waits, for an account outside the operation's slot: other accounts need not wait. Returns false at once if the deadline is earlier. */
  #wait(bucket: Bucket, ms: number, deadline: Deadline): Promise<boolean> {
    const isForAll = bucket === this.#bucketOf("app") || ms >= deadline.leftMs;
    return isForAll ? deadline.sleep(ms) : deadline.waitOutsideSlot(() => deadline.sleep(ms));
  }

  /** Takes the usage that a response reports, of whatever account, and blocks accounts that Meta says it rejects. */
  observe(usage: readonly Usage[], outcome: AttemptOutcome): void {
    for (const { scope, percent, regainMs } of usage) {
      const bucket = this.#bucketOf(scope);
      bucket.spacingMs = spacingMs(percent);
      const isThrottled = outcome.kind === "throttled" && isSameScope(outcome.scope, scope);
      if (regainMs !== undefined && !isThrottled) {
        this.block({ kind: "throttled", error: undefined, scope, usedPercent: percent, waitMs: regainMs });
      }
      if (bucket.spacingMs === 0 || bucket.isSlow) continue;
      bucket.isSlow = true;
      this.#onSlow(scope, percent);
    }
  }

  /** Makes all calls of the scope wait: Meta throttled one of them, which will be retried after the wait. */
  pauseFor(outcome: ThrottledAttempt, waitMs: number): void {
    this.#block(outcome, waitMs, true);
  }

  /** Blocks calls after the last retry of a throttled call, for the time that Meta states or for a minute. */
  block(outcome: ThrottledAttempt): void {
    this.#block(outcome, outcome.waitMs ?? silentMs, outcome.waitMs !== undefined);
  }

  #block(outcome: ThrottledAttempt, waitMs: number, mayWait: boolean): void {
    const nowMs = this.#clock.nowMs();
    this.#bucketOf(outcome.scope).block({ untilMs: nowMs + waitMs, outcome, mayWait }, nowMs);
  }
}

/** Number of accounts that warnings about slower calls name. */
const mostNamed = 5;

/** Returns a function that warns about slower calls: of the first accounts by name, then each time their number has doubled. */
export function warnAboutSlowdown(warn: (text: string) => void): (scope: Usage["scope"], percent: number) => void {
  let count = 0;
  let nextCount = mostNamed + 1;
  return (scope, percent) => {
    count++;
    if (count <= mostNamed) {
      warn(
        `${describeLimited(scope)} has used ${Math.round(percent)}% of Meta's hourly call limit. Meta rejects calls at 100%, so further calls${scope === "app" ? "" : " to it"} are slowed down.`,
      );
    } else if (count === nextCount) {
      nextCount *= 2;
      warn(`${count} accounts are near Meta's hourly call limit; calls to each of them are slowed down.`);
    }
  };
}
