import type { Permit } from "./semaphore";

/** Clock of the client. Tests replace it. */
export interface Clock {
  /** Date that decides which API versions have ended. Default: the system's date. */
  readonly date?: () => Date;
  /** Milliseconds of a monotonic clock. */
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export const realClock: Clock = {
  nowMs: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Time limit of one operation, with its retries and waits. */
export class Deadline {
  readonly #endMs: number;
  readonly #clock: Clock;
  readonly #permit: Permit | undefined;
  /** @param permit Slot that the operation occupies. */
  constructor(clock: Clock, durationMs: number, permit?: Permit) {
    this.#clock = clock;
    this.#permit = permit;
    this.#endMs = clock.nowMs() + durationMs;
  }
  get leftMs(): number {
    return Math.max(0, this.#endMs - this.#clock.nowMs());
  }

  /** Waits. Returns false at once if the wait would exceed the deadline. */
  async sleep(ms: number): Promise<boolean> {
    if (ms >= this.leftMs) return false;
    await this.#clock.sleep(ms);
    return true;
  }

  /** Waits for something without the operation's permit, so that operations of other accounts can run meanwhile. */
  waitOutsideSlot<T>(wait: () => Promise<T>): Promise<T> {
    return this.#permit === undefined ? wait() : this.#permit.waitOutside(wait);
  }
}
