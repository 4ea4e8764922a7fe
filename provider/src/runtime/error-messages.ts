import { CallError, describeThrottle, type AttemptStats, type RetryLimit } from "../client/call-error";
import { AccessTokenError, MissingAccessTokenError } from "../client/graph-client";
import { describeGraphError, type GraphError } from "../client/graph-error";
import { describeAccount, type AccountRef } from "../client/limit-scope";
import { VersionEnded } from "../client/version-monitor";
import type { ErrorKind } from "../schema/error-codes";
import type { KnownSecrets } from "../schema/known-secrets";
import { describeTokenSettings, whereToSet, type WhereToSet } from "../schema/settings";
import { escapeControls } from "../schema/terminal-text";
import { UnreadableResponse } from "../schema/wire";
import { PartialFailure, UserError } from "./user-error";

/** Remediation by kind of Graph error, in whole sentences. */
export type Hints = Readonly<Partial<Record<ErrorKind, string>>>;

/** Describes one operation for messages: what is done, to what, and what a person can do when it fails. */
export interface OperationContext {
  /** Infinitive: `create`, `adopt`, `list`. */
  readonly verb: string;
  /** The object with its name and id: `sequence "a" (1/2)`. */
  readonly target: string;
  readonly hints: Hints;
  /** Where each setting is set. Default: the places that a Pulumi program reads. */
  readonly whereToSet: WhereToSet;
  /** Next step after a request whose outcome stays unknown. */
  readonly afterUnknown: string;
  /** True if the state stores the token that refresh and destroy use. */
  readonly usesStoredToken: boolean;
  /** True for messages: the advice in the table of error codes is written for them. */
  readonly usesDocumentedAdvice: boolean;
  /** Names the token of an account, as `the entry "1" in accessTokens`; undefined if accounts have no tokens of their own. */
  readonly tokens?: { nameToken(account: AccountRef): string | undefined };
  /** Words a rejection as a whole message; undefined for the usual one. */
  readonly describeRejection?: (error: GraphError) => string | undefined;
}

const defaults = {
  hints: {},
  whereToSet,
  afterUnknown: "Run again; the next run compares with the account before it writes.",
  usesStoredToken: true,
  usesDocumentedAdvice: false,
};

/** Fills in what most operations share. */
export function createContext(
  context: Pick<OperationContext, "verb" | "target"> & Partial<OperationContext>,
): OperationContext {
  return { ...defaults, ...context };
}

/** The context of an operation that changes nothing and runs outside of Pulumi. */
export function createListContext(target: string, hints: Hints, where: WhereToSet): OperationContext {
  return createContext({
    verb: "list",
    target,
    hints,
    whereToSet: where,
    afterUnknown: "Run again; nothing was changed.",
    usesStoredToken: false,
  });
}

/** Names an object for messages: `sequence "a" in account 1` without an id, `sequence "a" (1/2)` with one. */
export function nameObject(
  kind: string,
  { name, scope, scopeId, id }: { name?: string | undefined; scope: string; scopeId: string; id?: string | undefined },
): string {
  const title = name === undefined ? "" : ` ${JSON.stringify(name)}`;
  return id === undefined ? `${kind}${title} in ${scope} ${scopeId}` : `${kind}${title} (${scopeId}/${id})`;
}

/** Returns the first sentence of every error. */
export function failureHeadline({ verb, target }: OperationContext): string {
  return `Could not ${verb} ${target}.`;
}

/** Returns the target as the beginning of a sentence: `Sequence "a" (1/2)`. */
export function capitalizeTarget({ target }: OperationContext): string {
  return `${target.charAt(0).toUpperCase()}${target.slice(1)}`;
}

const pastOf: Readonly<Record<string, string>> = { create: "created", adopt: "adopted", update: "updated" };

/** Begins a sentence about a write that worked, but not as intended: `Sequence "a" (1/2) was created`. */
export function describeWritten(context: OperationContext): string {
  return `${capitalizeTarget(context)} was ${pastOf[context.verb] ?? "written"}`;
}

