import { errorMeaning, noGraphError, type ErrorMeaning } from "../schema/error-codes";
import { findRepeatedKey, parseExactJson } from "../schema/exact-json";
import type { KnownSecrets } from "../schema/known-secrets";
import { findGraphError, findOriginalResponse, type GraphError } from "./graph-error";
import { isSameScope, type AccountRef, type LimitScope } from "./limit-scope";
import { printable } from "./redact";
import { readUsage, retryAfterMs, type Headers, type Usage } from "./usage";

/** Outcome of one attempt. Every kind except `accepted` is a failure. */
export type AttemptOutcome =
  { readonly kind: "accepted"; readonly body: unknown; readonly httpStatus: number } | FailedOutcome;

export type FailedOutcome =
  | NotSentAttempt
  | ThrottledAttempt
  /** Meta rejected the request: nothing changed, and the same request would be rejected again. */
  | { readonly kind: "rejected"; readonly error: GraphError }
  | UnknownAttempt;

/** Nothing changed: the request was not sent, or Meta temporarily refuses it. */
export interface NotSentAttempt {
  readonly kind: "not_sent";
  readonly why: string;
  /** True if the call can be retried at once. */
  readonly mayRepeat: boolean;
  /** Next step, in whole sentences; undefined if there is nothing specific to do. */
  readonly remedy?: string;
  /** Undefined if the request was not sent. */
  readonly error?: GraphError;
  /** The attempt timed out. */
  readonly isTimeout?: true;
}

/** The request was sent and may have been carried out. */
export interface UnknownAttempt {
  readonly kind: "unknown";
  readonly why: string;
  readonly error?: GraphError;
  /** No complete response arrived in time. */
  readonly isTimeout?: true;
}

/** Rate limited: nothing changed, and all calls of the scope are limited together. */
export interface ThrottledAttempt {
  readonly kind: "throttled";
  /** Undefined if a usage header alone reports the limit. */
  readonly error: GraphError | undefined;
  readonly scope: LimitScope;
  /** Used share of the scope's hourly limit; undefined if the response does not report it. */
  readonly usedPercent: number | undefined;
  /** Undefined if the response has no wait time. */
  readonly waitMs: number | undefined;
}

export interface RawResponse {
  readonly httpStatus: number;
  readonly text: string;
  readonly headers: Headers;
}

/**
 * Reads one response: a Graph API error first (with any status), then the status, then the body. An error with the response to a write that
 * succeeded is about the read afterwards, so the write counts as accepted. A response with a duplicate key is unreadable:
 * `{"data":[{...}],"data":[]}` would count as an empty list, and its row as absent. Known secrets are masked in the result, so that no text
 * of Meta's brings one into an output or a state.
 * @param scope What the call counts against.
 * @param account What its own codes limit in a call that counts against the app.
 */
export function outcomeOf(
  answer: RawResponse,
  known: KnownSecrets,
  scope: LimitScope,
  account?: AccountRef,
): AttemptOutcome {
  const { httpStatus, text } = answer;
  const body = parseJson(text);
  const repeatedKey = body === undefined ? undefined : findRepeatedKey(text);
  if (repeatedKey !== undefined) {
    const key = printable(repeatedKey, known, 40);
    return { kind: "unknown", why: `unexpected response with the duplicate key "${key}" (HTTP ${httpStatus})` };
  }
  const problem = findGraphError(body, httpStatus, known);
  const masked = known.mask(text);
  const maskedBody = masked === text ? body : parseJson(masked);
  if (problem !== undefined) {
    const original = findOriginalResponse(maskedBody);
    if (original !== undefined) return { kind: "accepted", body: original, httpStatus };
    return outcomeOfError(problem, answer, { scope, account });
  }
  const shown = `HTTP ${httpStatus}: ${printable(text, known, 200) || "(empty)"}`;
  if (httpStatus >= 500 || gatewayTimeoutStatuses.has(httpStatus)) return { kind: "unknown", why: shown };
  if (httpStatus === 429) {
    const bare = createBareError(errorMeaning({ code: Number.NaN, httpStatus }), answer, shown);
    return outcomeOfError(bare, answer, { scope, account });
  }
  if (httpStatus >= 400) return { kind: "rejected", error: createBareError(noGraphError, answer, shown) };
  if (httpStatus >= 300) {
    return {
      kind: "rejected",
      error: createBareError(noGraphError, answer, `unexpected redirect, not followed (${shown})`),
    };
  }
  if (text !== "" && maskedBody === undefined) {
    return { kind: "unknown", why: `unexpected response, not JSON (${shown})` };
  }
  return { kind: "accepted", body: maskedBody, httpStatus };
}

/** Timeouts of proxies and load balancers: "Request Timeout", "Too Early", "Client Closed Request" (nginx). */
const gatewayTimeoutStatuses: ReadonlySet<number> = new Set([408, 425, 499]);

