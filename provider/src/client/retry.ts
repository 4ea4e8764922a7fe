import { CallError, type RetryLimit } from "./call-error";
import type { Clock, Deadline } from "./clock";
import { keyOfScope, type LimitScope } from "./limit-scope";
import type { FailedOutcome } from "./outcome";

/** `any`: retrying is safe (reads, and writes whose result was looked for and not found). `unsent`: retry only if nothing was sent. */
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

/** Milliseconds before the next attempt, or the reason to stop; `final`: the outcome itself forbids another attempt. */
export type RetryStep = { readonly waitMs: number } | { readonly stop: "final" | "attempts" | "time" };

const baseMs = 200;
const throttledBaseMs = 1_000;
const capMs = 20_000;
// Calls during a throttle lengthen it (Meta, rate limiting).
const maxThrottledAttempts = 3;
// Code 1 can also mean an invalid request (Meta, error handling), so it is retried once only.
const maxUnclearAttempts = 2;

export function nextStep(outcome: FailedOutcome, state: RetryState): RetryStep {
  const waitMs = wantedWaitMs(outcome, state);
  if (waitMs === undefined) return { stop: "final" };
  if (state.attempts >= state.maxAttempts) return { stop: "attempts" };
  return waitMs >= state.leftMs ? { stop: "time" } : { waitMs };
}

function wantedWaitMs(outcome: FailedOutcome, { replay, attempts, random }: RetryState): number | undefined {
  const addJitter = (base: number): number => random * Math.min(base * 2 ** (attempts - 1), capMs);
  switch (outcome.kind) {
    case "rejected":
      return undefined;
    case "not_sent":
      return outcome.mayRepeat ? addJitter(baseMs) : undefined;
    case "throttled":
      return attempts < maxThrottledAttempts ? (outcome.waitMs ?? addJitter(throttledBaseMs)) : undefined;
    case "unknown":
      if (outcome.error?.meaning.kind === "unclear" && attempts >= maxUnclearAttempts) return undefined;
      return replay === "any" ? addJitter(baseMs) : undefined;
    default:
      return outcome satisfies never;
  }
}

/** Retry budget consumed by one retry. A timeout costs double because it takes longer. */
export function retryCost(outcome: FailedOutcome): number {
  return "isTimeout" in outcome ? 2 : 1;
}

/** Retries that are left. */
class RetryBudget {
  #left: number;
  readonly #size: number;
  constructor(size: number) {
    this.#size = size;
    this.#left = size;
  }

  /** Returns false if not enough is left. */
  spend(cost: number): boolean {
    if (this.#left < cost) return false;
    this.#left -= cost;
    return true;
  }

  returnOne(): void {
    this.#left = Math.min(this.#left + 1, this.#size);
  }
}

/**
 * Plans the retries of one process. Retries after a throttle have a budget for each scope that Meta throttles, so that one account does not
 * use up those of others. All other retries share one budget: an outage concerns all accounts at once, and must not cause a retry storm. A
 * call that succeeds on the first attempt returns one retry to each of its two budgets.
 */
export class Retries {
  readonly #shared: RetryBudget;
  readonly #throttled = new Map<string, RetryBudget>();
  readonly #limits: { readonly maxAttempts: number; readonly retryBudget: number; readonly operationTimeoutMs: number };
  readonly #clock: Clock;

  constructor(
    limits: { readonly maxAttempts: number; readonly retryBudget: number; readonly operationTimeoutMs: number },
    clock: Clock,
  ) {
    this.#limits = limits;
    this.#clock = clock;
    this.#shared = new RetryBudget(limits.retryBudget);
  }

  /** Takes a retry from the budget and returns the wait, or the limit that forbids it; the limit is undefined if the outcome forbids it. */
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
    const budget = outcome.kind === "throttled" ? this.#budgetOf(outcome.scope) : this.#shared;
    if (!budget.spend(retryCost(outcome))) return { limit: { setting: "retryBudget", value: retryBudget } };
    return step;
  }

  #budgetOf(scope: LimitScope): RetryBudget {
    const key = keyOfScope(scope);
    const budget = this.#throttled.get(key) ?? new RetryBudget(this.#limits.retryBudget);
    this.#throttled.set(key, budget);
    return budget;
  }

  /** Takes from the shared budget. Returns false if not enough is left. */
  spend(cost: number): boolean {
    return this.#shared.spend(cost);
  }

  recordFirstTrySuccess(scope: LimitScope): void {
    this.#shared.returnOne();
    this.#throttled.get(keyOfScope(scope))?.returnOne();
  }

  /** Waits before a write of unknown outcome, whose result was not found, is sent again. Throws the failure if no retry is allowed. */
  async waitBeforeRepeat(failed: CallError, attempts: number, deadline: Deadline): Promise<void> {
    // Code 1 can mean an invalid request, and an invalid write is not sent twice.
    if (failed.outcome.kind === "unknown" && failed.outcome.error?.meaning.kind === "unclear") throw failed;
    const next = this.planRetry(failed.outcome, { replay: "any", attempts, deadline });
    if ("limit" in next) {
      throw new CallError(failed.outcome, { ...failed.stats, attempts, ...next }, failed.host, failed.account);
    }
    await this.#clock.sleep(next.waitMs);
  }
}
