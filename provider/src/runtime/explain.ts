import { CallFailed, type Limit, type Tally } from "../client/call-failed";
import { NoAccessToken } from "../client/graph-client";
import type { GraphProblem, ProblemKind } from "../client/graph-problem";
import type { FailedOutcome } from "../client/outcome";
import { UnreadableAnswer } from "../schema/wire";
import { whereToSet, type WhereToSet } from "../schema/settings";
import { ExpectedFailure } from "./failure";

/** What was being done to which sequence, for the first sentence of a failure. */
export interface Deed {
  readonly verb: "create" | "adopt" | "read" | "update" | "delete" | "list";
  readonly wabaId: string;
  readonly sequenceId?: string;
  readonly name?: string;
  /** Default: the places that a Pulumi program reads. */
  readonly whereToSet?: WhereToSet;
}

const named = ({ verb, wabaId, sequenceId, name }: Deed): string => {
  if (verb === "list") return `the sequences of account ${wabaId}`;
  const title = name === undefined ? "" : ` ${JSON.stringify(name)}`;
  return sequenceId === undefined
    ? `sequence${title} in account ${wabaId}`
    : `sequence${title} (${wabaId}/${sequenceId})`;
};

/** The first sentence of every failure. */
export const couldNot = (deed: Deed): string => `Could not ${deed.verb} ${named(deed)}.`;

/** Any error as a failure in three sentences (what, why, what next); a bug is passed on as it is, stack and all. */
export function explained(error: unknown, deed: Deed): Error {
  if (error instanceof ExpectedFailure) return error;
  if (error instanceof NoAccessToken) {
    return new ExpectedFailure(
      `${couldNot(deed)} No access token is set. Set it with ${whereIn(deed)("accessToken")}.`,
    );
  }
  if (error instanceof UnreadableAnswer) {
    return new ExpectedFailure(
      `${couldNot(deed)} ${unreadable(error)} Run again; if it stays, report the shape to pulumi-whatsapp's issues.`,
    );
  }
  if (!(error instanceof CallFailed)) return error instanceof Error ? error : new Error(String(error));
  if (isInUse(error.outcome)) return inUse(deed, problemOf(error.outcome));
  return new ExpectedFailure(`${couldNot(deed)} ${reasonOf(error)} ${adviceFor(error.outcome, deed)}`);
}

const whereIn = (deed: Deed): WhereToSet => deed.whereToSet ?? whereToSet;

const isInUse = (outcome: FailedOutcome): boolean => problemOf(outcome)?.kind === "in-use";

const problemOf = (outcome: FailedOutcome): GraphProblem | undefined =>
  outcome.kind === "never-sent" ? undefined : outcome.problem;

/** The refusal of a sequence that an ad uses: the same words whether Meta said so or the account's listing did. */
export function inUse(deed: Deed, problem?: GraphProblem): ExpectedFailure {
  const trace = problem?.traceId === undefined ? "" : `, fbtrace_id ${problem.traceId}`;
  const what = deed.verb === "delete" ? "delete" : "change";
  return new ExpectedFailure(
    `Refused to ${what} ${named(deed)}. An ad uses it, and Meta does not ${what} a sequence that an ad uses (4027012 Sequence used in an ad${trace}). ${waysOut(what)}`,
  );
}

/** The warning of a plan, or of an adoption, that Meta will probably refuse. */
export const changeWhileInUse = (id: string, name: unknown): string =>
  `sequence ${JSON.stringify(name)} (${id}) is used in an ad: Meta will probably refuse this change (4027012). ` +
  'Disconnect it from the ad, or set onContentChange: "replace" to make a new sequence that the ad can move to.';

/** Two resources of one program hold the same sequence, so each run would undo what the other says. */
export const heldTwice = (id: string, name: unknown): string =>
  `Could not update sequence ${JSON.stringify(name)} (${id}). Another resource of this program manages it too, as adoptSequenceId told it. ` +
  "Remove one of the two from the program: the sequence stays with the other.";

/** The warning that Meta's own counters ask for. */
export const goingSlower = (percent: number): string =>
  `Meta counts ${Math.round(percent)}% of what this app may call in an hour as used, and refuses calls at 100%: calls are spaced out from here on.`;

const waysOut = (what: "delete" | "change"): string =>
  what === "delete"
    ? 'Disconnect the sequence from the ad and run again, or set retainOnDelete to leave it in the account; for the next change, onContentChange: "replace" makes a new sequence first so that the ad can move to it.'
    : 'Disconnect the sequence from the ad and run again, or set onContentChange: "replace" so that the change makes a new sequence the ad can move to (with retainOnDelete the old one stays in the account).';

const unreadable = ({ message }: UnreadableAnswer): string => `Meta's answer could not be read: ${message}.`;

