/** Source of time. */
export interface Clock {
  /** Milliseconds since 1970, for stored times and token expiry. */
  nowMs(): number;
  /** Waits for delays and slow answers, in milliseconds; ends early when the signal aborts. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: (durationMs, signal) =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, durationMs);
      signal.addEventListener("abort", end);
      if (signal.aborted) end();
    }),
};

/** Latest setting, milliseconds: about 1,200 years before the last valid Date, because the clock continues. */
const endOfTimeMs = 8.6e15;

/** A clock with an adjustable offset to another clock. */
export class MovableClock implements Clock {
  /** Start time of the simulator, milliseconds. */
  readonly startedAtMs: number;
  readonly #inner: Clock;
  readonly #onChange: () => void;
  #aheadMs = 0;

  /** `onChange` is called after each move. */
  constructor(inner: Clock, onChange: () => void) {
    this.#inner = inner;
    this.#onChange = onChange;
    this.startedAtMs = inner.nowMs();
  }

  nowMs(): number {
    return this.#inner.nowMs() + this.#aheadMs;
  }

  sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    return this.#inner.sleep(durationMs, signal);
  }

  advance(durationMs: number): void {
    this.set(this.nowMs() + durationMs);
  }

  set(nowMs: number): void {
    if (!(Math.abs(nowMs) <= endOfTimeMs)) {
      throw new TypeError(`the clock must stay within ${endOfTimeMs} milliseconds of 1970; ${nowMs} is not`);
    }
    this.setAhead(nowMs - this.#inner.nowMs());
  }

  /** Milliseconds ahead of the other clock. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  setAhead(aheadMs: number): void {
    this.#aheadMs = aheadMs;
    this.#onChange();
  }

  reset(): void {
    this.setAhead(0);
  }
}

/** Formats a time like Graph, with an offset without a colon: `2025-08-14T19:06:34+0000`. */
export function formatGraphTime(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}+0000`;
}
