import { selectFields, type FieldSelection, type NodeShape } from "../graph/fields";
import type { JsonObject } from "../json";
import { formatGraphTime } from "../state/clock";
import type { AdSet } from "../state/entities";
import { adSetFields } from "./node-fields";

const adSetShape: NodeShape = { typeName: "AdSet", known: adSetFields, byDefault: [], always: ["id"] };

export function formatAdSet(adSet: AdSet, selection: readonly FieldSelection[] | null): JsonObject {
  const { destinationType, billingEvent, promotedObject } = adSet;
  const full: JsonObject = {
    account_id: adSet.adAccountId,
    configured_status: adSet.status,
    created_time: formatGraphTime(adSet.createdAtMs),
    effective_status: adSet.status,
    name: adSet.name,
    status: adSet.status,
    updated_time: formatGraphTime(adSet.updatedAtMs),
    ...(destinationType === null ? {} : { destination_type: destinationType }),
    ...(billingEvent === null ? {} : { billing_event: billingEvent }),
    ...(promotedObject === null ? {} : { promoted_object: promotedObject }),
    id: adSet.id,
  };
  return selectFields(full, adSetShape, selection);
}
