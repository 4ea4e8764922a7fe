import type { ErrorKind } from "../schema/error-codes";
import { describeGraphError } from "./graph-error";
import { describeLimited, describeLimitedCalls, type AccountRef } from "./limit-scope";
import type { FailedOutcome, ThrottledAttempt } from "./outcome";

/** A setting that prevented another attempt, and its value. */
export interface RetryLimit {
  readonly setting: "maxAttempts" | "operationTimeoutMs" | "retryBudget";
  readonly value: number;
}

/** Attempts and time of a failed call. */
export interface AttemptStats {
  /** Number of attempts. */
  readonly attempts: number;
  /** Milliseconds from the first attempt, waits included. */
  readonly elapsedMs: number;
  /** Undefined if the outcome itself forbids another attempt. */
  readonly limit: RetryLimit | undefined;
}

/** A failed Graph API call: the only error that the client throws for one. It contains no request, token or header. */
export class CallError extends Error {
  override readonly name = "CallError";
  constructor(
    readonly outcome: FailedOutcome,
    readonly stats: AttemptStats,
    /** Host of the base URL. */
    readonly host: string,
    /** Account whose token was sent; undefined for a call that names no account. */
    readonly account?: AccountRef | undefined,
  ) {
    super(`call to ${host} failed: ${outcome.kind}`);
  }
}

/**
 * Describes a throttle, without the last full stop.
 * @param attempts Number of attempts; without any, another call was throttled.
 * @param note Details of the attempts, with a leading blank.
 */
export function describeThrottle(
  { error, scope, usedPercent }: ThrottledAttempt,
  attempts: number,
  note: string,
): string {
  const unsent = attempts === 0 ? ", so this call was not sent" : "";
  const cause = error === undefined ? "" : `: ${describeGraphError(error)}`;
  const limited = `Meta is limiting ${describeLimitedCalls(scope)}${unsent}${note}${cause}`;
  if (usedPercent === undefined || usedPercent < 1 || scope === "ads" || scope === "messages") return limited;
  return `${limited}. ${describeLimited(scope)} has used ${Math.round(usedPercent)}% of its hourly limit`;
}

/** Outcome of a call whose operation timed out before the request. */
export const outOfTime: FailedOutcome = {
  kind: "not_sent",
  why: "the operation timed out before the request (whatsapp:operationTimeoutMs)",
  mayRepeat: false,
};

export function isRejectedAs(error: unknown, kind: ErrorKind): boolean {
  return error instanceof CallError && error.outcome.kind === "rejected" && error.outcome.error.meaning.kind === kind;
}

/** True if Meta limits the calls of an account, and not of the whole app. */
export function isAccountThrottled(error: unknown): boolean {
  return error instanceof CallError && error.outcome.kind === "throttled" && error.outcome.scope !== "app";
}

export function isUnknownOutcome(error: unknown): error is CallError {
  return error instanceof CallError && error.outcome.kind === "unknown";
}
