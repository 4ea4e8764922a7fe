import type { IncomingRequest } from "./incoming";
import type { Answer } from "../graph/outcome";

/** Answers a CORS preflight: Meta's Node SDK also sends JSON from browsers. Returns null for other requests. */
export function preflightAnswer(incoming: IncomingRequest, headers: Readonly<Record<string, string>>): Answer | null {
  const { "access-control-request-method": wanted, "access-control-request-headers": named } = incoming.headers;
  if (incoming.method !== "OPTIONS" || wanted === undefined) return null;
  const allowed = {
    "access-control-allow-methods": "GET, POST, DELETE, OPTIONS",
    ...(named === undefined ? {} : { "access-control-allow-headers": named }),
  };
  const nothing = { text: "", transmission: {}, errorCode: null, errorSubcode: null };
  return { kind: "answer", status: 200, headers: { ...headers, ...allowed }, ...nothing };
}
