import { createHash } from "node:crypto";
import { unknownField, unknownObject } from "../graph/error";
import { featureFailure } from "../graph/feature-error";
import { parseFields } from "../graph/fields";
import { refuseFiltering } from "../graph/filtering";
import { paginate } from "../graph/paging";
import { textParam } from "../graph/read-parameter";
import { ok, type GraphAnswer, type GraphRequest } from "../graph/request";
import type { JsonObject } from "../json";
import type { Sequence } from "../state/entities";
import { createUsageCheck } from "../state/sequence-usage";
import type { WireOptions } from "../state/wire";
import type { SimulatorContext } from "../state/simulator-context";
import { managementScope, canReach, requireScope, getWaba } from "./access";
import { formatSequence, sequenceType } from "./format-sequence";
import { answerWrite } from "./read-after-write";
import { readContent, readName } from "./sequence-content";

export function listSequences(context: SimulatorContext, request: GraphRequest, wabaId: string): GraphAnswer {
  getWaba(context, request, wabaId);
  requireAvailable(context, request, wabaId);
  refuseFiltering(request.params);
  const fields = parseFields(request.params["fields"]);
  const appId = textParam(request.params, "app_id") || request.token.appId;
  const position = (row: Sequence): number => positionOf(row, context.wire.listOrder);
  const mayRead = appId === request.token.appId || context.behaviour.appIdReadsOtherApps;
  const rows = context.store.sequences
    .all()
    .filter((row) => mayRead && row.wabaId === wabaId && row.appId === appId)
    .sort((one, other) => position(one) - position(other));
  const wantedId = textParam(request.params, "sequence_id") || null;
  const wanted = filterById(rows, wantedId, context.wire.filter);
  if (wantedId !== null && wanted.length === 0) refuseUnknownId(context, request, wantedId);
  const page = paginate(wanted, position, request, context.wire.pageSize, context.wire.next);
  const isUsed = createUsageCheck(context);
  const shown = context.wire.duplicateRow ? [...page.rows, ...page.rows.slice(0, 1)] : page.rows;
  const data = shown.map((row) => formatSequence(row, isUsed(row), context.wire, fields));
  switch (context.wire.listShape) {
    case "paged":
      return ok(page.paging === null ? { data } : { data, paging: page.paging });
    case "array":
      return ok(data);
    case "data":
      return ok({ data });
    default:
      return context.wire.listShape satisfies never;
  }
}

/** Returns a number by which a list is sorted. */
function positionOf({ id, ordinal }: Sequence, order: WireOptions["listOrder"]): number {
  switch (order) {
    case "oldest-first":
      return ordinal;
    case "newest-first":
      return -ordinal;
    case "arbitrary":
      return createHash("sha256").update(id).digest().readUIntBE(0, 6);
    default:
      return order satisfies never;
  }
}

function filterById(
  rows: readonly Sequence[],
  wantedId: string | null,
  filter: WireOptions["filter"],
): readonly Sequence[] {
  if (wantedId === null) return rows;
  switch (filter) {
    case "honoured":
      return rows.filter((row) => row.id === wantedId);
    case "ignored":
      return rows;
    case "wrong":
      return rows.filter((row) => row.id !== wantedId).slice(0, 1);
    default:
      return filter satisfies never;
  }
}

function refuseUnknownId(context: SimulatorContext, request: GraphRequest, id: string): void {
  switch (context.behaviour.unknownSequenceInFilter) {
    case "empty":
      return;
    case "not-loadable":
      throw featureFailure(4027017);
    case "unknown-object":
      throw unknownObject(request.method, id);
    default:
      context.behaviour.unknownSequenceInFilter satisfies never;
  }
}

export function readSequence(context: SimulatorContext, request: GraphRequest, id: string): JsonObject {
  const row = context.store.sequences.get(id);
  const visible = row !== undefined && row.appId === request.token.appId && canReach(request.token.wabaIds, row.wabaId);
  if (!visible) throw unknownObject(request.method, id);
  requireScope(request.token, managementScope);
  requireAvailable(context, request, row.wabaId);
  return formatSequence(row, createUsageCheck(context)(row), context.wire, parseFields(request.params["fields"]));
}

export function writeSequence(context: SimulatorContext, request: GraphRequest, wabaId: string): GraphAnswer {
  getWaba(context, request, wabaId);
  requireAvailable(context, request, wabaId);
  if (request.malformedBody) throw featureFailure(4027001);
  refuseFields(context, request);
  const given = request.params["sequence_id"];
  if (given === undefined || given === null) return createSequence(context, request, wabaId);
  return updateSequence(context, request, wabaId, readSequenceId(request.params));
}

