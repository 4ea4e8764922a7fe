import { invalidParameter, unknownObject } from "../graph/error";
import { parseFields } from "../graph/fields";
import { pageOf } from "../graph/paging";
import { textParam } from "../graph/params";
import { ok, type GraphAnswer, type GraphRequest } from "../graph/request";
import type { JsonObject } from "../json";
import type { Ad, Creative } from "../world/entities";
import type { World } from "../world/world";
import { adAccountOf } from "./access";
import { buildCreative, readAdCreative, readAdStatus, validateOnly } from "./ad-specs";
import { formatAd, formatCreative } from "./format-ads";

export function createCreative(world: World, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = adAccountOf(world, request, account);
  refuseMalformed(request);
  const creative = buildCreative(world, adAccountId, request.params);
  if (validateOnly(request.params)) return ok({ success: true });
  world.store.creatives.put(creative);
  return ok({ id: creative.id });
}

export function listCreatives(world: World, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = adAccountOf(world, request, account);
  const fields = parseFields(request.params["fields"]);
  const rows = world.store.creatives.all().filter((row) => row.adAccountId === adAccountId);
  return listed(rows, request, world, (row) => formatCreative(row, fields));
}

export function readCreative(world: World, request: GraphRequest, id: string): JsonObject {
  return formatCreative(loadCreative(world, request, id), parseFields(request.params["fields"]));
}

/** Source: Meta's SDK specification: only account_id, adlabels, name and status can change. */
export function updateCreative(world: World, request: GraphRequest, id: string): GraphAnswer {
  const creative = loadCreative(world, request, id);
  refuseMalformed(request);
  for (const key of ["object_story_spec", "asset_feed_spec"]) {
    if (request.params[key] !== undefined) throw invalidParameter(`The ${key} of an ad creative cannot be changed`);
  }
  const deleted = textParam(request.params, "status") === "DELETED";
  if (deleted) return deleteCreative(world, request, id);
  world.store.creatives.put({ ...creative, name: textParam(request.params, "name") ?? creative.name });
  return ok({ success: true });
}

export function deleteCreative(world: World, request: GraphRequest, id: string): GraphAnswer {
  const creative = loadCreative(world, request, id);
  const held = world.store.ads.all().some((ad) => ad.creativeId === id && ad.status !== "DELETED");
  if (held && world.behaviour.deleteCreativeInUse === "refuse") {
    throw invalidParameter("The ad creative is used by an ad and cannot be deleted");
  }
  world.store.creatives.put({ ...creative, status: "DELETED" });
  return ok({ success: true });
}

export function createAd(world: World, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = adAccountOf(world, request, account);
  refuseMalformed(request);
  const name = textParam(request.params, "name");
  const adSetId = textParam(request.params, "adset_id");
  if (name === undefined || name === "") throw invalidParameter("The parameter name is required");
  if (adSetId === undefined || !/^\d+$/.test(adSetId)) throw invalidParameter("The parameter adset_id is required");
  const status = readAdStatus(request.params, ["ACTIVE", "PAUSED"]) ?? "ACTIVE";
  const creative = readAdCreative(world, request, adAccountId);
  if (creative === undefined) throw invalidParameter("The parameter creative is required");
  if (validateOnly(request.params)) return ok({ success: true });
  const nowMs = world.clock.nowMs();
  const id = world.ids.next("ad");
  const creativeId = creative.id;
  world.store.creatives.put(creative);
  world.store.ads.put({ id, adAccountId, name, adSetId, creativeId, status, createdAtMs: nowMs, updatedAtMs: nowMs });
  return ok({ id });
}

export function listAds(world: World, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = adAccountOf(world, request, account);
  const fields = parseFields(request.params["fields"]);
  const rows = world.store.ads.all().filter((ad) => ad.adAccountId === adAccountId);
  return listed(rows, request, world, (ad) => formatAd(world, ad, fields));
}

export function readAd(world: World, request: GraphRequest, id: string): JsonObject {
  return formatAd(world, loadAd(world, request, id), parseFields(request.params["fields"]));
}

export function updateAd(world: World, request: GraphRequest, id: string): GraphAnswer {
  const ad = loadAd(world, request, id);
  refuseMalformed(request);
  const status = readAdStatus(request.params, ["ACTIVE", "PAUSED", "ARCHIVED", "DELETED"]) ?? ad.status;
  const creative = readAdCreative(world, request, ad.adAccountId);
  const name = textParam(request.params, "name") ?? ad.name;
  if (creative !== undefined) world.store.creatives.put(creative);
  const creativeId = creative?.id ?? ad.creativeId;
  world.store.ads.put({ ...ad, name, status, creativeId, updatedAtMs: world.clock.nowMs() });
  return ok({ success: true });
}

export function deleteAd(world: World, request: GraphRequest, id: string): GraphAnswer {
  const ad = loadAd(world, request, id);
  world.store.ads.put({ ...ad, status: "DELETED", updatedAtMs: world.clock.nowMs() });
  return ok({ success: true });
}

/** Deleted rows keep their positions, so cursors survive deletions. */
function listed<Row extends { readonly status: string }>(
  rows: readonly Row[],
  request: GraphRequest,
  world: World,
  format: (row: Row) => JsonObject,
): GraphAnswer {
  const positions = new Map(rows.map((row, index) => [row, index + 1]));
  const shown = rows.filter((row) => row.status !== "DELETED");
  const page = pageOf(shown, (row) => positions.get(row) ?? 0, request, world.wire.pageSize);
  const data = page.rows.map(format);
  return ok(page.paging === null ? { data } : { data, paging: page.paging });
}

function loadCreative(world: World, request: GraphRequest, id: string): Creative {
  const creative = world.store.creatives.get(id);
  if (creative === undefined || creative.status === "DELETED") throw unknownObject(request.method, id);
  adAccountOf(world, request, `act_${creative.adAccountId}`);
  return creative;
}

function loadAd(world: World, request: GraphRequest, id: string): Ad {
  const ad = world.store.ads.get(id);
  if (ad === undefined) throw unknownObject(request.method, id);
  adAccountOf(world, request, `act_${ad.adAccountId}`);
  return ad;
}

function refuseMalformed(request: GraphRequest): void {
  if (request.malformedBody) throw invalidParameter("The request body could not be parsed");
}