/** Limits that a call counts against. */
interface CallLimits {
  readonly scope: LimitScope;
  /** Account of a call that counts against the app. */
  readonly account: AccountRef | undefined;
}

function outcomeOfError(problem: GraphError, answer: RawResponse, limits: CallLimits): FailedOutcome {
  const { outcome, kind } = problem.meaning;
  switch (outcome) {
    case "rejected":
      return { kind: "rejected", error: problem };
    case "not_sent":
      return kind === "throttled"
        ? createThrottled(problem, answer, limits)
        : { kind: "not_sent", why: "Meta temporarily refused the request", mayRepeat: false, error: problem };
    case "unknown":
      return { kind: "unknown", why: "Meta reported an internal error", error: problem };
    default:
      return outcome satisfies never;
  }
}

function createThrottled(error: GraphError, { headers }: RawResponse, limits: CallLimits): ThrottledAttempt {
  const usage = readUsage(headers);
  const scope = findLimitedScope(error, limits, usage);
  const usedPercent = usage.find((one) => isSameScope(one.scope, scope))?.percent;
  return { kind: "throttled", error, scope, usedPercent, waitMs: retryAfterMs(headers, scope) };
}

/** "API Too Many Calls", "Application limit reached". */
const appWideCodes: ReadonlySet<number> = new Set([4, 341]);

/**
 * Returns what Meta limits: the account, if the response says when it regains access; otherwise the code decides. Code 17 counts the calls of
 * the token's user, in the Marketing API those of the ad account. A 429 without a Graph error is from a host in front of Meta's counters.
 * Source: Meta, Graph API, rate limits.
 */
function findLimitedScope(
  { errorCode, code }: GraphError,
  { scope, account }: CallLimits,
  usage: readonly Usage[],
): LimitScope {
  if (usage.some((one) => one.regainMs !== undefined && isSameScope(one.scope, scope))) return scope;
  if (errorCode === undefined || appWideCodes.has(errorCode)) return "app";
  if (scope === "app") return errorCode === 17 ? scope : (account ?? scope);
  const isOfAds = scope === "ads" || (typeof scope === "object" && scope.kind === "adAccount");
  return errorCode === 17 && code !== "17/2446079" && !isOfAds ? "app" : scope;
}

function createBareError(meaning: ErrorMeaning, { httpStatus }: RawResponse, message: string): GraphError {
  return {
    meaning,
    errorCode: undefined,
    code: `HTTP ${httpStatus}`,
    title: "",
    message,
    traceId: undefined,
    httpStatus,
  };
}

function parseJson(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

// Except while reading or writing: an address can become unreachable after the request was sent.
const neverSentCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);
const certificateCode = /CERT|SIGNATURE|SELF_SIGNED|TLS/;
/** Node's codes for OpenSSL errors, and EPROTO for a failed TLS write. */
const tlsCode = /^(ERR_SSL_|EPROTO$)/;
/** Codes of zlib and of its brotli decoder (Node, "zlib": constants). */
const decompressionCode = /^(Z_|ERR__ERROR_)/;

/** True for a certificate that is not trusted. */
export function isCertificateError(code: string): boolean {
  return certificateCode.test(code);
}

/** True if the other side does not speak TLS, or no compatible TLS. */
export function isTlsError(code: string): boolean {
  return tlsCode.test(code);
}

/**
 * Reads a failure below HTTP, from the network error code if there is one. `hasLeft` is false if no byte of the request can have been
 * sent: the connection, or TLS on it, was still being set up.
 */
export function outcomeOfNetworkError(code = "", message: string, hasLeft = true): NotSentAttempt | UnknownAttempt {
  if (isCertificateError(code)) {
    return { kind: "not_sent", why: `the certificate is not trusted (${code})`, mayRepeat: false };
  }
  if (neverSentCodes.has(code) && !/^(read|write)\b/.test(message)) {
    return { kind: "not_sent", why: code, mayRepeat: true };
  }
  if (message.includes("maxBodyLength")) {
    return { kind: "not_sent", why: "the request is larger than 256 kB", mayRepeat: false };
  }
  if (!hasLeft) {
    if (isTlsError(code)) return { kind: "not_sent", why: `the TLS handshake failed (${code})`, mayRepeat: false };
    return {
      kind: "not_sent",
      why: `the connection broke before the request was sent${formatCode(code)}`,
      mayRepeat: true,
    };
  }
  if (decompressionCode.test(code)) return { kind: "unknown", why: `the response cannot be decompressed (${code})` };
  if (message.includes("maxContentLength")) return { kind: "unknown", why: "the response is larger than 2 MB" };
  return { kind: "unknown", why: `the connection broke${formatCode(code)}` };
}

function formatCode(code: string): string {
  return code === "" ? "" : ` (${code})`;
}
