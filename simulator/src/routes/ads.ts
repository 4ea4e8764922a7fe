import { invalidParameter } from "../graph/error";
import { parseFields } from "../graph/fields";
import { textParam, wordParam } from "../graph/params";
import { ok, type GraphAnswer, type GraphRequest } from "../graph/request";
import type { JsonObject } from "../json";
import type { Ad, AdStatus, Creative } from "../world/entities";
import type { World } from "../world/world";
import { adAccountOf, adOf, creativeOf } from "./access";
import { formatAdNode } from "./ad-lists";
import {
  asksForDeletion,
  buildCreative,
  readAdCreative,
  readAdStatus,
  refuseMalformed,
  specValue,
  validateOnly,
} from "./ad-specs";
import { formatCreative } from "./format-ads";
import { creativeCreateOnly } from "./node-fields";
import { written } from "./written";

export function createCreative(world: World, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = adAccountOf(world, request, account);
  refuseMalformed(request);
  const creative = buildCreative(world, adAccountId, request.params);
  if (validateOnly(request.params)) return ok({ success: true });
  world.store.creatives.put(creative);
  return written(request, { id: creative.id }, (fields) => formatCreative(world, creative, fields));
}

export function readCreative(world: World, request: GraphRequest, id: string): JsonObject {
  return formatCreative(world, creativeOf(world, request, id), parseFields(request.params["fields"]));
}

/** Source: Meta's SDK specification: only account_id, adlabels, name and status can change. */
export function updateCreative(world: World, request: GraphRequest, id: string): GraphAnswer {
  const creative = creativeOf(world, request, id);
  refuseMalformed(request);
  const { params } = request;
  const fixed = Object.keys(params).filter((key) => creativeCreateOnly.has(key));
  if (fixed.length > 0) throw invalidParameter(`An ad creative cannot change its ${fixed.join(", ")}`);
  if (asksForDeletion(params)) return deleteCreative(world, request, id);
  const labels = params["adlabels"];
  const spec = labels === undefined ? creative.spec : { ...creative.spec, adlabels: specValue("adlabels", labels) };
  const changed: Creative = { ...creative, name: textParam(params, "name") ?? creative.name, spec };
  world.store.creatives.put(changed);
  return written(request, { success: true }, (fields) => formatCreative(world, changed, fields));
}

export function deleteCreative(world: World, request: GraphRequest, id: string): GraphAnswer {
  const creative = creativeOf(world, request, id);
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
  const adSetId = wordParam(request.params, "adset_id");
  if (name === undefined || name === "") throw invalidParameter("The parameter name is required");
  if (adSetId === undefined || !/^\d+$/.test(adSetId)) throw invalidParameter("The parameter adset_id is required");
  refuseUnknownAdSet(world, adAccountId, adSetId);
  const status = readAdStatus(request.params, ["ACTIVE", "PAUSED"]) ?? "ACTIVE";
  const creative = readAdCreative(world, request, adAccountId);
  if (creative === undefined) throw invalidParameter("The parameter creative is required");
  if (validateOnly(request.params)) return ok({ success: true });
  const nowMs = world.clock.nowMs();
  const id = world.ids.next("ad");
  const creativeId = creative.id;
  const ad = { id, adAccountId, name, adSetId, creativeId, status, createdAtMs: nowMs, updatedAtMs: nowMs };
  world.store.creatives.put(creative);
  world.store.ads.put(ad);
  return written(request, { id }, (fields) => formatAdNode(world, request, ad, fields));
}

function refuseUnknownAdSet(world: World, adAccountId: string, id: string): void {
  if (world.behaviour.unknownAdSet === "allow" || world.store.adSets.get(id)?.adAccountId === adAccountId) return;
  throw invalidParameter(`The ad set ${id} does not exist in ad account ${adAccountId}`);
}

export function readAd(world: World, request: GraphRequest, id: string): JsonObject {
  return formatAdNode(world, request, adOf(world, request, id), parseFields(request.params["fields"]));
}

export function updateAd(world: World, request: GraphRequest, id: string): GraphAnswer {
  const ad = adOf(world, request, id);
  refuseMalformed(request);
  const status = readAdStatus(request.params, ["ACTIVE", "PAUSED", "ARCHIVED", "DELETED"]) ?? ad.status;
  const creative = readAdCreative(world, request, ad.adAccountId);
  refuseRevival(ad, status, creative);
  if (validateOnly(request.params)) return ok({ success: true });
  const name = textParam(request.params, "name") ?? ad.name;
  if (creative !== undefined) world.store.creatives.put(creative);
  const creativeId = creative?.id ?? ad.creativeId;
  const changed = { ...ad, name, status, creativeId, updatedAtMs: world.clock.nowMs() };
  world.store.ads.put(changed);
  return written(request, { success: true }, (fields) => formatAdNode(world, request, changed, fields));
}

/** Source: Marketing API, "Manage Your Ad Object's Status": an archived ad changes its name and, to DELETED, its status; a deleted one its name. */
function refuseRevival(ad: Ad, status: AdStatus, creative: Creative | undefined): void {
  if (ad.status !== "ARCHIVED" && ad.status !== "DELETED") return;
  const goesOn = status === ad.status || status === "DELETED";
  if (!goesOn || creative !== undefined) throw invalidParameter(`An ad that is ${ad.status} can only change its name`);
}

export function deleteAd(world: World, request: GraphRequest, id: string): GraphAnswer {
  const ad = adOf(world, request, id);
  world.store.ads.put({ ...ad, status: "DELETED", updatedAtMs: world.clock.nowMs() });
  return ok({ success: true });
}
