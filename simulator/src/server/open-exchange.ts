import type { BatchPlace, EntryHandle } from "../journal";
import { Redactor } from "../redact";
import { findToken, isExpired } from "../graph/token";
import { defaults } from "../seed/defaults";
import type { SimulatorContext } from "../state/simulator-context";
import { classifyCall, type ClassifiedRequest } from "./call";
import { isBatch, type Exchange, type ExchangeParts } from "./exchange";
import { createGraphHeaders, createQuotaUsage, createUnlimitedUsage } from "./headers";
import type { IncomingRequest } from "./incoming";
import { countCall, type QuotaUse } from "./quotas";
import type { ExchangeDetails, ExchangeOutcome } from "../graph/outcome";

/** Opens the journal entry of a request or batch item, and collects the details of its response. */
export function openExchange(
  parts: ExchangeParts,
  incoming: IncomingRequest,
  signal: AbortSignal,
  batch: BatchPlace | null = null,
): Exchange {
  const { context } = parts;
  const call = classifyCall(context, incoming);
  const entry = openEntry(parts, call, batch);
  const traceId = context.ids.next("trace");
  const quota = isBatch(call) && batch === null ? undefined : findQuotaUse(context, incoming);
  const first = incoming.segments[0] ?? "";
  const headers = createGraphHeaders(call.served, traceId, createUsageHeaders(parts, first, quota));
  const accountId = context.store.wabas.get(first)?.id ?? defaults.wabaId;
  const authorization = incoming.headers["authorization"] ?? incoming.tokenText ?? "";
  const details: ExchangeDetails = { context, traceId, accountId, authorization, signal, headers };
  return { call, details, entry, batch, quota };
}

function createUsageHeaders({ context, journal }: ExchangeParts, first: string, quota: QuotaUse | undefined) {
  if (quota !== undefined) return createQuotaUsage(context, quota);
  return context.behaviour.quotas === "off" ? createUnlimitedUsage(context, first, journal.callCount()) : {};
}

function findQuotaUse(context: SimulatorContext, { tokenText, segments }: IncomingRequest): QuotaUse | undefined {
  const token = context.behaviour.quotas === "off" ? undefined : findToken(tokenText, context);
  return token === undefined || isExpired(token, context) ? undefined : countCall(context, segments, token);
}

/** Ends the entry. An unanswered entry stays open until the signal aborts. */
export function endEntry(parts: ExchangeParts, { entry, details }: Exchange, outcome: ExchangeOutcome): void {
  const answered = outcome.kind === "answer" ? outcome : null;
  const { status = null, errorCode = null, errorSubcode = null } = answered ?? {};
  const end = (): void => entry.end({ status, errorCode, errorSubcode }, parts.context.clock.nowMs(), answered?.text);
  if (outcome.kind === "hang") details.signal.addEventListener("abort", end);
  else end();
}

function openEntry(
  { context, journal }: ExchangeParts,
  call: ClassifiedRequest,
  batch: BatchPlace | null,
): EntryHandle {
  const { incoming, served } = call;
  const { tokens, apps } = context.store;
  const given = [...(incoming.tokenText === undefined ? [] : [incoming.tokenText]), ...incoming.proof.proofs];
  const all = [...tokens.all().map(({ id }) => id), ...apps.all().map(({ secret }) => secret), ...given];
  // A lone surrogate, which JSON can contain, cannot be percent-encoded.
  const secrets = all.filter((secret) => secret.isWellFormed());
  const redactor = new Redactor(() => secrets);
  return journal.open(
    {
      method: incoming.method,
      path: redactor.text(incoming.versioned.path),
      version: incoming.versioned.asked,
      servedVersion: served.version,
      route: null,
      batch,
      verb: isBatch(call) && batch === null ? "batch" : null,
      query: redactor.record(incoming.query),
      headers: redactor.record(incoming.headers),
      body: redactor.json(incoming.body.shown),
      appId: null,
      status: null,
      errorCode: null,
      errorSubcode: null,
      faults: [],
      startedAtMs: context.clock.nowMs(),
    },
    (text) => redactor.text(text),
  );
}
