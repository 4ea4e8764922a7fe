import { CallError, type RetryLimit, type AttemptStats } from "../client/call-error";
import { MissingAccessTokenError } from "../client/graph-client";
import { describeGraphError } from "../client/graph-error";
import type { FailedOutcome } from "../client/outcome";
import { VersionEnded } from "../client/version-monitor";
import { UnreadableResponse } from "../schema/wire";
import { adviceAbout, whereIn } from "./advice";
import { couldNot, type Deed } from "./deed";
import { ExpectedFailure } from "./failure";
import { inUse } from "./sequence/in-use";

/** Any error as a failure in three sentences (what, why, what next); a bug is passed on as it is, stack and all. */
export function explained(error: unknown, deed: Deed): Error {
  if (error instanceof ExpectedFailure) return error;
  if (error instanceof MissingAccessTokenError) {
    return new ExpectedFailure(
      `${couldNot(deed)} No access token is set. Set it with ${whereIn(deed)("accessToken")}.`,
    );
  }
  if (error instanceof VersionEnded) return new ExpectedFailure(`${couldNot(deed)} ${error.message} Nothing was sent.`);
  if (error instanceof UnreadableResponse) {
    return new ExpectedFailure(
      `${couldNot(deed)} ${unreadable(error)} Run again; if it stays, report the shape to pulumi-whatsapp's issues.`,
    );
  }
  if (!(error instanceof CallError)) return error instanceof Error ? error : new Error(String(error));
  const { error: problem } = error.outcome;
  if (problem?.meaning.kind === "in-use" && deed.resource === "sequence") return inUse(deed, problem);
  return new ExpectedFailure(`${couldNot(deed)} ${reasonOf(error)} ${adviceFor(error.outcome, deed)}`);
}

function unreadable({ message }: UnreadableResponse): string {
  return `Meta's answer could not be read: ${message}.`;
}

export function reasonOf({ outcome, stats: tally, host }: CallError): string {
  const tries = tallied(tally);
  switch (outcome.kind) {
    case "not_sent":
      return outcome.error === undefined
        ? `${host} could not be reached${tries}: ${outcome.why}.`
        : `${outcome.why}: ${describeGraphError(outcome.error)}.`;
    case "rejected":
      return `Meta refused: ${describeGraphError(outcome.error)}.`;
    case "throttled":
      return `Meta is limiting calls${tries}: ${describeGraphError(outcome.error)}.`;
    case "unknown":
      return outcome.error === undefined
        ? `What became of the request to ${host} is not known${tries}: ${outcome.why}.`
        : `Meta did not manage it${tries}: ${describeGraphError(outcome.error)}.`;
    default:
      return outcome satisfies never;
  }
}

/** How often and how long it was tried, and which setting forbade more. */
function tallied({ attempts, elapsedMs, limit }: AttemptStats): string {
  if (attempts <= 1 && limit === undefined) return "";
  const tried = `${attempts} ${attempts === 1 ? "attempt" : "attempts"} in ${(elapsedMs / 1000).toFixed(1)} s`;
  // A call that had to wait from the start was not tried at all.
  const told = [
    ...(attempts === 0 ? [] : [tried]),
    ...(limit === undefined ? [] : [limitWords[limit.setting](limit.value)]),
  ];
  return ` (${told.join("; ")})`;
}

const limitWords: Readonly<Record<RetryLimit["setting"], (value: number) => string>> = {
  maxAttempts: (value) => `whatsapp:maxAttempts is ${value}`,
  operationTimeoutMs: (value) => `the next would not fit into whatsapp:operationTimeoutMs, ${value}`,
  retryBudget: (value) => `the ${value} retries of this run, whatsapp:retryBudget, are used up`,
};

/** Why what came after a write failed, in whole sentences; a bug is passed on as it is. */
export function causeOf(error: unknown, deed: Deed): string {
  if (error instanceof UnreadableResponse) return unreadable(error);
  if (!(error instanceof CallError)) throw error;
  // What a refusal asks of the reader; elsewhere to run again is all.
  const asked = error.outcome.kind === "rejected" ? ` ${adviceFor(error.outcome, deed)}` : "";
  return `${reasonOf(error)}${asked}`;
}

function adviceFor(outcome: FailedOutcome, deed: Deed): string {
  switch (outcome.kind) {
    case "not_sent":
      return outcome.error === undefined
        ? (outcome.remedy ?? "Check the network and whatsapp:baseUrl, then run again; nothing was changed.")
        : adviceAbout(outcome.error, deed);
    case "throttled":
      return outcome.waitMs === undefined
        ? "Wait some minutes and run again; calls made meanwhile lengthen the block."
        : `Run again in ${Math.ceil(outcome.waitMs / 60_000)} min; calls made meanwhile lengthen the block.`;
    case "unknown":
      if (deed.resource === "order") return "Nothing is sent again: look at the chat and at the status webhooks first.";
      return deed.verb === "list"
        ? "Run again; nothing was changed."
        : "Run again; the next run compares with what the account holds before it writes.";
    case "rejected":
      return adviceAbout(outcome.error, deed);
    default:
      return outcome satisfies never;
  }
}
