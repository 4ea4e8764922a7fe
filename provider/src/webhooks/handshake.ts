import { createHash, timingSafeEqual } from "node:crypto";
import { hasGet, type Lookup } from "./headers";
import { requireNone, secretFailures } from "./invalid-arguments";

/** A query as `URLSearchParams`, or as the plain object of a web framework. */
export type HandshakeQuery = Lookup | Readonly<Record<string, unknown>>;

/** Response to send as `text/plain`: the bare challenge, or the reason for a rejection. */
export interface HandshakeAnswer {
  readonly status: 200 | 403;
  readonly body: string;
}

/**
 * Answers Meta's verification request for a callback URL, which Meta sends when you set up the webhook:
 * `GET ?hub.mode=subscribe&hub.challenge=...&hub.verify_token=...`. `verifyToken` is the token that you entered there; it is
 * compared in constant time. Numbers and lists of one value, which some frameworks create from a query, are read as text.
 * @throws InvalidArguments if the verify token is empty.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint
 */
export function answerHandshake(
  query: HandshakeQuery,
  { verifyToken }: { readonly verifyToken: string },
): HandshakeAnswer {
  requireNone(secretFailures("verifyToken", verifyToken));
  const parameter = (key: string): Parameter => readParameter(hasGet(query) ? query.get(key) : query[key]);
  const [mode, token, challenge] = [parameter("hub.mode"), parameter("hub.verify_token"), parameter("hub.challenge")];
  if (mode.text !== "subscribe") return rejectHandshake("hub.mode is not subscribe");
  if (token.text === undefined) return rejectHandshake(`hub.verify_token ${token.problem}`);
  if (!sameSecret(token.text, verifyToken)) return rejectHandshake("hub.verify_token does not match");
  if (challenge.text === undefined) return rejectHandshake(`hub.challenge ${challenge.problem}`);
  return { status: 200, body: challenge.text };
}

/** A query value as text, or the problem with it. */
type Parameter = { readonly text: string } | { readonly text: undefined; readonly problem: string };

/** Reads a query value. Frameworks may have converted it to a number or a list. */
function readParameter(value: unknown): Parameter {
  const problem = (reason: string): Parameter => ({ text: undefined, problem: reason });
  if (value === undefined || value === null || value === "") return problem("is missing");
  if (typeof value === "string") return { text: value };
  if (typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value))) {
    return { text: String(value) };
  }
  if (typeof value === "number") {
    return problem("is a number that may have lost digits; pass the query as text, before a framework converts it");
  }
  if (!Array.isArray(value)) {
    return problem(`is ${typeof value === "object" ? "an object" : `a ${typeof value}`}, not text`);
  }
  return value.length === 1 ? readParameter(value[0]) : problem(`is a list of ${value.length} values, not text`);
}

function rejectHandshake(body: string): HandshakeAnswer {
  return { status: 403, body };
}

/** Compares secrets in constant time, for different lengths too. */
function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
