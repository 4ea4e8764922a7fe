import { parseFields } from "../graph/fields";
import { objectParam, requiredText, wordParam } from "../graph/read-parameter";
import { ok, type GraphAnswer, type GraphRequest } from "../graph/request";
import type { JsonObject } from "../json";
import type { AdSet } from "../state/entities";
import type { SimulatorContext } from "../state/simulator-context";
import { getAdAccount, getAdSet } from "./access";
import { createAdSetFilter } from "./ad-filters";
import { listPage, numberRows } from "./ad-lists";
import { readAdStatus, refuseMalformed, isValidateOnly } from "./ad-specs";
import { formatAdSet } from "./format-ad-set";
import { answerAdWrite } from "./read-after-write";

export function createAdSet(context: SimulatorContext, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = getAdAccount(context, request, account);
  refuseMalformed(request);
  const { params } = request;
  const name = requiredText(params, "name");
  const promotedObject = objectParam(params, "promoted_object") ?? null;
  const nowMs = context.clock.nowMs();
  const adSet: AdSet = {
    id: context.ids.next("ad-set"),
    adAccountId,
    name,
    status: readAdStatus(params, ["ACTIVE", "PAUSED"]) ?? "ACTIVE",
    destinationType: wordParam(params, "destination_type") ?? null,
    billingEvent: wordParam(params, "billing_event") ?? null,
    promotedObject,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
  if (isValidateOnly(params)) return ok({ success: true });
  context.store.adSets.put(adSet);
  return answerAdWrite(context, request, { id: adSet.id }, (fields) => formatAdSet(adSet, fields));
}

export function listAdSets(context: SimulatorContext, request: GraphRequest, account: string): GraphAnswer {
  const { id: adAccountId } = getAdAccount(context, request, account);
  const fields = parseFields(request.params["fields"]);
  const rows = context.store.adSets.all().filter((adSet) => adSet.adAccountId === adAccountId);
  return listPage(numberRows(rows), createAdSetFilter(request.params), request, context, (adSet) =>
    formatAdSet(adSet, fields),
  );
}

export function readAdSet(context: SimulatorContext, request: GraphRequest, id: string): JsonObject {
  return formatAdSet(getAdSet(context, request, id), parseFields(request.params["fields"]));
}
