import { CallError, type AttemptStats, type RetryLimit } from "../client/call-error";
import { MissingAccessTokenError } from "../client/graph-client";
import { describeGraphError, type GraphError } from "../client/graph-error";
import type { FailedOutcome } from "../client/outcome";
import { VersionEnded } from "../client/version-monitor";
import type { ErrorKind } from "../schema/error-codes";
import { UnreadableResponse } from "../schema/wire";
import { failureHeadline, type Hints, type OperationContext } from "./operation-context";
import { UserError } from "./user-error";

/** Turns any error into one that says what failed, why and what to do next. Returns a bug as it is, with its stack. */
export function toUserError(error: unknown, context: OperationContext): Error {
  if (error instanceof UserError) return error;
  const headline = failureHeadline(context);
  if (error instanceof MissingAccessTokenError) {
    return new UserError(`${headline} No access token is set. Set it with ${context.whereToSet("accessToken")}.`);
  }
  if (error instanceof VersionEnded) return new UserError(`${headline} ${error.message} Nothing was sent.`);
  if (error instanceof UnreadableResponse) {
    return new UserError(
      `${headline} ${describeUnreadable(error)} Run again; if it happens again, report the shape to pulumi-whatsapp's issues.`,
    );
  }
  if (!(error instanceof CallError)) return error instanceof Error ? error : new Error(String(error));
  const { error: rejection } = error.outcome;
  const whole = rejection && context.describeRejection?.(rejection);
  return new UserError(whole ?? `${headline} ${describeCallError(error)} ${remediationFor(error.outcome, context)}`);
}

/** Describes why a step after a write failed, in whole sentences. Throws a bug as it is. */
export function describeCause(error: unknown, context: OperationContext): string {
  if (error instanceof UnreadableResponse) return describeUnreadable(error);
  if (!(error instanceof CallError)) throw error;
  // A rejection asks something of the reader; otherwise running again is enough.
  const next = error.outcome.kind === "rejected" ? ` ${remediationFor(error.outcome, context)}` : "";
  return `${describeCallError(error)}${next}`;
}

function describeUnreadable({ message }: UnreadableResponse): string {
  return `Meta's answer could not be read: ${message}.`;
}

/** Describes why a call failed, in one sentence. */
export function describeCallError({ outcome, stats, host }: CallError): string {
  const attempts = describeAttempts(stats);
  switch (outcome.kind) {
    case "not_sent":
      return outcome.error === undefined
        ? `${host} could not be reached${attempts}: ${outcome.why}.`
        : `${outcome.why}: ${describeGraphError(outcome.error)}.`;
    case "rejected":
      return `Meta refused: ${describeGraphError(outcome.error)}.`;
    case "throttled":
      return `Meta is limiting calls${attempts}: ${describeGraphError(outcome.error)}.`;
    case "unknown":
      return outcome.error === undefined
        ? `The outcome of the request to ${host} is unknown${attempts}: ${outcome.why}.`
        : `Meta failed to process the request${attempts}: ${describeGraphError(outcome.error)}.`;
    default:
      return outcome satisfies never;
  }
}

/** Tells how often and how long the call was tried, and which setting forbids more. */
function describeAttempts({ attempts, elapsedMs, limit }: AttemptStats): string {
  if (attempts <= 1 && limit === undefined) return "";
  const count = `${attempts} ${attempts === 1 ? "attempt" : "attempts"} in ${(elapsedMs / 1000).toFixed(1)} s`;
  // A call that had to wait from the start was not tried at all.
  const parts = [
    ...(attempts === 0 ? [] : [count]),
    ...(limit === undefined ? [] : [describeLimit[limit.setting](limit.value)]),
  ];
  return ` (${parts.join("; ")})`;
}

const describeLimit: Readonly<Record<RetryLimit["setting"], (value: number) => string>> = {
  maxAttempts: (value) => `whatsapp:maxAttempts is ${value}`,
  operationTimeoutMs: (value) => `the next would not fit into whatsapp:operationTimeoutMs, ${value}`,
  retryBudget: (value) => `the ${value} retries of this run, whatsapp:retryBudget, are used up`,
};

function remediationFor(outcome: FailedOutcome, context: OperationContext): string {
  switch (outcome.kind) {
    case "not_sent":
      return outcome.error === undefined
        ? (outcome.remedy ?? "Check the network and whatsapp:baseUrl, then run again; nothing was changed.")
        : remediationForError(outcome.error, context);
    case "throttled":
      return outcome.waitMs === undefined
        ? "Wait some minutes and run again; calls made meanwhile lengthen the block."
        : `Run again in ${Math.ceil(outcome.waitMs / 60_000)} min; calls made meanwhile lengthen the block.`;
    case "unknown":
      return context.afterUnknown;
    case "rejected":
      return remediationForError(outcome.error, context);
    default:
      return outcome satisfies never;
  }
}

function remediationForError({ meaning: { kind, advice } }: GraphError, context: OperationContext): string {
  const hint = context.hints[kind] ?? commonHints(context)[kind];
  if (hint !== undefined) return hint;
  return context.usesDocumentedAdvice || platformKinds.has(kind)
    ? advice
    : "See Meta's documentation of this code, correct the cause and run again.";
}

/** Kinds whose documented advice fits every call, not messages alone. */
const platformKinds: ReadonlySet<ErrorKind> = new Set(["app-secret", "api-version"]);

function commonHints({ whereToSet, usesStoredToken }: OperationContext): Hints {
  const stored = usesStoredToken
    ? "; refresh and destroy use the token stored in the state unless WHATSAPP_ACCESS_TOKEN is set or --run-program is given"
    : "";
  return {
    credentials: `Set a valid token with ${whereToSet("accessToken")}${stored}.`,
    "missing-parameter": "Report it to pulumi-whatsapp's issues: every parameter is sent.",
    "not-available-yet": "Wait a day or two, as Meta says, and run again; nothing was changed.",
    "no-graph-error":
      "Something else may have answered in Meta's place: check the network and whatsapp:baseUrl, then run again.",
    blocked:
      "Look at the account's quality and policy pages in Meta's Business Manager; repeating the call does not help.",
  };
}
