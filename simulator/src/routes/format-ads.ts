import { selectFields, type Edges, type FieldSelection, type NodeShape } from "../graph/fields";
import type { JsonObject } from "../json";
import { graphTime } from "../world/clock";
import type { Ad, Creative } from "../world/entities";
import type { World } from "../world/world";
import { adFields, creativeFields } from "./node-fields";

const creativeShape: NodeShape = {
  typeName: "AdCreative",
  known: creativeFields,
  byDefault: [],
  always: ["id"],
};

const adShape: NodeShape = { typeName: "Ad", known: adFields, byDefault: [], always: ["id"] };

export function formatCreative(creative: Creative, selection: readonly FieldSelection[] | null): JsonObject {
  return selectFields(fullCreative(creative), creativeShape, selection);
}

function fullCreative(creative: Creative): JsonObject {
  return {
    ...creative.spec,
    account_id: creative.adAccountId,
    name: creative.name,
    status: creative.status,
    id: creative.id,
  };
}

export function formatAd(world: World, ad: Ad, selection: readonly FieldSelection[] | null, edges: Edges): JsonObject {
  const creative = world.store.creatives.get(ad.creativeId);
  const inner = selection?.find((field) => field.name === "creative")?.inner ?? null;
  const full: JsonObject = {
    account_id: ad.adAccountId,
    adset: { id: ad.adSetId },
    adset_id: ad.adSetId,
    configured_status: ad.status,
    created_time: graphTime(ad.createdAtMs),
    creative: creative === undefined ? { id: ad.creativeId } : formatCreative(creative, inner),
    effective_status: ad.status,
    name: ad.name,
    status: ad.status,
    updated_time: graphTime(ad.updatedAtMs),
    id: ad.id,
  };
  return selectFields(full, { ...adShape, edges }, selection);
}
