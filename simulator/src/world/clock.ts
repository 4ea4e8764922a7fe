/** Where the simulator takes time from. */
export interface Clock {
  /** Milliseconds since 1970, for stored times and token expiry. */
  nowMs(): number;
  /** Waits, for delays and slow answers; ends early when the signal aborts. Milliseconds. */
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

/** Graph's form, offset without a colon: `2025-08-14T19:06:34+0000`. */
export function graphTime(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}+0000`;
}
