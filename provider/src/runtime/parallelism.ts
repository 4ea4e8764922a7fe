import type { Clock } from "../client/clock";

/** Number of waits in which nothing further started, after which the engine counts as fully busy. */
const quietWaitsNeeded = 2;
/** Bounds of the wait for another operation, in milliseconds. */
const [leastQuietMs, mostQuietMs] = [50, 250];
/** Length of the wait, in usual times from one operation to the next. */
const quietGaps = 4;
/** Weight of the newest time among those before it. */
const weight = 0.2;

/** Learns how many operations the engine runs in parallel and how fast it starts them, which it does not tell providers. */
export class Parallelism {
  readonly #clock: Clock;
  #running = 0;
  #most = 0;
  /** Waits with as many running operations as ever in which no further one started. */
  #quietWaits = 0;
  #lastStartMs: number | undefined;
  /** Usual time from the start of one operation to the next. */
  #gapMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs one operation of the engine. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    this.#noteStart();
    this.#running++;
    if (this.#running > this.#most) [this.#most, this.#quietWaits] = [this.#running, 0];
    try {
      return await task();
    } finally {
      this.#running--;
    }
  }

  /** Learns from the time since the last start, unless that was a pause. */
  #noteStart(): void {
    const nowMs = this.#clock.nowMs();
    const gapMs = nowMs - (this.#lastStartMs ?? nowMs);
    this.#lastStartMs = nowMs;
    if (gapMs <= mostQuietMs) this.#gapMs += weight * (gapMs - this.#gapMs);
  }

  /** Time without another operation after which none is expected, in milliseconds. */
  get quietMs(): number {
    return Math.min(mostQuietMs, Math.max(leastQuietMs, quietGaps * this.#gapMs));
  }

  /** True if the engine may start further operations beside those that run now. A single operation that is alone counts as the only one. */
  get mayStart(): boolean {
    return this.#running < this.#most || (this.#most > 1 && this.#quietWaits < quietWaitsNeeded);
  }

  /** Notes that a wait for further operations was in vain. */
  noteQuietWait(): void {
    if (this.#running === this.#most) this.#quietWaits++;
  }
}
