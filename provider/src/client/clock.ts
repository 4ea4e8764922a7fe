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
  constructor(clock: Clock, durationMs: number) {
    this.#clock = clock;
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
}
