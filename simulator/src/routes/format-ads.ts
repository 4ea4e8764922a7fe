import { selectFields, type Edges, type FieldSelection, type NodeShape } from "../graph/fields";
import type { JsonObject } from "../json";
import { formatGraphTime } from "../state/clock";
import type { Ad, Creative } from "../state/entities";
import type { SimulatorContext } from "../state/simulator-context";
import { formatAdSet } from "./format-ad-set";
import { adFields, creativeFields } from "./node-fields";
import { listCreativeFields } from "./creative-fields";

const creativeShape: NodeShape = {
  typeName: "AdCreative",
  known: creativeFields,
  byDefault: [],
  always: ["id"],
};

const adShape: NodeShape = { typeName: "Ad", known: adFields, byDefault: [], always: ["id"] };

export function formatCreative(
  context: SimulatorContext,
  creative: Creative,
  selection: readonly FieldSelection[] | null,
): JsonObject {
  return selectFields(listCreativeFields(creative, context.wire), creativeShape, selection);
}

export function formatAd(
  context: SimulatorContext,
  ad: Ad,
  selection: readonly FieldSelection[] | null,
  edges: Edges,
): JsonObject {
  const creative = context.store.creatives.get(ad.creativeId);
  const adSet = context.store.adSets.get(ad.adSetId);
  const innerOf = (name: string) => selection?.find((field) => field.name === name)?.inner ?? null;
  const full: JsonObject = {
    account_id: ad.adAccountId,
    adset: adSet === undefined ? { id: ad.adSetId } : formatAdSet(adSet, innerOf("adset")),
    adset_id: ad.adSetId,
    configured_status: ad.status,
    created_time: formatGraphTime(ad.createdAtMs),
    creative: creative === undefined ? { id: ad.creativeId } : formatCreative(context, creative, innerOf("creative")),
    effective_status: ad.status,
    name: ad.name,
    status: ad.status,
    updated_time: formatGraphTime(ad.updatedAtMs),
    id: ad.id,
  };
  return selectFields(full, { ...adShape, edges }, selection);
}
