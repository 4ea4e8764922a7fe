import type { Deadline } from "./clock";
import type { FailedOutcome } from "./outcome";

/** `any`: a repeat does no harm (reads). `unsent`: repeat only what certainly did nothing (every write). */
export type Replay = "any" | "unsent";

export interface RetryState {
  readonly replay: Replay;
  /** Attempts made so far, at least 1. */
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly leftMs: number;
  /** A number in [0, 1), for jitter. */
  readonly random: number;
}

/** Waits before a write of unknown fate is repeated, `attempts` having been made; false when there must be no more. */
export const mayRepeatWrite = async (attempts: number, maxAttempts: number, deadline: Deadline): Promise<boolean> =>
  attempts < maxAttempts && (await deadline.sleep(Math.random() * baseMs * 2 ** attempts));

const baseMs = 200;
const throttledBaseMs = 1_000;
const capMs = 20_000;
// Every call made while throttled lengthens the block (Meta, rate limiting), so few are made.
const maxThrottledAttempts = 3;

/** Milliseconds to wait before the next attempt; undefined when there must be none. */
export function nextWaitMs(outcome: FailedOutcome, state: RetryState): number | undefined {
  if (state.attempts >= state.maxAttempts) return undefined;
  const waitMs = wantedWaitMs(outcome, state);
  return waitMs === undefined || waitMs >= state.leftMs ? undefined : waitMs;
}

function wantedWaitMs(outcome: FailedOutcome, { replay, attempts, random }: RetryState): number | undefined {
  const jittered = (base: number): number => random * Math.min(base * 2 ** (attempts - 1), capMs);
  switch (outcome.kind) {
    case "refused":
      return undefined;
    case "never-sent":
      return outcome.mayRepeat ? jittered(baseMs) : undefined;
    case "throttled":
      if (outcome.waitMs !== undefined) return outcome.waitMs;
      return attempts < maxThrottledAttempts ? jittered(throttledBaseMs) : undefined;
    case "unknown-fate":
      return replay === "any" ? jittered(baseMs) : undefined;
    default:
      return outcome satisfies never;
  }
}
