import type { IncomingRequest } from "./incoming";
import type { Answer } from "../graph/outcome";

/** A browser's question whether it may send what it wants to send; Meta's Node SDK sends JSON from browsers too. */
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
