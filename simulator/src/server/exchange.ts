import type { FaultBook, FaultSubject } from "../faults/book";
import { intervene, interventionOf, type FaultContext } from "../faults/effects";
import {
  envelope,
  GraphFailure,
  isFeatureCode,
  statusOf,
  unknownObject,
  unknownPath,
  unsupportedMethod,
} from "../graph/error";
import type { GraphAnswer, GraphMethod, GraphRequest } from "../graph/request";
import { authenticate, tokenOf } from "../graph/token";
import { refuseUnknownVersion } from "../graph/version";
import type { EntryHandle } from "../journal";
import { graphJson, type JsonObject } from "../json";
import { writeNumericIds } from "../routes/format-sequence";
import { resolve, type Resolution } from "../routes/table";
import type { World } from "../world/world";
import type { Incoming } from "./incoming";
import type { Answered, Outcome } from "./outcome";
import { preflightAnswer } from "./preflight";

export interface Exchange {
  readonly incoming: Incoming;
  readonly origin: string;
  readonly context: FaultContext;
  readonly entry: EntryHandle;
}

export interface ExchangeParts {
  readonly world: World;
  readonly faults: FaultBook;
  /** Tells webhooks what has been done, and waits for nobody. */
  readonly tell: () => void;
}

/** One request from faults to answer. Everything that touches the store happens in one go. */
export async function perform(parts: ExchangeParts, exchange: Exchange): Promise<Outcome> {
  const { incoming, context, entry } = exchange;
  const method = graphMethod(incoming.effectiveMethod);
  const resolution = method === null ? null : resolve(parts.world, method, incoming.segments);
  const found = resolution?.kind === "route" ? resolution : null;
  const verb = found === null ? null : found.route.verb(incoming);
  const struck = parts.faults.strike({
    method: incoming.effectiveMethod,
    path: incoming.versioned.path,
    route: found?.route.template ?? null,
    verb,
    ids: subjectIds(incoming),
    ...ownersOf(incoming, parts.world),
  });
  entry.change({ route: found?.route.template ?? null, verb, faults: struck.map((fault) => fault.id) });
  const interventions = struck.map((fault) => interventionOf(fault, context));
  return intervene(interventions, () => answer(parts, exchange, method, resolution), parts.tell);
}

function answer(
  parts: ExchangeParts,
  exchange: Exchange,
  method: GraphMethod | null,
  resolution: Resolution | null,
): Outcome {
  const preflight = preflightAnswer(exchange.incoming, exchange.context.headers);
  if (preflight !== null) return preflight;
  try {
    const { status, body } = route(parts, exchange, method, resolution);
    const plain = graphJson(body);
    const text = parts.world.wire.numericIds ? writeNumericIds(plain) : plain;
    const headers = exchange.context.headers;
    return { kind: "answer", status, headers, text, delivery: {}, errorCode: null, errorSubcode: null };
  } catch (error) {
    if (error instanceof GraphFailure) return failed(error, exchange, parts.world);
    throw error;
  }
}

function route(
  parts: ExchangeParts,
  exchange: Exchange,
  method: GraphMethod | null,
  resolution: Resolution | null,
): GraphAnswer {
  const { incoming, entry } = exchange;
  const { world } = parts;
  refuseUnknownVersion(incoming.versioned);
  if (method === null || resolution === null) throw unsupportedMethod(incoming.effectiveMethod);
  if (resolution.kind === "unknown-path") throw unknownPath(resolution.rest);
  const token = authenticate(incoming.tokenText, world, incoming.versioned.path);
  entry.change({ appId: token.appId });
  if (resolution.kind === "unknown-object") throw unknownObject(method, resolution.id);
  const request: GraphRequest = {
    method,
    segments: incoming.segments,
    params: incoming.params,
    malformedBody: incoming.body.malformed,
    jsonText: incoming.body.jsonText,
    self: `${exchange.origin}/${exchange.incoming.versioned.asked || exchange.incoming.versioned.answered}`,
    token,
  };
  const before = method === "GET" ? null : world.store.snapshot();
  const keep = (): void => {
    if (before !== null) world.beforeLastWrite = before;
  };
  try {
    const given = resolution.route.handle(world, request, resolution.id);
    keep();
    return given;
  } catch (error) {
    if (error instanceof GraphFailure && error.error.originalResponse !== undefined) keep();
    throw error;
  }
}

function failed(failure: GraphFailure, exchange: Exchange, world: World): Answered {
  const { error } = failure;
  const body = envelope(error, world.wire, exchange.context.traceId);
  return {
    kind: "answer",
    status: statusOf(error),
    headers: { ...exchange.context.headers, ...challenge(error.code, error.message) },
    text: graphJson(body),
    delivery: {},
    errorCode: error.code,
    errorSubcode: isFeatureCode(error.code) ? null : (error.subcode ?? null),
  };
}

function challenge(code: number, message: string): Readonly<Record<string, string>> {
  if (code !== 190 && code !== 104) return {};
  const reason = code === 190 ? "invalid_token" : "invalid_request";
  return { "www-authenticate": `OAuth "Facebook Platform" "${reason}" "${message}"` };
}

function graphMethod(method: string): GraphMethod | null {
  return method === "GET" || method === "POST" || method === "DELETE" ? method : null;
}

function ownersOf(incoming: Incoming, world: World): Pick<FaultSubject, "wabaId" | "appId"> {
  const [first = ""] = incoming.segments;
  const { sequences, phoneNumbers } = world.store;
  const wabaId = sequences.get(first)?.wabaId ?? phoneNumbers.get(first)?.wabaId ?? first;
  return { wabaId, appId: tokenOf(incoming.tokenText ?? "", world)?.appId ?? null };
}

function subjectIds(incoming: Incoming): readonly string[] {
  const params: JsonObject = incoming.params;
  const named = [params["sequence_id"], params["to"]].filter((id) => typeof id === "string");
  const listed = typeof params["ids"] === "string" ? params["ids"].split(",") : [];
  return [...incoming.segments, ...listed, ...named];
}
