import { invalidParameter } from "../graph/error";
import { parseFields } from "../graph/fields";
import { objectParam, textParam, wordParam } from "../graph/params";
import { ok, type GraphAnswer, type GraphRequest } from "../graph/request";
import type { JsonObject } from "../json";
import type { AdSet } from "../world/entities";
import type { World } from "../world/world";
import { adAccountOf, adSetOf } from "./access";
import { adSetFilter } from "./ad-filters";
import { listed, numbered } from "./ad-lists";
import { readAdStatus, refuseMalformed, validateOnly } from "./ad-specs";
import { formatAdSet } from "./format-ad-set";
import { written } from "./written";

export function createAdSet(world: World, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = adAccountOf(world, request, account);
  refuseMalformed(request);
  const { params } = request;
  const name = textParam(params, "name");
  if (name === undefined || name === "") throw invalidParameter("The parameter name is required");
  const promoted = objectParam(params, "promoted_object");
  if (promoted.kind === "malformed") throw invalidParameter("param promoted_object must be an object.");
  const nowMs = world.clock.nowMs();
  const adSet: AdSet = {
    id: world.ids.next("ad-set"),
    adAccountId,
    name,
    status: readAdStatus(params, ["ACTIVE", "PAUSED"]) ?? "ACTIVE",
    destinationType: wordParam(params, "destination_type") ?? null,
    billingEvent: wordParam(params, "billing_event") ?? null,
    promotedObject: promoted.kind === "object" ? promoted.value : null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  if (validateOnly(params)) return ok({ success: true });
  world.store.adSets.put(adSet);
  return written(request, { id: adSet.id }, (fields) => formatAdSet(adSet, fields));
}

export function listAdSets(world: World, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = adAccountOf(world, request, account);
  const fields = parseFields(request.params["fields"]);
  const rows = world.store.adSets.all().filter((adSet) => adSet.adAccountId === adAccountId);
  return listed(numbered(rows), adSetFilter(request.params), request, world, (adSet) => formatAdSet(adSet, fields));
}

export function readAdSet(world: World, request: GraphRequest, id: string): JsonObject {
  return formatAdSet(adSetOf(world, request, id), parseFields(request.params["fields"]));
}