export function reasonOf({ outcome, tally, host }: CallFailed): string {
  const tries = tallied(tally);
  switch (outcome.kind) {
    case "never-sent":
      return `${host} could not be reached${tries}: ${outcome.why}.`;
    case "refused":
      return `Meta refused: ${quoted(outcome.problem)}.`;
    case "throttled":
      return `Meta is limiting calls${tries}: ${quoted(outcome.problem)}.`;
    case "unknown-fate":
      return outcome.problem === undefined
        ? `What became of the request to ${host} is not known${tries}: ${outcome.why}.`
        : `Meta did not manage it${tries}: ${quoted(outcome.problem)}.`;
    default:
      return outcome satisfies never;
  }
}

/** How often and how long it was tried, and which setting forbade more. */
function tallied({ attempts, elapsedMs, limit }: Tally): string {
  if (attempts <= 1 && limit === undefined) return "";
  const tried = `${attempts} ${attempts === 1 ? "attempt" : "attempts"} in ${(elapsedMs / 1000).toFixed(1)} s`;
  // A call that had to wait from the start was not tried at all.
  const told = [
    ...(attempts === 0 ? [] : [tried]),
    ...(limit === undefined ? [] : [limitWords[limit.setting](limit.value)]),
  ];
  return ` (${told.join("; ")})`;
}

const limitWords: Readonly<Record<Limit["setting"], (value: number) => string>> = {
  maxAttempts: (value) => `whatsapp:maxAttempts is ${value}`,
  operationTimeoutMs: (value) => `the next would not fit into whatsapp:operationTimeoutMs, ${value}`,
  retryBudget: (value) => `the ${value} retries of this run, whatsapp:retryBudget, are used up`,
};

function quoted({ title, message, code, traceId }: GraphProblem): string {
  const text = [title, message.replace(/\.$/, "")].filter((part) => part !== "").join(": ");
  const details = [`code ${code}`, ...(traceId === undefined ? [] : [`fbtrace_id ${traceId}`])].join(", ");
  return `${text === "" ? "no text" : text} (${details})`;
}

/** Why what came after a write failed, in whole sentences; a bug is passed on as it is. */
export function causeOf(error: unknown, deed: Deed): string {
  if (error instanceof UnreadableAnswer) return unreadable(error);
  if (!(error instanceof CallFailed)) throw error;
  // What a refusal asks of the reader; elsewhere to run again is all.
  const asked = error.outcome.kind === "refused" ? ` ${adviceFor(error.outcome, deed)}` : "";
  return `${reasonOf(error)}${asked}`;
}

function adviceFor(outcome: FailedOutcome, deed: Deed): string {
  switch (outcome.kind) {
    case "never-sent":
      return `Check the network and whatsapp:baseUrl, then run again; nothing was changed.`;
    case "throttled":
      return outcome.waitMs === undefined
        ? "Wait some minutes and run again; calls made meanwhile lengthen the block."
        : `Run again in ${Math.ceil(outcome.waitMs / 60_000)} min; calls made meanwhile lengthen the block.`;
    case "unknown-fate":
      return deed.verb === "list"
        ? "Run again; nothing was changed."
        : "Run again; the next run compares with what the account holds before it writes.";
    case "refused":
      return (
        adviceByKind(deed)[outcome.problem.kind] ??
        "See Meta's documentation of this code, correct the cause and run again."
      );
    default:
      return outcome satisfies never;
  }
}

const adviceByKind = (deed: Deed): Readonly<Partial<Record<ProblemKind, string>>> => ({
  "bad-token": `Set a valid token with ${whereIn(deed)("accessToken")}${tokenInState(deed)}.`,
  "no-token": `Set a token with ${whereIn(deed)("accessToken")}.`,
  "no-permission": `Grant the app whatsapp_business_management and give the token's user access to account ${deed.wabaId}.`,
  "no-such-object": `Check that ${deed.wabaId} is the WhatsApp Business Account id (not a phone number id) and that the token may see it; set it with ${whereIn(deed)("wabaId")}.`,
  "invalid-data": "Correct the text, autofill message or ice breakers as Meta says and run again.",
  "missing-parameter": "Report it to pulumi-whatsapp's issues: every parameter is sent.",
  "create-failed": `Check that the token has whatsapp_business_management for account ${deed.wabaId}, then run again.`,
  "update-failed": "Check the sequence's fields and the token's permission for the account, then run again.",
  "not-available-yet": "Wait a day or two, as Meta says, and run again; nothing was changed.",
  "not-loadable":
    "Either it does not exist or the token may not see it: run `pulumi refresh` with the token of the app that made it, then run again.",
  "no-graph-error":
    "Something else may have answered in Meta's place: check the network and whatsapp:baseUrl, then run again.",
  blocked:
    "Look at the account's quality and policy pages in Meta's Business Manager; repeating the call does not help.",
});

const tokenInState = ({ verb }: Deed): string =>
  verb === "list"
    ? ""
    : "; refresh and destroy use the token stored in the state unless WHATSAPP_ACCESS_TOKEN is set or --run-program is given";
