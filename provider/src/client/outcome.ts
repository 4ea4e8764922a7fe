import { errorMeaning, noGraphError, type ErrorMeaning } from "../schema/error-codes";
import { findRepeatedKey, parseExactJson } from "../schema/exact-json";
import type { KnownSecrets } from "../schema/known-secrets";
import { findGraphError, type GraphError } from "./graph-error";
import { printable } from "./redact";
import { retryAfterMs, type Headers } from "./usage";

/** What is known after one exchange with Graph. Everything but `accepted` is a failure. */
export type Outcome =
  { readonly kind: "accepted"; readonly body: unknown; readonly httpStatus: number } | FailedOutcome;

export type FailedOutcome =
  | NotSent
  | Throttled
  /** Graph said no; nothing was done and the same request would be rejected again. */
  | { readonly kind: "rejected"; readonly error: GraphError }
  | Unknown;

/** Nothing was done: the request did not leave, or Meta takes none of these for now. */
export interface NotSent {
  readonly kind: "not_sent";
  readonly why: string;
  /** The same call may follow at once. */
  readonly mayRepeat: boolean;
  /** Next step, in whole sentences; undefined when there is nothing particular to do. */
  readonly remedy?: string;
  /** Undefined when the request did not leave. */
  readonly error?: GraphError;
  /** The time of the attempt was up. */
  readonly isTimeout?: true;
}

/** The request left, and may or may not have been carried out. */
export interface Unknown {
  readonly kind: "unknown";
  readonly why: string;
  readonly error?: GraphError;
  /** No complete answer came in time. */
  readonly isTimeout?: true;
}

/** Not sent as well: Graph limits the calls of this app or account, all of them together. */
export interface Throttled {
  readonly kind: "throttled";
  readonly error: GraphError;
  /** Undefined when the answer did not tell it. */
  readonly waitMs: number | undefined;
}

export interface RawResponse {
  readonly httpStatus: number;
  readonly text: string;
  readonly headers: Headers;
}

/**
 * Reads one answer: a Graph error first (it may come with any status), then the status, then the body. An answer that has a key twice is
 * unreadable: `{"data":[{...}],"data":[]}` would count as an empty list, and its row as absent. Known secrets are masked in all
 * that is returned, so that no text of Meta's brings one into an output or a state.
 */
export function outcomeOf(answer: RawResponse, known: KnownSecrets): Outcome {
  const { httpStatus, text } = answer;
  const body = parseJson(text);
  const repeatedKey = body === undefined ? undefined : findRepeatedKey(text);
  if (repeatedKey !== undefined) {
    const key = printable(repeatedKey, known, 40);
    return { kind: "unknown", why: `unexpected answer, it has the key "${key}" twice (HTTP ${httpStatus})` };
  }
  const problem = findGraphError(body, httpStatus, known);
  if (problem !== undefined) return outcomeOfError(problem, answer);
  const shown = `HTTP ${httpStatus}: ${printable(text, known, 200) || "(empty)"}`;
  if (httpStatus >= 500 || gatewayTimeoutStatuses.has(httpStatus)) return { kind: "unknown", why: shown };
  if (httpStatus === 429) {
    return outcomeOfError(createBareError(errorMeaning({ code: Number.NaN, httpStatus }), answer, shown), answer);
  }
  if (httpStatus >= 400) return { kind: "rejected", error: createBareError(noGraphError, answer, shown) };
  if (httpStatus >= 300) {
    return {
      kind: "rejected",
      error: createBareError(noGraphError, answer, `unexpected redirect, not followed (${shown})`),
    };
  }
  const masked = known.mask(text);
  const maskedBody = masked === text ? body : parseJson(masked);
  if (text !== "" && maskedBody === undefined) {
    return { kind: "unknown", why: `unexpected answer, not JSON (${shown})` };
  }
  return { kind: "accepted", body: maskedBody, httpStatus };
}

/** Of proxies and load balancers that waited for somebody: "Request Timeout", "Too Early", "Client Closed Request" (nginx). */
const gatewayTimeoutStatuses: ReadonlySet<number> = new Set([408, 425, 499]);

function outcomeOfError(problem: GraphError, answer: RawResponse): FailedOutcome {
  const { outcome, kind } = problem.meaning;
  switch (outcome) {
    case "rejected":
      return { kind: "rejected", error: problem };
    case "not_sent":
      return kind === "throttled"
        ? { kind: "throttled", error: problem, waitMs: retryAfterMs(answer.headers) }
        : { kind: "not_sent", why: "Meta refused for now", mayRepeat: false, error: problem };
    case "unknown":
      return { kind: "unknown", why: "Meta reported trouble of its own", error: problem };
    default:
      return outcome satisfies never;
  }
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

// Unless it broke while something was read or written: an address may become unreachable after the request went out.
const neverSentCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);
const certificateCode = /CERT|SIGNATURE|SELF_SIGNED|TLS/;
/** Node's own codes of OpenSSL's errors, and that of a write that TLS could not make sense of. */
const tlsCode = /^(ERR_SSL_|EPROTO$)/;
/** zlib's own codes, and those of its brotli decoder (Node, "zlib": constants). */
const unpackingCode = /^(Z_|ERR__ERROR_)/;

/** True for a certificate that is not trusted. */
export function isCertificateError(code: string): boolean {
  return certificateCode.test(code);
}

/** True for a party that does not speak TLS, or no TLS that is understood. */
export function isTlsError(code: string): boolean {
  return tlsCode.test(code);
}

/**
 * Reads a failure below HTTP, from the network's own error code where there is one. `hasLeft` is false when no byte of the request can
 * have left: the connection, or TLS on it, was still being set up.
 */
export function outcomeOfNetworkError(code = "", message: string, hasLeft = true): NotSent | Unknown {
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
    if (isTlsError(code)) return { kind: "not_sent", why: `no TLS could be agreed on (${code})`, mayRepeat: false };
    return {
      kind: "not_sent",
      why: `the connection broke before the request was sent${formatCode(code)}`,
      mayRepeat: true,
    };
  }
  if (unpackingCode.test(code)) return { kind: "unknown", why: `the answer cannot be unpacked (${code})` };
  if (message.includes("maxContentLength")) return { kind: "unknown", why: "the answer is larger than 2 MB" };
  return { kind: "unknown", why: `the connection broke${formatCode(code)}` };
}

function formatCode(code: string): string {
  return code === "" ? "" : ` (${code})`;
}
