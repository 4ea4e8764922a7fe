import { hasGet, type Lookup } from "./headers";
import { requireNone } from "./invalid-arguments";
import { sameSecret, secretFailures } from "./secrets";

/** A query as `URLSearchParams`, or as the plain object that web frameworks make of it. */
export type HandshakeQuery = Lookup | Readonly<Record<string, unknown>>;

/** What to answer, as `text/plain`: the bare challenge, or why not. */
export interface HandshakeAnswer {
  readonly status: 200 | 403;
  readonly body: string;
}

/**
 * Answers the request by which Meta asks whether a callback address is yours, when the webhook is set up:
 * `GET ?hub.mode=subscribe&hub.challenge=...&hub.verify_token=...`. `verifyToken` is the text that was entered there; it is compared
 * in constant time.
 * @throws InvalidArguments when the verify token is empty.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint
 */
export function answerHandshake(
  query: HandshakeQuery,
  { verifyToken }: { readonly verifyToken: string },
): HandshakeAnswer {
  requireNone(secretFailures("verifyToken", verifyToken));
  const told = (key: string): unknown => (hasGet(query) ? query.get(key) : query[key]);
  const [mode, token, challenge] = [told("hub.mode"), told("hub.verify_token"), told("hub.challenge")];
  if (mode !== "subscribe") return refused("hub.mode is not subscribe");
  if (typeof token !== "string" || !sameSecret(token, verifyToken)) return refused("hub.verify_token does not match");
  if (typeof challenge !== "string" || challenge === "") return refused("hub.challenge is missing");
  return { status: 200, body: challenge };
}

const refused = (body: string): HandshakeAnswer => ({ status: 403, body });
