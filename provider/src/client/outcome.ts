import { parseExactJson } from "../schema/exact-json";
import { problemIn, type GraphProblem } from "./graph-problem";
import { printable } from "./redact";
import { toldWaitMs, type Headers } from "./usage";

/** What is known after one exchange with Graph. Everything but `answered` is a failure. */
export type Outcome =
  { readonly kind: "answered"; readonly body: unknown; readonly httpStatus: number } | FailedOutcome;

export type FailedOutcome =
  /** The request did not leave, so nothing was done. */
  | { readonly kind: "never-sent"; readonly why: string; readonly mayRepeat: boolean }
  /** Graph said no; nothing was done and the same request would be refused again. */
  | { readonly kind: "refused"; readonly problem: GraphProblem }
  | Throttled
  /** The request left and what became of it is not known. */
  | {
      readonly kind: "unknown-fate";
      readonly why: string;
      readonly problem?: GraphProblem;
      /** No complete answer came in time. */
      readonly isTimeout?: true;
    };

/** Graph said not now; nothing was done. */
export interface Throttled {
  readonly kind: "throttled";
  readonly problem: GraphProblem;
  /** Undefined when the answer did not tell it. */
  readonly waitMs: number | undefined;
}

export interface RawAnswer {
  readonly httpStatus: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Reads one answer: a Graph error first (it may come with any status), then the status, then the body. */
export function outcomeOf(answer: RawAnswer, token: string | undefined): Outcome {
  const { httpStatus, text } = answer;
  const body = parsed(text);
  const problem = problemIn(body, httpStatus, token);
  if (problem !== undefined) return outcomeOfProblem(problem, answer);
  const shown = `HTTP ${httpStatus}: ${printable(text, token, 200) || "(empty)"}`;
  if (httpStatus >= 500 || gaveUp.has(httpStatus)) return { kind: "unknown-fate", why: shown };
  if (httpStatus === 429) return outcomeOfProblem(bare("throttled", answer, shown), answer);
  if (httpStatus >= 400) return { kind: "refused", problem: bare("no-graph-error", answer, shown) };
  if (httpStatus >= 300)
    return { kind: "refused", problem: bare("no-graph-error", answer, `unexpected redirect, not followed (${shown})`) };
  if (text !== "" && body === undefined) return { kind: "unknown-fate", why: `unexpected answer, not JSON (${shown})` };
  return { kind: "answered", body, httpStatus };
}

/** Of proxies and load balancers that waited for somebody: "Request Timeout", "Too Early", "Client Closed Request" (nginx). */
const gaveUp: ReadonlySet<number> = new Set([408, 425, 499]);

function outcomeOfProblem(problem: GraphProblem, answer: RawAnswer): FailedOutcome {
  switch (problem.kind) {
    case "throttled":
      return { kind: "throttled", problem, waitMs: toldWaitMs(answer.headers) };
    case "transient":
    case "unclear":
      return { kind: "unknown-fate", why: "Meta reported a passing trouble", problem };
    case "create-failed":
    case "update-failed":
      return answer.httpStatus >= 500
        ? { kind: "unknown-fate", why: "Meta reported a failure of its own", problem }
        : { kind: "refused", problem };
    default:
      return { kind: "refused", problem };
  }
}

const bare = (kind: GraphProblem["kind"], { httpStatus }: RawAnswer, message: string): GraphProblem => ({
  kind,
  code: `HTTP ${httpStatus}`,
  title: "",
  message,
  traceId: undefined,
  httpStatus,
});

function parsed(text: string): unknown {
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
/** zlib's own codes, and those of its brotli decoder (Node, "zlib": constants). */
const unpackingCode = /^(Z_|ERR__ERROR_)/;

/** Reads a failure below HTTP, from the network's own error code where there is one. */
export function outcomeOfNetworkError(code = "", message: string): FailedOutcome {
  if (certificateCode.test(code))
    return { kind: "never-sent", why: `the certificate is not trusted (${code})`, mayRepeat: false };
  if (neverSentCodes.has(code) && !/^(read|write)\b/.test(message))
    return { kind: "never-sent", why: code, mayRepeat: true };
  if (message.includes("maxBodyLength"))
    return { kind: "never-sent", why: "the request is larger than 256 kB", mayRepeat: false };
  if (unpackingCode.test(code)) return { kind: "unknown-fate", why: `the answer cannot be unpacked (${code})` };
  if (message.includes("maxContentLength")) return { kind: "unknown-fate", why: "the answer is larger than 2 MB" };
  return { kind: "unknown-fate", why: code === "" ? "the connection broke" : `the connection broke (${code})` };
}