/** Turns any error into one that says what failed, why and what to do next. Returns a bug as it is, with its stack. */
export function toUserError(error: unknown, context: OperationContext): Error {
  if (error instanceof UserError) return error;
  const headline = failureHeadline(context);
  if (error instanceof MissingAccessTokenError) {
    return new UserError(
      `${headline} No access token is set. Set it with ${describeTokenSettings(context.whereToSet)}.`,
    );
  }
  if (error instanceof AccessTokenError) return new UserError(`${headline} ${error.message} Nothing was sent.`);
  if (error instanceof VersionEnded) return new UserError(`${headline} ${error.message} Nothing was sent.`);
  if (error instanceof UnreadableResponse) {
    return new UserError(
      `${headline} ${describeUnreadable(error)} Run again; if it happens again, report the shape to pulumi-whatsapp's issues.`,
    );
  }
  if (!(error instanceof CallError)) return error instanceof Error ? error : new Error(String(error));
  const { error: rejection } = error.outcome;
  const whole = rejection && context.describeRejection?.(rejection);
  return new UserError(whole ?? `${headline} ${describeCallError(error)} ${remediationFor(error, context)}`);
}

/** Describes why a step after a write failed, in whole sentences. Throws a bug as it is. */
export function describeCause(error: unknown, context: OperationContext): string {
  if (error instanceof UnreadableResponse) return describeUnreadable(error);
  if (!(error instanceof CallError)) throw error;
  // A rejection asks something of the reader; otherwise running again is enough.
  const next = error.outcome.kind === "rejected" ? ` ${remediationFor(error, context)}` : "";
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
      return `${describeThrottle(outcome, stats.attempts, attempts)}.`;
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
  retryBudget: (value) => `the ${value} retries that whatsapp:retryBudget allows are used up`,
};

function remediationFor({ outcome, account }: CallError, context: OperationContext): string {
  switch (outcome.kind) {
    case "not_sent":
      return outcome.error === undefined
        ? (outcome.remedy ?? "Check the network and whatsapp:baseUrl, then run again; nothing was changed.")
        : remediationForError(outcome.error, context, account);
    case "throttled":
      return outcome.waitMs === undefined
        ? "Wait some minutes and run again; calls made meanwhile lengthen the block."
        : `Run again in ${Math.ceil(outcome.waitMs / 60_000)} min; calls made meanwhile lengthen the block.`;
    case "unknown":
      return context.afterUnknown;
    case "rejected":
      return remediationForError(outcome.error, context, account);
    default:
      return outcome satisfies never;
  }
}

function remediationForError(
  { meaning: { kind, advice } }: GraphError,
  context: OperationContext,
  account: AccountRef | undefined,
): string {
  const token = account && context.tokens?.nameToken(account);
  const next = remediationForKind(kind, advice, context);
  if (account === undefined || token === undefined || !tokenKinds.has(kind)) return next;
  const check = `${token} is a valid token for ${describeAccount(account)}`;
  return kind === "credentials"
    ? `Check that ${check}.`
    : `${next} Also check that ${check}, and not one of another account.`;
}

function remediationForKind(kind: ErrorKind, advice: string, context: OperationContext): string {
  const hint = context.hints[kind] ?? commonHints(context)[kind];
  if (hint !== undefined) return hint;
  return context.usesDocumentedAdvice || platformKinds.has(kind)
    ? advice
    : "See Meta's documentation of this code, correct the cause and run again.";
}

/** Kinds of errors that a token of another account can cause. */
const tokenKinds: ReadonlySet<ErrorKind> = new Set([
  "credentials",
  "permission",
  "no-such-object",
  "create-failed",
  "update-failed",
  "not-loadable",
]);

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

/** Masks secrets and escapes control characters in an error's message, which may quote a name from the state or from Meta. */
export function makePrintable({ knownSecrets }: { readonly knownSecrets: KnownSecrets }, error: Error): Error {
  if (!(error instanceof UserError)) return error;
  const message = escapeControls(knownSecrets.mask(error.message));
  if (message === error.message) return error;
  return error instanceof PartialFailure
    ? new PartialFailure(error.id, error.properties, message)
    : new UserError(message);
}
