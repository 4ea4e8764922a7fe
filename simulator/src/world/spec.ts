import { isObject, type Json, type JsonObject } from "../json";

/** Source: Meta's page, "Marketing API Experience". */
export function sequenceIdOf(creativeSpec: JsonObject): string | undefined {
  const id = additionalData(creativeSpec)?.["partner_app_welcome_message_flow_id"];
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

/** Source: Meta's SDK specification, AdAssetFeedAdditionalData. */
export function additionalData(creativeSpec: JsonObject): JsonObject | undefined {
  return member(creativeSpec["asset_feed_spec"], "additional_data");
}

/** Source: Meta's SDK specification, AdCreativeLinkData. */
export function linkDataOf(creativeSpec: JsonObject): JsonObject | undefined {
  return member(creativeSpec["object_story_spec"], "link_data");
}

function member(spec: Json | undefined, key: string): JsonObject | undefined {
  const inner = isObject(spec) ? spec[key] : undefined;
  return isObject(inner) ? inner : undefined;
}
