import type { Clock, Deadline } from "./clock";
import type { Throttled } from "./outcome";
import { spacingMs, usedPercent, type Headers } from "./usage";

// After a throttle that tells no time, this long nothing is sent: calls made meanwhile lengthen the block.
const silentMs = 60_000;

interface Block {
  readonly untilMs: number;
  readonly outcome: Throttled;
  /** False when waiting is pointless, since nobody knows for how long. */
  readonly mayWait: boolean;
}

/** How fast one process calls Meta: slower when the hour's share is nearly used, and not at all while Meta says so. */
export class Pace {
  readonly #clock: Clock;
  /** Told once, with the percentage. */
  readonly #onSlow: (percent: number) => void;
  #spacingMs = 0;
  #nextStartMs = 0;
  #block: Block | undefined;
  #isSlow = false;

  constructor(clock: Clock, onSlow: (percent: number) => void = () => undefined) {
    this.#clock = clock;
    this.#onSlow = onSlow;
  }

  /** Waits until a call may start. What it returns instead of waiting: the throttle that outlasts the operation. */
  async turn(deadline: Deadline): Promise<Throttled | undefined> {
    for (let block = this.#block; block !== undefined; block = this.#block) {
      const leftMs = block.untilMs - this.#clock.nowMs();
      if (leftMs <= 0) this.#block = undefined;
      else if (!block.mayWait) return block.outcome;
      else if (!(await deadline.sleep(leftMs))) return { ...block.outcome, waitMs: leftMs };
    }
    const startMs = Math.max(this.#clock.nowMs(), this.#nextStartMs);
    this.#nextStartMs = startMs + this.#spacingMs;
    const waitMs = startMs - this.#clock.nowMs();
    if (waitMs > 0) await deadline.sleep(waitMs);
    return undefined;
  }

  /** Reads what an answer tells of the hour's use. */
  heed(headers: Headers): void {
    const percent = usedPercent(headers);
    this.#spacingMs = spacingMs(percent);
    if (this.#spacingMs === 0 || this.#isSlow) return;
    this.#isSlow = true;
    this.#onSlow(percent);
  }

  /** Everybody waits: Meta throttled a call that will be tried again then. */
  hold(outcome: Throttled, waitMs: number): void {
    this.#until({ untilMs: this.#clock.nowMs() + waitMs, outcome, mayWait: true });
  }

  /** A throttled call was given up; others need not try before the told time, or for a minute when none was told. */
  stop(outcome: Throttled): void {
    const { waitMs } = outcome;
    this.#until({ untilMs: this.#clock.nowMs() + (waitMs ?? silentMs), outcome, mayWait: waitMs !== undefined });
  }

  #until(block: Block): void {
    if (this.#block === undefined || this.#block.untilMs < block.untilMs) this.#block = block;
  }
}
