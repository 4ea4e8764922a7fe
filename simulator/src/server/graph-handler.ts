import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { answerBatch } from "./batch";
import { createErrorAnswer, performExchange, type ExchangeParts } from "./exchange";
import { callerOf, isForeignPage, isLoopbackName, targetOf } from "./caller";
import { readIncoming } from "./incoming";
import { endEntry, openExchange } from "./open-exchange";
import type { ExchangeOutcome } from "../graph/outcome";
import { respond } from "./respond";
import { sendAnswer, type TransmissionOptions } from "./send-answer";

/** Creates the HTTP handler of the Graph API. */
export function createGraphHandler(parts: ExchangeParts & { readonly controlOrigin: () => string }) {
  const { context } = parts;
  /** Connections that are reset at their next request. */
  const stale = new WeakSet<Socket>();
  return async (request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> => {
    if (stale.has(request.socket)) {
      request.socket.resetAndDestroy();
      return;
    }
    const page = findPageAddress(request, parts.controlOrigin());
    if (page !== undefined) {
      respond(response, { status: 302, headers: { location: page, "cache-control": "no-store" }, bytes: undefined });
      return;
    }
    const incoming = await readIncoming(request);
    const exchange = openExchange(parts, incoming, signal);
    const outcome =
      incoming.refusal === undefined
        ? await performExchange(parts, exchange, (batch) => answerBatch(parts, batch))
        : createErrorAnswer(incoming.refusal, exchange.details);
    // Ends the entry before sending: a client that has its response finds it in the journal.
    endEntry(parts, exchange, outcome);
    if (outcome.kind === "answer" && outcome.transmission.close === "next-request") stale.add(request.socket);
    await send(response, outcome, { headOnly: request.method === "HEAD", clock: context.clock, signal });
  };
}

/** Returns the page's address, on the same host name, for a browser that opens the base URL; otherwise undefined. */
function findPageAddress(request: IncomingMessage, controlOrigin: string): string | undefined {
  const caller = callerOf(request);
  const isBrowser = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
  const isRoot = isBrowser && targetOf(request) === "/" && controlOrigin !== "";
  if (!isRoot || caller.host === undefined || !isLoopbackName(caller.host.hostname) || isForeignPage(caller)) {
    return undefined;
  }
  return `http://${caller.host.hostname}:${new URL(controlOrigin).port}/`;
}

async function send(response: ServerResponse, outcome: ExchangeOutcome, options: TransmissionOptions): Promise<void> {
  switch (outcome.kind) {
    case "cut":
      response.socket?.resetAndDestroy();
      return;
    case "hang":
      return;
    case "answer":
      await sendAnswer(response, outcome, options);
      return;
    case "timed-out":
      throw new TypeError("only a batch item can time out");
    default:
      outcome satisfies never;
  }
}
