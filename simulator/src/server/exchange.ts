import type { FaultRegistry, FaultTarget } from "../faults/fault-registry";
import { runWithInterventions, createIntervention, runAroundStore } from "../faults/effects";
import { verifyProof } from "../graph/app-secret-proof";
import {
  createEnvelope,
  GraphFailure,
  isFeatureCode,
  statusOf,
  unknownObject,
  unknownPath,
  unsupportedMethod,
} from "../graph/error";
import { readFiltering } from "../graph/filtering";
import type { GraphAnswer, GraphMethod, GraphRequest } from "../graph/request";
import { authenticate, findToken } from "../graph/token";
import type { BatchPlace, EntryHandle, Journal } from "../journal";
import { graphJson, type JsonObject } from "../json";
import { refuseUnknownVersion } from "../platform/served-version";
import { writeNumericIds } from "../routes/format-sequence";
import { resolveRoute, type Resolution } from "../routes/table";
import type { Token } from "../state/entities";
import type { SimulatorContext } from "../state/simulator-context";
import { refuseRemovedFeature, type ClassifiedRequest } from "./call";
import type { IncomingRequest } from "./incoming";
import type { QuotaUse } from "./quotas";
import type { Answer, ExchangeDetails, ExchangeOutcome } from "../graph/outcome";

export interface Exchange {
  readonly call: ClassifiedRequest;
  readonly details: ExchangeDetails;
  readonly entry: EntryHandle;
  /** Null for a single request. */
  readonly batch: BatchPlace | null;
  /** Error of a batch item that cannot run. */
  readonly refusal?: GraphFailure;
  /** Undefined while quotas are off, and without a valid token. */
  readonly quota: QuotaUse | undefined;
}

export interface ExchangeParts {
  readonly context: SimulatorContext;
  readonly journal: Journal;
  readonly faults: FaultRegistry;
  /** Base URL of the Graph API, once known. */
  readonly origin: () => string;
  /** Starts webhook deliveries without waiting for them. */
  readonly notifyWebhooks: () => void;
}

/** Runs a whole batch. */
type BatchRunner = (exchange: Exchange) => Promise<ExchangeOutcome>;

/** Runs one request, with its faults. Everything that touches the store runs synchronously. */
export async function performExchange(
  parts: ExchangeParts,
  exchange: Exchange,
  runBatch: BatchRunner,
): Promise<ExchangeOutcome> {
  const { call, details, entry, batch } = exchange;
  const { incoming } = call;
  const method = toGraphMethod(call.method);
  const resolution = method === null ? null : resolveRoute(parts.context, method, incoming.segments);
  const found = resolution?.kind === "route" ? resolution : null;
  const verb = found === null ? null : found.route.requestKind(incoming);
  const faults = parts.faults.match({
    method: call.method,
    path: incoming.versioned.path,
    route: found?.route.template ?? null,
    verb,
    ids: listTargetIds(call),
    isBatchItem: batch !== null,
    ...findOwners(call, parts.context),
  });
  entry.change({ route: found?.route.template ?? null, verb, faults: faults.map((fault) => fault.id) });
  const interventions = faults.map((fault) => createIntervention(fault, details));
  if (isBatch(call) && batch === null) return runWithInterventions(interventions, () => runBatch(exchange));
  return runWithInterventions(interventions, () => {
    const outcome = runAroundStore(interventions, () => answerFromStore(parts, exchange, method, resolution));
    // Webhooks are notified even if the response is lost.
    parts.notifyWebhooks();
    return Promise.resolve(outcome);
  });
}

export function isBatch({ incoming, method }: Pick<ClassifiedRequest, "incoming" | "method">): boolean {
  return method === "POST" && incoming.segments.length === 0 && incoming.params["batch"] !== undefined;
}

function answerFromStore(
  parts: ExchangeParts,
  exchange: Exchange,
  method: GraphMethod | null,
  resolution: Resolution | null,
): ExchangeOutcome {
  const { call, details } = exchange;
  const preflight = answerPreflight(call.incoming, details.headers);
  if (preflight !== null) return preflight;
  try {
    if (exchange.refusal !== undefined) throw exchange.refusal;
    const { status, body } = runRoute(parts, exchange, method, resolution);
    const plain = graphJson(body);
    const text = parts.context.wire.numericIds ? writeNumericIds(plain) : plain;
    return wrapInCallback({ ...plainAnswer, status, headers: details.headers, text }, call);
  } catch (error) {
    if (error instanceof GraphFailure) return wrapInCallback(createErrorAnswer(error, details), call);
    throw error;
  }
}

