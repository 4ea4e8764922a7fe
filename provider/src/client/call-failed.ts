import type { FailedOutcome } from "./outcome";

/** A call to Graph that did not end well. The one error that leaves this room; it holds no request, token or header. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  constructor(
    readonly outcome: FailedOutcome,
    /** Times the request was tried. */
    readonly attempts: number,
    /** Host the call was for, as in the base URL. */
    readonly host: string,
  ) {
    super(`call to ${host} failed: ${outcome.kind}`);
  }
}

/** The operation's time was up before this request could go out. */
export const outOfTime = (host: string): CallFailed =>
  new CallFailed(
    { kind: "never-sent", why: "the operation's time, whatsapp:operationTimeoutMs, was up", mayRepeat: false },
    0,
    host,
  );

export const isProblem = (error: unknown, kind: string): boolean =>
  error instanceof CallFailed && error.outcome.kind === "refused" && error.outcome.problem.kind === kind;

export const isUnknownFate = (error: unknown): error is CallFailed =>
  error instanceof CallFailed && error.outcome.kind === "unknown-fate";
