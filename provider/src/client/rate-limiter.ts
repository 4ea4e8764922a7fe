import type { Clock, Deadline } from "./clock";
import type { ThrottledAttempt } from "./outcome";
import { spacingMs, usedPercents, type Headers } from "./usage";

// Pause after a throttle without a wait time: calls during a block lengthen it.
const silentMs = 60_000;

interface Block {
  readonly untilMs: number;
  readonly outcome: ThrottledAttempt;
  /** False if the duration of the block is unknown, so that waiting is pointless. */
  readonly mayWait: boolean;
}

/** Limits the call rate of this process: slows down near the hourly limit and stops while Meta blocks calls. */
export class RateLimiter {
  readonly #clock: Clock;
  /** Called once, with the percentage. */
  readonly #onSlow: (percent: number) => void;
  /** Last percentage of each counter. A response reports its own counters only. */
  readonly #used = new Map<string, number>();
  #spacingMs = 0;
  #nextStartMs = 0;
  #block: Block | undefined;
  #isSlow = false;

  constructor(clock: Clock, onSlow: (percent: number) => void) {
    this.#clock = clock;
    this.#onSlow = onSlow;
  }

  /** Waits until a call can start. Returns the throttle if it outlasts the operation, or "out-of-time". */
  async acquire(deadline: Deadline): Promise<ThrottledAttempt | "out-of-time" | undefined> {
    for (;;) {
      const blocked = await this.#waitForBlock(deadline);
      if (blocked !== undefined) return blocked;
      const nowMs = this.#clock.nowMs();
      const startMs = Math.max(nowMs, this.#nextStartMs);
      if (startMs - nowMs >= deadline.leftMs) return "out-of-time";
      this.#nextStartMs = startMs + this.#spacingMs;
      if (startMs === nowMs) return undefined;
      await deadline.sleep(startMs - nowMs);
      // Meta may have throttled another call meanwhile.
      if (this.#block === undefined) return undefined;
    }
  }

  async #waitForBlock(deadline: Deadline): Promise<ThrottledAttempt | undefined> {
    for (let block = this.#block; block !== undefined; block = this.#block) {
      const leftMs = block.untilMs - this.#clock.nowMs();
      if (leftMs <= 0) this.#block = undefined;
      else if (!block.mayWait) return block.outcome;
      else if (!(await deadline.sleep(leftMs))) return { ...block.outcome, waitMs: leftMs };
    }
    return undefined;
  }

  /** Reads the usage headers of a response. */
  observeHeaders(headers: Headers): void {
    for (const [counter, percent] of usedPercents(headers)) this.#used.set(counter, percent);
    const most = Math.max(0, ...this.#used.values());
    this.#spacingMs = spacingMs(most);
    if (this.#spacingMs === 0 || this.#isSlow) return;
    this.#isSlow = true;
    this.#onSlow(most);
  }

  /** Makes all calls wait: Meta throttled a call, which will be retried after the wait. */
  pauseFor(outcome: ThrottledAttempt, waitMs: number): void {
    this.#until({ untilMs: this.#clock.nowMs() + waitMs, outcome, mayWait: true });
  }

  /** Blocks calls after the last retry of a throttled call, for the time that Meta states or for a minute. */
  block(outcome: ThrottledAttempt): void {
    const { waitMs } = outcome;
    this.#until({ untilMs: this.#clock.nowMs() + (waitMs ?? silentMs), outcome, mayWait: waitMs !== undefined });
  }

  #until(block: Block): void {
    if (this.#block === undefined || this.#block.untilMs < block.untilMs) this.#block = block;
  }
}

/** Formats the warning about slower calls. */
export function describeSlowdown(percent: number): string {
  return `This app has used ${Math.round(percent)}% of Meta's hourly call limit. Meta rejects calls at 100%, so further calls are slowed down.`;
}