/** Answers a CORS preflight: Meta's Node SDK also sends JSON from browsers. Returns null for other requests. */
function answerPreflight(incoming: IncomingRequest, headers: Readonly<Record<string, string>>): Answer | null {
  const { "access-control-request-method": wanted, "access-control-request-headers": named } = incoming.headers;
  if (incoming.method !== "OPTIONS" || wanted === undefined) return null;
  const allowed = {
    "access-control-allow-methods": "GET, POST, DELETE, OPTIONS",
    ...(named === undefined ? {} : { "access-control-allow-headers": named }),
  };
  const nothing = { text: "", transmission: {}, errorCode: null, errorSubcode: null };
  return { kind: "answer", status: 200, headers: { ...headers, ...allowed }, ...nothing };
}

export const plainAnswer = { kind: "answer", transmission: {}, errorCode: null, errorSubcode: null } as const;

function wrapInCallback(answered: Answer, { callback, removed }: ClassifiedRequest): Answer {
  if (callback === undefined || removed !== undefined) return answered;
  const headers = { ...answered.headers, "content-type": "text/javascript; charset=UTF-8" };
  return { ...answered, headers, text: `/**/ ${callback}(${answered.text});` };
}

function runRoute(
  parts: ExchangeParts,
  exchange: Exchange,
  method: GraphMethod | null,
  resolution: Resolution | null,
): GraphAnswer {
  const { call } = exchange;
  const { incoming } = call;
  const { context } = parts;
  refuseUnknownVersion(incoming.versioned, call.platformDate);
  if (method === null || resolution === null) throw unsupportedMethod(call.method);
  if (resolution.kind === "unknown-path") throw unknownPath(resolution.rest);
  const token = authenticate(incoming.tokenText, context, incoming.versioned.path);
  checkAdmission(context, exchange, token);
  if (resolution.kind === "unknown-object") throw unknownObject(method, resolution.id);
  // Reads reject malformed filtering, even those without rows to filter.
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
  const before = method === "GET" ? null : context.store.snapshot();
  const keep = (): void => {
    if (before !== null) context.beforeLastWrite = before;
  };
  try {
    const given = resolution.route.handle(context, request, resolution.id);
    keep();
    return given;
  } catch (error) {
    if (error instanceof GraphFailure && error.error.originalResponse !== undefined) keep();
    throw error;
  }
}

/** Refuses a valid token with a wrong or missing proof, a removed feature, an ended version or a used quota. */
export function checkAdmission(
  context: SimulatorContext,
  { call, entry, quota }: Exchange,
  token: Token,
  isProofRequired = context.behaviour.requireAppSecretProof,
): void {
  entry.change({ appId: token.appId });
  verifyProof(call.incoming.proof, token, context, isProofRequired);
  refuseRemovedFeature(call);
  if (call.served.refusal !== undefined) throw call.served.refusal;
  if (quota?.refusal !== undefined) throw quota.refusal;
}

export function createErrorAnswer({ error }: GraphFailure, { headers, traceId, context }: ExchangeDetails): Answer {
  return {
    ...plainAnswer,
    status: statusOf(error),
    headers: { ...headers, ...createChallengeHeaders(error.code, error.message) },
    text: graphJson(createEnvelope(error, context.wire, traceId)),
    errorCode: error.code,
    errorSubcode: isFeatureCode(error.code) ? null : (error.subcode ?? null),
  };
}

function createChallengeHeaders(code: number, message: string): Readonly<Record<string, string>> {
  if (code !== 190 && code !== 104) return {};
  const reason = code === 190 ? "invalid_token" : "invalid_request";
  return { "www-authenticate": `OAuth "Facebook Platform" "${reason}" "${message}"` };
}

function toGraphMethod(method: string): GraphMethod | null {
  return method === "GET" || method === "POST" || method === "DELETE" ? method : null;
}

function findOwners({ incoming }: ClassifiedRequest, context: SimulatorContext): Pick<FaultTarget, "wabaId" | "appId"> {
  const [first = ""] = incoming.segments;
  const { sequences, phoneNumbers } = context.store;
  const wabaId = sequences.get(first)?.wabaId ?? phoneNumbers.get(first)?.wabaId ?? first;
  return { wabaId, appId: findToken(incoming.tokenText, context)?.appId ?? null };
}

function listTargetIds({ incoming }: ClassifiedRequest): readonly string[] {
  const params: JsonObject = incoming.params;
  const named = [params["sequence_id"], params["to"]].filter((id) => typeof id === "string");
  const listed = typeof params["ids"] === "string" ? params["ids"].split(",") : [];
  return [...incoming.segments, ...listed, ...named];
}
