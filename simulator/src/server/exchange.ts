import type { FaultBook, FaultSubject } from "../faults/book";
import { intervene, interventionOf, runAroundStore, type FaultContext } from "../faults/effects";
import { verifyProof } from "../graph/app-secret-proof";
import {
  envelope,
  GraphFailure,
  isFeatureCode,
  statusOf,
  unknownObject,
  unknownPath,
  unsupportedMethod,
} from "../graph/error";
import { readFiltering } from "../graph/filtering";
import type { GraphAnswer, GraphMethod, GraphRequest } from "../graph/request";
import { authenticate, tokenOf } from "../graph/token";
import { refuseUnknownVersion } from "../graph/version";
import type { BatchPlace, EntryHandle, Journal } from "../journal";
import { graphJson, type JsonObject } from "../json";
import { writeNumericIds } from "../routes/format-sequence";
import { resolve, type Resolution } from "../routes/table";
import type { Token } from "../world/entities";
import type { World } from "../world/world";
import { refuseRemoved, type Call } from "./call";
import type { Answered, Outcome } from "./outcome";
import { preflightAnswer } from "./preflight";

export interface Exchange {
  readonly call: Call;
  readonly context: FaultContext;
  readonly entry: EntryHandle;
  /** Null for a request of its own. */
  readonly batch: BatchPlace | null;
  /** Why an item of a batch cannot be run. */
  readonly refusal?: GraphFailure;
}

export interface ExchangeParts {
  readonly world: World;
  readonly journal: Journal;
  readonly faults: FaultBook;
  /** This door's own address, once known. */
  readonly origin: () => string;
  /** Tells webhooks what has been done, and waits for nobody. */
  readonly tell: () => void;
}

/** Runs a whole batch. */
export type BatchRunner = (exchange: Exchange) => Promise<Outcome>;

/** One request from faults to answer. Everything that touches the store happens in one go. */
export async function perform(parts: ExchangeParts, exchange: Exchange, runBatch: BatchRunner): Promise<Outcome> {
  const { call, context, entry, batch } = exchange;
  const { incoming } = call;
  const method = graphMethod(call.method);
  const resolution = method === null ? null : resolve(parts.world, method, incoming.segments);
  const found = resolution?.kind === "route" ? resolution : null;
  const verb = found === null ? null : found.route.verb(incoming);
  const struck = parts.faults.strike({
    method: call.method,
    path: incoming.versioned.path,
    route: found?.route.template ?? null,
    verb,
    ids: subjectIds(call),
    isBatchItem: batch !== null,
    ...ownersOf(call, parts.world),
  });
  entry.change({ route: found?.route.template ?? null, verb, faults: struck.map((fault) => fault.id) });
  const interventions = struck.map((fault) => interventionOf(fault, context));
  if (isBatch(call) && batch === null) return intervene(interventions, () => runBatch(exchange));
  return intervene(interventions, () => {
    const done = runAroundStore(interventions, () => answer(parts, exchange, method, resolution));
    // Webhooks are notified at once, even if the answer is lost.
    parts.tell();
    return Promise.resolve(done);
  });
}

export function isBatch({ incoming, method }: Pick<Call, "incoming" | "method">): boolean {
  return method === "POST" && incoming.segments.length === 0 && incoming.params["batch"] !== undefined;
}

function answer(
  parts: ExchangeParts,
  exchange: Exchange,
  method: GraphMethod | null,
  resolution: Resolution | null,
): Outcome {
  const { call, context } = exchange;
  const preflight = preflightAnswer(call.incoming, context.headers);
  if (preflight !== null) return preflight;
  try {
    if (exchange.refusal !== undefined) throw exchange.refusal;
    const { status, body } = route(parts, exchange, method, resolution);
    const plain = graphJson(body);
    const text = parts.world.wire.numericIds ? writeNumericIds(plain) : plain;
    return inCallback({ ...plainAnswer, status, headers: context.headers, text }, call);
  } catch (error) {
    if (error instanceof GraphFailure) return inCallback(failed(error, context), call);
    throw error;
  }
}

export const plainAnswer = { kind: "answer", delivery: {}, errorCode: null, errorSubcode: null } as const;

function inCallback(answered: Answered, { callback, removed }: Call): Answered {
  if (callback === undefined || removed !== undefined) return answered;
  const headers = { ...answered.headers, "content-type": "text/javascript; charset=UTF-8" };
  return { ...answered, headers, text: `/**/ ${callback}(${answered.text});` };
}

function route(
  parts: ExchangeParts,
  exchange: Exchange,
  method: GraphMethod | null,
  resolution: Resolution | null,
): GraphAnswer {
  const { call } = exchange;
  const { incoming } = call;
  const { world } = parts;
  refuseUnknownVersion(incoming.versioned, call.platformDate);
  if (method === null || resolution === null) throw unsupportedMethod(call.method);
  if (resolution.kind === "unknown-path") throw unknownPath(resolution.rest);
  const token = authenticate(incoming.tokenText, world, incoming.versioned.path);
  admit(world, exchange, token);
  if (resolution.kind === "unknown-object") throw unknownObject(method, resolution.id);
  // No read takes malformed filtering, even one that has no rows to filter.
  if (method === "GET") readFiltering(incoming.params);
  const request: GraphRequest = {
    method,
    segments: incoming.segments,
    params: incoming.params,
    malformedBody: incoming.body.malformed,
    jsonText: incoming.body.jsonText,
    self: `${parts.origin()}/${incoming.versioned.asked || call.served.version}`,
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

/** Refuses what a good token alone does not open: a wrong or missing proof, a removed feature, an ended version. */
export function admit(
  world: World,
  { call, entry }: Exchange,
  token: Token,
  isProofRequired = world.behaviour.requireAppSecretProof,
): void {
  entry.change({ appId: token.appId });
  verifyProof(call.incoming.proof, token, world, isProofRequired);
  refuseRemoved(call);
  if (call.served.refusal !== undefined) throw call.served.refusal;
}

export function failed({ error }: GraphFailure, { headers, traceId, world }: FaultContext): Answered {
  return {
    ...plainAnswer,
    status: statusOf(error),
    headers: { ...headers, ...challenge(error.code, error.message) },
    text: graphJson(envelope(error, world.wire, traceId)),
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

function ownersOf({ incoming }: Call, world: World): Pick<FaultSubject, "wabaId" | "appId"> {
  const [first = ""] = incoming.segments;
  const { sequences, phoneNumbers } = world.store;
  const wabaId = sequences.get(first)?.wabaId ?? phoneNumbers.get(first)?.wabaId ?? first;
  return { wabaId, appId: tokenOf(incoming.tokenText, world)?.appId ?? null };
}

function subjectIds({ incoming }: Call): readonly string[] {
  const params: JsonObject = incoming.params;
  const named = [params["sequence_id"], params["to"]].filter((id) => typeof id === "string");
  const listed = typeof params["ids"] === "string" ? params["ids"].split(",") : [];
  return [...incoming.segments, ...listed, ...named];
}