function createSequence(context: SimulatorContext, request: GraphRequest, wabaId: string): GraphAnswer {
  const name = readName(request.params, context.behaviour);
  const content = readContent(request.params, context.behaviour);
  if (name === undefined || content === undefined) throw featureFailure(4027010);
  const appId = request.token.appId;
  if (request.token.access === "view" || isNameTaken(context, { wabaId, appId, name })) throw featureFailure(4027005);
  const id = (context.behaviour.reuseIds ? context.freedSequenceIds.pop() : undefined) ?? context.ids.next("sequence");
  const ordinal = context.store.nextOrdinal();
  const lastUpdateAtMs = context.clock.nowMs();
  const created = { id, ordinal, wabaId, appId, name, content, lastUpdateAtMs, usedInAdOverride: null };
  context.store.sequences.put(created);
  return answerSequenceWrite(context, request, { sequence_id: id }, created);
}

function refuseFields({ wire }: SimulatorContext, { params }: GraphRequest): void {
  if (wire.sequenceReadAfterWrite !== "refused") return;
  const [first] = parseFields(params["fields"]) ?? [];
  if (first !== undefined) throw unknownField(first.name, sequenceType);
}

/** Answers a write; with `fields`, as the wire option `sequenceReadAfterWrite` determines. */
function answerSequenceWrite(
  context: SimulatorContext,
  request: GraphRequest,
  usual: JsonObject,
  row: Sequence,
): GraphAnswer {
  if (context.wire.sequenceReadAfterWrite !== "returned") return ok(usual);
  return answerWrite(request, usual, (fields) =>
    formatSequence(row, createUsageCheck(context)(row), context.wire, fields),
  );
}

function updateSequence(context: SimulatorContext, request: GraphRequest, wabaId: string, id: string): GraphAnswer {
  const name = readName(request.params, context.behaviour);
  const content = readContent(request.params, context.behaviour);
  const given = [name, content].filter((parameter) => parameter !== undefined).length;
  if (given < (context.behaviour.absentParameters === "refuse" ? 2 : 1)) throw featureFailure(4027010);
  const row = getOwnSequence(context, request, wabaId, id);
  if (request.token.access === "view") throw featureFailure(4027006);
  if (context.behaviour.updatesInUse === "refuse" && createUsageCheck(context)(row)) throw featureFailure(4027012);
  if (name !== undefined && name !== row.name && isNameTaken(context, { ...row, name })) throw featureFailure(4027006);
  const { absentParameters, absentParts } = context.behaviour;
  const kept = absentParameters === "clear" ? { name: null, content: null } : row;
  const changed = {
    ...row,
    name: name ?? kept.name,
    content: content === undefined ? kept.content : { ...(absentParts === "merge" ? row.content : {}), ...content },
    lastUpdateAtMs: context.clock.nowMs(),
  };
  context.store.sequences.put(changed);
  return answerSequenceWrite(context, request, { success: true }, changed);
}

export function deleteSequence(context: SimulatorContext, request: GraphRequest, wabaId: string): GraphAnswer {
  getWaba(context, request, wabaId);
  requireAvailable(context, request, wabaId);
  if (request.malformedBody) throw featureFailure(4027001);
  const given = request.params["sequence_id"];
  if (given === undefined || given === null) throw featureFailure(4027010);
  const row = getOwnSequence(context, request, wabaId, readSequenceId(request.params));
  // Meta words 4027017 as "does not exist, or you do not have permission".
  if (request.token.access === "view") throw featureFailure(4027017);
  if (createUsageCheck(context)(row)) throw featureFailure(4027012);
  context.store.sequences.delete(row.id);
  context.freedSequenceIds.push(row.id);
  return ok({ success: true });
}

/** Reads the id. Refuses an empty id: treating it as absent would create a sequence on POST. */
function readSequenceId(params: JsonObject): string {
  const id = textParam(params, "sequence_id");
  if (id === undefined || id.trim() === "") throw featureFailure(4027001);
  return id;
}

function getOwnSequence(context: SimulatorContext, request: GraphRequest, wabaId: string, id: string): Sequence {
  const row = context.store.sequences.get(id);
  if (row === undefined || row.wabaId !== wabaId || row.appId !== request.token.appId) throw featureFailure(4027017);
  return row;
}

function isNameTaken(context: SimulatorContext, wanted: { wabaId: string; appId: string; name: string }): boolean {
  if (!context.behaviour.uniqueNames) return false;
  return context.store.sequences
    .all()
    .some((row) => row.wabaId === wanted.wabaId && row.appId === wanted.appId && row.name === wanted.name);
}

function requireAvailable(context: SimulatorContext, request: GraphRequest, wabaId: string): void {
  const blocked = context.behaviour.unavailableFor;
  if (blocked.includes(wabaId) || blocked.includes(request.token.appId)) throw featureFailure(4027007);
}
