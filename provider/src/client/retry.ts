import { CallError, type RetryLimit } from "./call-error";
import type { Clock, Deadline } from "./clock";
import type { FailedOutcome } from "./outcome";

/** `any`: a repeat does no harm (reads, and writes that were looked for since). `unsent`: repeat only what certainly did nothing. */
export type RetryPolicy = "any" | "unsent";

export interface RetryState {
  readonly replay: RetryPolicy;
  /** Attempts made so far, at least 1. */
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly leftMs: number;
  /** A number in [0, 1), for jitter. */
  readonly random: number;
}

/** Milliseconds to wait before the next attempt, or why there is none; `final`: the outcome itself forbids one. */
export type Step = { readonly waitMs: number } | { readonly stop: "final" | "attempts" | "time" };

const baseMs = 200;
const throttledBaseMs = 1_000;
const capMs = 20_000;
// Every call made while throttled lengthens the block (Meta, rate limiting), so few are made.
const maxThrottledAttempts = 3;
// Code 1 may as well mean a wrong request (Meta, error handling), so it is asked once more only.
const maxUnclearAttempts = 2;

export function nextStep(outcome: FailedOutcome, state: RetryState): Step {
  const waitMs = wantedWaitMs(outcome, state);
  if (waitMs === undefined) return { stop: "final" };
  if (state.attempts >= state.maxAttempts) return { stop: "attempts" };
  return waitMs >= state.leftMs ? { stop: "time" } : { waitMs };
}

function wantedWaitMs(outcome: FailedOutcome, { replay, attempts, random }: RetryState): number | undefined {
  const jittered = (base: number): number => random * Math.min(base * 2 ** (attempts - 1), capMs);
  switch (outcome.kind) {
    case "rejected":
      return undefined;
    case "not_sent":
      return outcome.mayRepeat ? jittered(baseMs) : undefined;
    case "throttled":
      return attempts < maxThrottledAttempts ? (outcome.waitMs ?? jittered(throttledBaseMs)) : undefined;
    case "unknown":
      if (outcome.error?.meaning.kind === "unclear" && attempts >= maxUnclearAttempts) return undefined;
      return replay === "any" ? jittered(baseMs) : undefined;
    default:
      return outcome satisfies never;
  }
}

/** What one retry takes from the run's budget: a timeout twice as much, since it costs so much time. */
export function retryCost(outcome: FailedOutcome): number {
  return "isTimeout" in outcome ? 2 : 1;
}

/**
 * The retries of one process. Every one is paid from a budget that all calls share, and a call that succeeds at the first try
 * gives one back; so single failures are mended, and an outage is not answered by a storm.
 */
export class Retries {
  #left: number;
  readonly #limits: { readonly maxAttempts: number; readonly retryBudget: number; readonly operationTimeoutMs: number };
  readonly #clock: Clock;

  constructor(
    limits: { readonly maxAttempts: number; readonly retryBudget: number; readonly operationTimeoutMs: number },
    clock: Clock,
  ) {
    this.#limits = limits;
    this.#clock = clock;
    this.#left = limits.retryBudget;
  }

  /** The wait before the next attempt, paid for; or the limit that forbids it, undefined when it is the outcome itself. */
  planRetry(
    outcome: FailedOutcome,
    {
      replay,
      attempts,
      deadline,
    }: { readonly replay: RetryPolicy; readonly attempts: number; readonly deadline: Deadline },
  ): { readonly waitMs: number } | { readonly limit: RetryLimit | undefined } {
    const { maxAttempts, operationTimeoutMs, retryBudget } = this.#limits;
    const step = nextStep(outcome, { replay, attempts, maxAttempts, leftMs: deadline.leftMs, random: Math.random() });
    if ("stop" in step) {
      if (step.stop === "attempts") return { limit: { setting: "maxAttempts", value: maxAttempts } };
      if (step.stop === "time") return { limit: { setting: "operationTimeoutMs", value: operationTimeoutMs } };
      return { limit: undefined };
    }
    if (!this.spend(retryCost(outcome))) return { limit: { setting: "retryBudget", value: retryBudget } };
    return step;
  }

  /** Takes from the budget; false when it does not hold that much. */
  spend(cost: number): boolean {
    if (this.#left < cost) return false;
    this.#left -= cost;
    return true;
  }

  recordFirstTrySuccess(): void {
    this.#left = Math.min(this.#left + 1, this.#limits.retryBudget);
  }

  /** Waits before a write of unknown outcome, looked for and not found, is sent again; throws the failure when it must not be. */
  async waitBeforeRepeat(failed: CallError, attempts: number, deadline: Deadline): Promise<void> {
    // Code 1 may mean a wrong request, and a wrong write is not sent twice.
    if (failed.outcome.kind === "unknown" && failed.outcome.error?.meaning.kind === "unclear") throw failed;
    const next = this.planRetry(failed.outcome, { replay: "any", attempts, deadline });
    if ("limit" in next) throw new CallError(failed.outcome, { ...failed.stats, attempts, ...next }, failed.host);
    await this.#clock.sleep(next.waitMs);
  }
}
