import type { Clock, Deadline } from "./clock";
import type { Throttled } from "./outcome";
import { spacingMs, usedPercents, type Headers } from "./usage";

// After a throttle that tells no time, this long nothing is sent: calls made meanwhile lengthen the block.
const silentMs = 60_000;

interface Block {
  readonly untilMs: number;
  readonly outcome: Throttled;
  /** False when waiting is pointless, since nobody knows for how long. */
  readonly mayWait: boolean;
}

/** How fast one process calls Meta: slower when the hour's share is nearly used, and not at all while Meta says so. */
export class RateLimiter {
  readonly #clock: Clock;
  /** Told once, with the percentage. */
  readonly #onSlow: (percent: number) => void;
  /** The last that each counter told; an answer tells of its own only. */
  readonly #used = new Map<string, number>();
  #spacingMs = 0;
  #nextStartMs = 0;
  #block: Block | undefined;
  #isSlow = false;

  constructor(clock: Clock, onSlow: (percent: number) => void) {
    this.#clock = clock;
    this.#onSlow = onSlow;
  }

  /** Waits until a call may start. What it returns instead: the throttle that outlasts the operation, or that its time is up. */
  async acquire(deadline: Deadline): Promise<Throttled | "out-of-time" | undefined> {
    for (;;) {
      const held = await this.#waitForBlock(deadline);
      if (held !== undefined) return held;
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

  async #waitForBlock(deadline: Deadline): Promise<Throttled | undefined> {
    for (let block = this.#block; block !== undefined; block = this.#block) {
      const leftMs = block.untilMs - this.#clock.nowMs();
      if (leftMs <= 0) this.#block = undefined;
      else if (!block.mayWait) return block.outcome;
      else if (!(await deadline.sleep(leftMs))) return { ...block.outcome, waitMs: leftMs };
    }
    return undefined;
  }

  /** Reads what an answer tells of the hour's use. */
  observeHeaders(headers: Headers): void {
    for (const [counter, percent] of usedPercents(headers)) this.#used.set(counter, percent);
    const most = Math.max(0, ...this.#used.values());
    this.#spacingMs = spacingMs(most);
    if (this.#spacingMs === 0 || this.#isSlow) return;
    this.#isSlow = true;
    this.#onSlow(most);
  }

  /** Everybody waits: Meta throttled a call that will be tried again then. */
  pauseFor(outcome: Throttled, waitMs: number): void {
    this.#until({ untilMs: this.#clock.nowMs() + waitMs, outcome, mayWait: true });
  }

  /** A throttled call was given up; others need not try before the told time, or for a minute when none was told. */
  block(outcome: Throttled): void {
    const { waitMs } = outcome;
    this.#until({ untilMs: this.#clock.nowMs() + (waitMs ?? silentMs), outcome, mayWait: waitMs !== undefined });
  }

  #until(block: Block): void {
    if (this.#block === undefined || this.#block.untilMs < block.untilMs) this.#block = block;
  }
}

/** The warning that goes with slower calls. */
export function describeSlowdown(percent: number): string {
  return `Meta counts ${Math.round(percent)}% of what this app may call in an hour as used, and refuses calls at 100%: calls are spaced out from here on.`;
}
