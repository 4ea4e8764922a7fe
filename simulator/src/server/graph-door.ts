import type { IncomingMessage, ServerResponse } from "node:http";
import type { FaultContext } from "../faults/effects";
import type { Journal } from "../journal";
import { Redactor } from "../redact";
import { perform, type ExchangeParts } from "./exchange";
import { graphHeaders } from "./headers";
import { readIncoming, type Incoming } from "./incoming";
import type { Outcome } from "./outcome";
import { sendAnswer, type SendOptions } from "./send";

export interface GraphDoorParts extends ExchangeParts {
  readonly journal: Journal;
  /** This door's own address, once known. */
  readonly origin: () => string;
}

/** The public side: what a client of the Graph API talks to. */
export function graphDoor(parts: GraphDoorParts) {
  const { world, journal } = parts;
  return async (request: IncomingMessage, response: ServerResponse, signal: AbortSignal): Promise<void> => {
    const incoming = await readIncoming(request, world.clock.nowMs());
    const entry = openEntry(parts, incoming);
    const traceId = world.ids.next("trace");
    const first = incoming.segments[0] ?? "";
    const headers = graphHeaders(world, incoming.versioned.answered, traceId, first, journal.size());
    const context: FaultContext = { world, traceId, signal, headers };
    const outcome = await perform(parts, { incoming, origin: parts.origin(), context, entry });
    const answered = outcome.kind === "answer" ? outcome : null;
    const { status = null, errorCode = null, errorSubcode = null } = answered ?? {};
    // Written down before it is sent: a client that has its answer finds it in the journal.
    const end = (): void => entry.end({ status, errorCode, errorSubcode }, world.clock.nowMs());
    if (outcome.kind === "hang") signal.addEventListener("abort", end);
    else end();
    await send(response, outcome, { headOnly: request.method === "HEAD", clock: world.clock, signal });
  };
}

function openEntry(parts: GraphDoorParts, incoming: Incoming) {
  const { world, journal } = parts;
  const extra = incoming.tokenText === undefined ? [] : [incoming.tokenText];
  const redactor = new Redactor(() => [...world.store.tokens.all().map((token) => token.id), ...extra]);
  return journal.open({
    method: incoming.method,
    path: redactor.text(incoming.versioned.path),
    version: incoming.versioned.asked,
    route: null,
    verb: null,
    query: redactor.record(incoming.query),
    headers: redactor.record(incoming.headers),
    body: redactor.json(incoming.body.shown),
    appId: null,
    status: null,
    errorCode: null,
    errorSubcode: null,
    faults: [],
    startedAtMs: world.clock.nowMs(),
  });
}

async function send(response: ServerResponse, outcome: Outcome, options: SendOptions): Promise<void> {
  switch (outcome.kind) {
    case "cut":
      response.socket?.resetAndDestroy();
      return;
    case "hang":
      return;
    case "answer":
      await sendAnswer(response, outcome, options);
      return;
    default:
      unreachable(outcome);
  }
}

function unreachable(value: never): never {
  throw new TypeError(`unexpected ${JSON.stringify(value)}`);
}
