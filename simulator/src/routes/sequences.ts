import { unknownObject } from "../graph/error";
import { featureFailure } from "../graph/feature-error";
import { parseFields } from "../graph/fields";
import { refuseFiltering } from "../graph/filtering";
import { pageOf } from "../graph/paging";
import { textParam } from "../graph/params";
import { ok, type GraphAnswer, type GraphRequest } from "../graph/request";
import type { JsonObject } from "../json";
import type { Sequence } from "../world/entities";
import { usedInAds } from "../world/usage";
import type { WireOptions } from "../world/wire";
import type { World } from "../world/world";
import { managementScope, reaches, requireScope, wabaOf } from "./access";
import { formatSequence } from "./format-sequence";
import { readContent, readText } from "./sequence-content";

export function listSequences(world: World, request: GraphRequest, wabaId: string): GraphAnswer {
  wabaOf(world, request, wabaId);
  requireAvailable(world, request, wabaId);
  refuseFiltering(request.params);
  const fields = parseFields(request.params["fields"]);
  const appId = textParam(request.params, "app_id") || request.token.appId;
  const mayRead = appId === request.token.appId || world.behaviour.appIdReadsOtherApps;
  const rows = world.store.sequences
    .all()
    .filter((row) => mayRead && row.wabaId === wabaId && row.appId === appId)
    .sort((one, other) => one.ordinal - other.ordinal);
  const wantedId = textParam(request.params, "sequence_id") || null;
  const wanted = filtered(rows, wantedId, world.wire.filter);
  if (wantedId !== null && wanted.length === 0) refuseUnknown(world, request, wantedId);
  const page = pageOf(wanted, (row) => row.ordinal, request, world.wire.pageSize, world.wire.next);
  const isUsed = usedInAds(world);
  const shown = world.wire.duplicateRow ? [...page.rows, ...page.rows.slice(0, 1)] : page.rows;
  const data = shown.map((row) => formatSequence(row, isUsed(row), world.wire, fields));
  switch (world.wire.listShape) {
    case "paged":
      return ok(page.paging === null ? { data } : { data, paging: page.paging });
    case "array":
      return ok(data);
    case "data":
      return ok({ data });
    default:
      return world.wire.listShape satisfies never;
  }
}

function filtered(
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

function refuseUnknown(world: World, request: GraphRequest, id: string): void {
  switch (world.behaviour.unknownSequenceInFilter) {
    case "empty":
      return;
    case "not-loadable":
      throw featureFailure(4027017);
    case "unknown-object":
      throw unknownObject(request.method, id);
    default:
      world.behaviour.unknownSequenceInFilter satisfies never;
  }
}

export function readSequence(world: World, request: GraphRequest, id: string): JsonObject {
  const row = world.store.sequences.get(id);
  const visible = row !== undefined && row.appId === request.token.appId && reaches(request.token.wabaIds, row.wabaId);
  if (!visible) throw unknownObject(request.method, id);
  requireScope(request.token, managementScope);
  requireAvailable(world, request, row.wabaId);
  return formatSequence(row, usedInAds(world)(row), world.wire, parseFields(request.params["fields"]));
}

export function writeSequence(world: World, request: GraphRequest, wabaId: string): GraphAnswer {
  wabaOf(world, request, wabaId);
  requireAvailable(world, request, wabaId);
  if (request.malformedBody) throw featureFailure(4027001);
  const given = request.params["sequence_id"];
  if (given === undefined || given === null) return createSequence(world, request, wabaId);
  return updateSequence(world, request, wabaId, idOf(request.params));
}

function createSequence(world: World, request: GraphRequest, wabaId: string): GraphAnswer {
  const name = readName(request.params, world);
  const content = readContent(request.params, world.behaviour);
  if (name === undefined || content === undefined) throw featureFailure(4027010);
  const appId = request.token.appId;
  if (request.token.access === "view" || nameTaken(world, { wabaId, appId, name })) throw featureFailure(4027005);
  const id = (world.behaviour.reuseIds ? world.freedSequenceIds.pop() : undefined) ?? world.ids.next("sequence");
  const ordinal = world.store.nextOrdinal();
  const lastUpdateAtMs = world.clock.nowMs();
  world.store.sequences.put({ id, ordinal, wabaId, appId, name, content, lastUpdateAtMs, usedInAdOverride: null });
  return ok({ sequence_id: id });
}

function updateSequence(world: World, request: GraphRequest, wabaId: string, id: string): GraphAnswer {
  const name = readName(request.params, world);
  const content = readContent(request.params, world.behaviour);
  const given = [name, content].filter((parameter) => parameter !== undefined).length;
  if (given < (world.behaviour.absentParameters === "refuse" ? 2 : 1)) throw featureFailure(4027010);
  const row = loadOwn(world, request, wabaId, id);
  if (request.token.access === "view") throw featureFailure(4027006);
  if (world.behaviour.updatesInUse === "refuse" && usedInAds(world)(row)) throw featureFailure(4027012);
  if (name !== undefined && name !== row.name && nameTaken(world, { ...row, name })) throw featureFailure(4027006);
  const { absentParameters, absentParts } = world.behaviour;
  const kept = absentParameters === "clear" ? { name: null, content: null } : row;
  world.store.sequences.put({
    ...row,
    name: name ?? kept.name,
    content: content === undefined ? kept.content : { ...(absentParts === "merge" ? row.content : {}), ...content },
    lastUpdateAtMs: world.clock.nowMs(),
  });
  return ok({ success: true });
}

export function deleteSequence(world: World, request: GraphRequest, wabaId: string): GraphAnswer {
  wabaOf(world, request, wabaId);
  requireAvailable(world, request, wabaId);
  if (request.malformedBody) throw featureFailure(4027001);
  const given = request.params["sequence_id"];
  if (given === undefined || given === null) throw featureFailure(4027010);
  const row = loadOwn(world, request, wabaId, idOf(request.params));
  // Meta words 4027017 as "does not exist, or you do not have permission".
  if (request.token.access === "view") throw featureFailure(4027017);
  if (usedInAds(world)(row)) throw featureFailure(4027012);
  world.store.sequences.delete(row.id);
  world.freedSequenceIds.push(row.id);
  return ok({ success: true });
}

/** Empty is refused, not taken for absent: on POST that would create. */
function idOf(params: JsonObject): string {
  const id = textParam(params, "sequence_id");
  if (id === undefined || id.trim() === "") throw featureFailure(4027001);
  return id;
}

function readName(params: JsonObject, world: World): string | undefined {
  const name = params["name"];
  return name === undefined || name === null ? undefined : readText(name, world.behaviour.refuseAbove.name);
}

function loadOwn(world: World, request: GraphRequest, wabaId: string, id: string): Sequence {
  const row = world.store.sequences.get(id);
  if (row === undefined || row.wabaId !== wabaId || row.appId !== request.token.appId) throw featureFailure(4027017);
  return row;
}

function nameTaken(world: World, wanted: { wabaId: string; appId: string; name: string }): boolean {
  if (!world.behaviour.uniqueNames) return false;
  return world.store.sequences
    .all()
    .some((row) => row.wabaId === wanted.wabaId && row.appId === wanted.appId && row.name === wanted.name);
}

function requireAvailable(world: World, request: GraphRequest, wabaId: string): void {
  const blocked = world.behaviour.unavailableFor;
  if (blocked.includes(wabaId) || blocked.includes(request.token.appId)) throw featureFailure(4027007);
}
