/** Time as the client sees it; tests bring their own. */
export interface Clock {
  /** Today, by which API versions have ended or not. Default: the system's date. */
  readonly date?: () => Date;
  /** Milliseconds on a clock that never jumps. */
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export const realClock: Clock = {
  nowMs: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** The time one operation may take in all, retries and waits included. */
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

  /** Waits, but not beyond the end: false, at once, when the time does not suffice. */
  async sleep(ms: number): Promise<boolean> {
    if (ms >= this.leftMs) return false;
    await this.#clock.sleep(ms);
    return true;
  }
}
