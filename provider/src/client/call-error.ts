import type { ErrorKind } from "../schema/error-codes";
import type { FailedOutcome } from "./outcome";

/** A setting that forbade a further attempt, and its value. */
export interface RetryLimit {
  readonly setting: "maxAttempts" | "operationTimeoutMs" | "retryBudget";
  readonly value: number;
}

/** What a call cost before it was given up. */
export interface AttemptStats {
  /** Times the request was tried. */
  readonly attempts: number;
  /** Milliseconds from the first attempt, waits included. */
  readonly elapsedMs: number;
  /** Undefined when the outcome itself forbids another attempt. */
  readonly limit: RetryLimit | undefined;
}

/** A call to Graph that did not end well. The one error that leaves this room; it holds no request, token or header. */
export class CallError extends Error {
  override readonly name = "CallError";
  constructor(
    readonly outcome: FailedOutcome,
    readonly stats: AttemptStats,
    /** Host the call was for, as in the base URL. */
    readonly host: string,
  ) {
    super(`call to ${host} failed: ${outcome.kind}`);
  }
}

/** The operation's time was up before a request could go out. */
export const outOfTime: FailedOutcome = {
  kind: "not_sent",
  why: "the operation's time, whatsapp:operationTimeoutMs, was up",
  mayRepeat: false,
};

export function isRejectedAs(error: unknown, kind: ErrorKind): boolean {
  return error instanceof CallError && error.outcome.kind === "rejected" && error.outcome.error.meaning.kind === kind;
}

export function isUnknownOutcome(error: unknown): error is CallError {
  return error instanceof CallError && error.outcome.kind === "unknown";
}
