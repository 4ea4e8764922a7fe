import { outOfTime, type CallFailed } from "../client/call-failed";
import { problemText, type GraphProblem } from "../client/graph-problem";
import type { FailedOutcome } from "../client/outcome";
import { messageErrorIn } from "../client/messages";
import type { MessageError, MessageErrorKind, MessageErrorRetry } from "../schema/message-errors";

/** A no of Meta's. Source: Meta, "Error codes" of the Cloud API: build on `code` and `message`, not on titles. */
export interface SendError {
  /** Undefined when the answer holds no code of Meta's: something else may have answered in Meta's place. */
  readonly code: number | undefined;
  readonly title: string;
  readonly kind: MessageErrorKind;
  /** For the same message; `never` without a change of something. */
  readonly retry: MessageErrorRetry;
  /** What to do next, in one sentence. */
  readonly advice: string;
  /** Meta's own words, fit to print, without secrets. */
  readonly message: string;
  /** `fbtrace_id`: Meta's support asks for it. */
  readonly traceId: string | undefined;
  readonly httpStatus: number;
}

interface Sent {
  /** `biz_opaque_callback_data` of the message: status webhooks bring it back. */
  readonly correlationId: string;
}

/** Meta has the message. It is not delivered yet: status webhooks tell that, and an `order_status` may still fail there (2046, 2047). */
export interface Accepted extends Sent {
  readonly fate: "accepted";
  /** `wamid...` */
  readonly messageId: string;
  /** The person's WhatsApp id, which may differ from what the message was addressed to. */
  readonly waId: string | undefined;
  /** `accepted`, `held_for_quality_assessment`, `paused`; undefined when Meta says nothing. */
  readonly messageStatus: string | undefined;
}

/** Meta said no; the person gets nothing. */
export interface Refused extends Sent {
  readonly fate: "refused";
  readonly error: SendError;
}

/** It never left, or Meta throttles; the person gets nothing, and the same message may be sent later. */
export interface NotSent extends Sent {
  readonly fate: "not-sent";
  readonly why: string;
  /** `never` without a change of something (a certificate, the size); `later`: after `waitMs`; `backoff`: after growing pauses. */
  readonly retry: MessageErrorRetry;
  /** Milliseconds that Meta asks to wait; undefined when nothing was told. */
  readonly waitMs: number | undefined;
}

/** The request left and what became of it is not known: a lost or unreadable answer, a trouble on Meta's side. It was not repeated. */
export interface UnknownFate extends Sent {
  readonly fate: "unknown";
  readonly why: string;
  /** What to look at before anything is sent again. */
  readonly lookFor: string;
  /** What Meta said, if it did. */
  readonly error: SendError | undefined;
}

/** What became of a send; a service handles all four. */
export type SendResult = Accepted | Refused | NotSent | UnknownFate;

export const unknownFate = (why: string, correlationId: string, error?: SendError): UnknownFate => ({
  fate: "unknown",
  why,
  lookFor:
    `A status webhook that carries biz_opaque_callback_data "${correlationId}" tells that Meta has the message, and its id ` +
    "(`settle` of pulumi-whatsapp/webhooks reads them); the chat with the person shows it too. No webhook yet is no proof of the " +
    "contrary. Do not send it again before that.",
  error,
  correlationId,
});

/** A call that did not end well, as a result. */
export function resultOf({ outcome, tally, host }: CallFailed, correlationId: string): Exclude<SendResult, Accepted> {
  const tries = tally.attempts > 1 ? ` (${tally.attempts} attempts)` : "";
  switch (outcome.kind) {
    case "refused":
      return { fate: "refused", error: sendError(outcome.problem), correlationId };
    case "throttled":
      return {
        fate: "not-sent",
        why: `Meta is limiting calls${tries}: ${problemText(outcome.problem)}`,
        retry: outcome.waitMs === undefined ? "backoff" : "later",
        waitMs: outcome.waitMs,
        correlationId,
      };
    case "never-sent":
      return { fate: "not-sent", ...neverSent(outcome, `${host} could not be reached${tries}`), correlationId };
    case "unknown-fate":
      return ofUnknown(outcome, host, correlationId);
    default:
      return outcome satisfies never;
  }
}

type Outcome<Kind extends FailedOutcome["kind"]> = Extract<FailedOutcome, { readonly kind: Kind }>;

function neverSent(outcome: Outcome<"never-sent">, unreached: string): Pick<NotSent, "why" | "retry" | "waitMs"> {
  // Many sends at once may wait for one another that long.
  if (outcome === outOfTime)
    return { why: "the time for one send, operationTimeoutMs, was up", retry: "backoff", waitMs: undefined };
  return { why: `${unreached}: ${outcome.why}`, retry: outcome.mayRepeat ? "backoff" : "never", waitMs: undefined };
}

function ofUnknown({ problem, why }: Outcome<"unknown-fate">, host: string, correlationId: string) {
  if (problem === undefined)
    return unknownFate(`what became of the request to ${host} is not known: ${why}`, correlationId);
  return unknownFate(`Meta did not manage it: ${problemText(problem)}`, correlationId, sendError(problem));
}

function sendError(problem: GraphProblem): SendError {
  const { message, traceId, httpStatus } = problem;
  const { code, ...known } = meaningOf(problem);
  // A code that is not known here has only Meta's own title.
  const title = known.kind === "other" && problem.title !== "" ? problem.title : known.title;
  return { code, ...known, title, message, traceId, httpStatus };
}

function meaningOf(problem: GraphProblem): Omit<MessageError, "code"> & { readonly code: number | undefined } {
  const known = messageErrorIn(problem);
  if (known === undefined) return noCode;
  return problem.kind === "no-such-object" ? { ...known, advice: noSuchNumber } : known;
}

const noSuchNumber =
  "Check that phoneNumberId is the id of a phone number, not the number itself, and that the token may reach it.";

const noCode = {
  code: undefined,
  title: "No code of Meta's",
  kind: "other",
  retry: "never",
  advice: "Something else may have answered in Meta's place: check the network and baseUrl.",
} as const;
