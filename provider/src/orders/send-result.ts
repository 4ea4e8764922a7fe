import { describeThrottle, outOfTime, type CallError } from "../client/call-error";
import { describeGraphError, type GraphError } from "../client/graph-error";
import type { FailedOutcome } from "../client/outcome";
import type { VersionEnded } from "../client/version-monitor";
import { noGraphError, type ErrorKind, type ErrorRetry } from "../schema/error-codes";

/** An error in Meta's response. Meta recommends that programs use `code` and `message`, not titles ("Error codes" of the Cloud API). */
export interface SendError {
  /** Undefined if the response has no Graph error code; it may not be from Meta. */
  readonly code: number | undefined;
  readonly title: string;
  readonly kind: ErrorKind;
  /** For the same message. `never`: not without a fix, and always for an unknown outcome. */
  readonly retry: ErrorRetry;
  /** Next step, in one sentence. */
  readonly advice: string;
  /** Meta's own text, safe to print, without secrets. */
  readonly message: string;
  /** `fbtrace_id`, for Meta's support. */
  readonly traceId: string | undefined;
  readonly httpStatus: number;
}

interface SendIdentity {
  /** `biz_opaque_callback_data` of the message: status webhooks return it. */
  readonly correlationId: string;
}

/** Meta has the message. It is not delivered yet: status webhooks report that, and an `order_status` may still fail there (2046, 2047). */
export interface Accepted extends SendIdentity {
  readonly outcome: "accepted";
  /** `wamid...` */
  readonly messageId: string;
  /** The person's WhatsApp id, which may differ from what the message was addressed to; undefined for a user id in `recipient`. */
  readonly waId: string | undefined;
  /** The person's business-scoped user id; undefined for a phone number in `to`. */
  readonly userId: string | undefined;
  /** `accepted`, `held_for_quality_assessment`, `paused`; undefined when Meta does not report one. */
  readonly messageStatus: string | undefined;
}

/** Meta rejected the message; the person receives nothing. */
export interface Rejected extends SendIdentity {
  readonly outcome: "rejected";
  readonly error: SendError;
}

/** The request never left, or Meta is limiting calls. The person receives nothing, and the same message may be sent later. */
export interface NotSent extends SendIdentity {
  readonly outcome: "not_sent";
  /** Cause and, for a proxy failure, the next step. */
  readonly why: string;
  /** `never`: not without a fix (a certificate, the size, proxy settings); `later`: after `waitMs` or the time in the advice; `backoff`: with exponential backoff. */
  readonly retry: ErrorRetry;
  /** Milliseconds that Meta asks to wait; undefined when Meta names no time. */
  readonly waitMs: number | undefined;
  /** Meta's error; undefined when the message never left. */
  readonly error: SendError | undefined;
}

/** The request was sent and may or may not have arrived: the response was lost or unreadable, or Meta had an internal error. It was not retried. */
export interface UnknownOutcome extends SendIdentity {
  readonly outcome: "unknown";
  readonly why: string;
  /** Evidence to check before sending again. */
  readonly guidance: string;
  /** Meta's error, if it answered with one. */
  readonly error: SendError | undefined;
}

/** Result of a send; a service handles all four. */
export type SendResult = Accepted | Rejected | NotSent | UnknownOutcome;

export function unknownOutcome(why: string, correlationId: string, error?: SendError): UnknownOutcome {
  return {
    outcome: "unknown",
    why,
    guidance:
      `A status webhook that carries biz_opaque_callback_data "${correlationId}" shows that Meta has the message, and its id ` +
      "(`resolveSendOutcome` of pulumi-whatsapp/webhooks reads them); the chat with the person shows it too. A missing webhook does not " +
      "prove the opposite. Do not send it again until you know the outcome.",
    error,
    correlationId,
  };
}

/** A send in an API version that Meta has ended. */
export function versionEnded({ message }: VersionEnded, correlationId: string): NotSent {
  return {
    outcome: "not_sent",
    why: message,
    retry: "never",
    waitMs: undefined,
    error: undefined,
    correlationId,
  };
}

/** Converts a failed call to a result. */
export function resultOf({ outcome, stats, host }: CallError, correlationId: string): Exclude<SendResult, Accepted> {
  const tries = stats.attempts > 1 ? ` (${stats.attempts} attempts)` : "";
  switch (outcome.kind) {
    case "rejected":
      return { outcome: "rejected", error: toSendError(outcome.error), correlationId };
    case "throttled": {
      const { error: problem, waitMs } = outcome;
      const why = describeThrottle(outcome, stats.attempts, tries);
      const retry = waitMs === undefined ? "backoff" : "later";
      return { outcome: "not_sent", why, retry, waitMs, error: problem && toSendError(problem), correlationId };
    }
    case "not_sent":
      return { outcome: "not_sent", ...toNotSent(outcome, `${host} could not be reached${tries}`), correlationId };
    case "unknown":
      return toUnknownOutcome(outcome, host, correlationId);
    default:
      return outcome satisfies never;
  }
}

type Outcome<Kind extends FailedOutcome["kind"]> = Extract<FailedOutcome, { readonly kind: Kind }>;

function toNotSent(outcome: Outcome<"not_sent">, unreached: string): Omit<NotSent, "outcome" | "correlationId"> {
  const { error: problem, why, mayRepeat, remedy } = outcome;
  const rest = { waitMs: undefined, error: problem && toSendError(problem) };
  // Concurrent sends may wait for each other that long.
  if (outcome === outOfTime) {
    return { why: "the message was not sent within operationTimeoutMs", retry: "backoff", ...rest };
  }
  if (problem !== undefined) {
    return { why: `${why}: ${describeGraphError(problem)}`, retry: problem.meaning.retry, ...rest };
  }
  const next = remedy === undefined ? "" : `. ${remedy}`;
  return { why: `${unreached}: ${why}${next}`, retry: mayRepeat ? "backoff" : "never", ...rest };
}

function toUnknownOutcome(
  { error: problem, why }: Outcome<"unknown">,
  host: string,
  correlationId: string,
): UnknownOutcome {
  if (problem === undefined) {
    return unknownOutcome(`the request to ${host} may or may not have arrived: ${why}`, correlationId);
  }
  return unknownOutcome(`${why}: ${describeGraphError(problem)}`, correlationId, toSendError(problem));
}

function toSendError({ meaning, errorCode, ...problem }: GraphError): SendError {
  const { message, traceId, httpStatus } = problem;
  const { kind } = meaning;
  const { title, retry, advice } = errorCode === undefined && kind === "other" ? noGraphError : meaning;
  return {
    code: errorCode,
    // An unknown code has only Meta's own title.
    title: kind === "other" && problem.title !== "" ? problem.title : title,
    kind,
    retry,
    advice: kind === "no-such-object" ? noSuchNumber : advice,
    message,
    traceId,
    httpStatus,
  };
}

const noSuchNumber =
  "Check that phoneNumberId is the id of a phone number, not the number itself, and that the token can access it.";
