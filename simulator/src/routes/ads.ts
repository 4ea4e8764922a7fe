import { invalidParameter } from "../graph/error";
import { parseFields } from "../graph/fields";
import { requiredText, textParam, wordParam } from "../graph/read-parameter";
import { ok, type GraphAnswer, type GraphRequest } from "../graph/request";
import type { JsonObject } from "../json";
import type { Ad, AdStatus, Creative } from "../state/entities";
import type { SimulatorContext } from "../state/simulator-context";
import { getAdAccount, getAd, getCreative } from "./access";
import { formatAdNode } from "./ad-lists";
import {
  asksForDeletion,
  buildCreative,
  readCreativeParameter,
  readAdStatus,
  refuseMalformed,
  parseSpecValue,
  isValidateOnly,
} from "./ad-specs";
import { formatCreative } from "./format-ads";
import { creativeCreateOnly } from "./node-fields";
import { answerAdWrite } from "./read-after-write";

export function createCreative(context: SimulatorContext, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = getAdAccount(context, request, account);
  refuseMalformed(request);
  const creative = buildCreative(context, adAccountId, request.params);
  if (isValidateOnly(request.params)) return ok({ success: true });
  context.store.creatives.put(creative);
  return answerAdWrite(context, request, { id: creative.id }, (fields) => formatCreative(context, creative, fields));
}

export function readCreative(context: SimulatorContext, request: GraphRequest, id: string): JsonObject {
  return formatCreative(context, getCreative(context, request, id), parseFields(request.params["fields"]));
}

/** Source: Meta's SDK specification: only account_id, adlabels, name and status can change. */
export function updateCreative(context: SimulatorContext, request: GraphRequest, id: string): GraphAnswer {
  const creative = getCreative(context, request, id);
  refuseMalformed(request);
  const { params } = request;
  const fixed = Object.keys(params).filter((key) => creativeCreateOnly.has(key));
  if (fixed.length > 0) throw invalidParameter(`An ad creative cannot change its ${fixed.join(", ")}`);
  if (asksForDeletion(params)) return deleteCreative(context, request, id);
  const labels = params["adlabels"];
  const spec =
    labels === undefined ? creative.spec : { ...creative.spec, adlabels: parseSpecValue("adlabels", labels) };
  const changed: Creative = { ...creative, name: textParam(params, "name") ?? creative.name, spec };
  context.store.creatives.put(changed);
  return answerAdWrite(context, request, { success: true }, (fields) => formatCreative(context, changed, fields));
}

export function deleteCreative(context: SimulatorContext, request: GraphRequest, id: string): GraphAnswer {
  const creative = getCreative(context, request, id);
  const isUsed = context.store.ads.all().some((ad) => ad.creativeId === id && ad.status !== "DELETED");
  if (isUsed && context.behaviour.deleteCreativeInUse === "refuse") {
    throw invalidParameter("The ad creative is used by an ad and cannot be deleted");
  }
  context.store.creatives.put({ ...creative, status: "DELETED" });
  return ok({ success: true });
}

export function createAd(context: SimulatorContext, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = getAdAccount(context, request, account);
  refuseMalformed(request);
  const name = requiredText(request.params, "name");
  const adSetId = wordParam(request.params, "adset_id");
  if (adSetId === undefined || !/^\d+$/.test(adSetId)) throw invalidParameter("The parameter adset_id is required");
  refuseUnknownAdSet(context, adAccountId, adSetId);
  const status = readAdStatus(request.params, ["ACTIVE", "PAUSED"]) ?? "ACTIVE";
  const creative = readCreativeParameter(context, request, adAccountId);
  if (creative === undefined) throw invalidParameter("The parameter creative is required");
  if (isValidateOnly(request.params)) return ok({ success: true });
  const nowMs = context.clock.nowMs();
  const id = context.ids.next("ad");
  const creativeId = creative.id;
  const ad = { id, adAccountId, name, adSetId, creativeId, status, createdAtMs: nowMs, updatedAtMs: nowMs };
  context.store.creatives.put(creative);
  context.store.ads.put(ad);
  return answerAdWrite(context, request, { id }, (fields) => formatAdNode(context, request, ad, fields));
}

function refuseUnknownAdSet(context: SimulatorContext, adAccountId: string, id: string): void {
  if (context.behaviour.unknownAdSet === "allow" || context.store.adSets.get(id)?.adAccountId === adAccountId) return;
  throw invalidParameter(`The ad set ${id} does not exist in ad account ${adAccountId}`);
}

export function readAd(context: SimulatorContext, request: GraphRequest, id: string): JsonObject {
  return formatAdNode(context, request, getAd(context, request, id), parseFields(request.params["fields"]));
}

export function updateAd(context: SimulatorContext, request: GraphRequest, id: string): GraphAnswer {
  const ad = getAd(context, request, id);
  refuseMalformed(request);
  const status = readAdStatus(request.params, ["ACTIVE", "PAUSED", "ARCHIVED", "DELETED"]) ?? ad.status;
  const creative = readCreativeParameter(context, request, ad.adAccountId);
  refuseReactivation(ad, status, creative);
  if (isValidateOnly(request.params)) return ok({ success: true });
  const name = textParam(request.params, "name") ?? ad.name;
  if (creative !== undefined) context.store.creatives.put(creative);
  const creativeId = creative?.id ?? ad.creativeId;
  const changed = { ...ad, name, status, creativeId, updatedAtMs: context.clock.nowMs() };
  context.store.ads.put(changed);
  return answerAdWrite(context, request, { success: true }, (fields) =>
    formatAdNode(context, request, changed, fields),
  );
}

/** Source: Marketing API, "Manage Your Ad Object's Status": an archived ad changes its name and, to DELETED, its status; a deleted one its name. */
function refuseReactivation(ad: Ad, status: AdStatus, creative: Creative | undefined): void {
  if (ad.status !== "ARCHIVED" && ad.status !== "DELETED") return;
  const isAllowed = status === ad.status || status === "DELETED";
  if (!isAllowed || creative !== undefined) {
    throw invalidParameter(`An ad that is ${ad.status} can only change its name`);
  }
}

export function deleteAd(context: SimulatorContext, request: GraphRequest, id: string): GraphAnswer {
  const ad = getAd(context, request, id);
  context.store.ads.put({ ...ad, status: "DELETED", updatedAtMs: context.clock.nowMs() });
  return ok({ success: true });
}
