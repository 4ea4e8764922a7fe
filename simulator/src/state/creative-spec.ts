import { isList, isObject, parseIfJson, type Json, type JsonObject } from "../json";

/** Source: Meta's page, "Marketing API Experience". */
export function sequenceIdOf(creativeSpec: JsonObject): string | undefined {
  const id = additionalDataOf(creativeSpec)?.["partner_app_welcome_message_flow_id"];
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

/** Source: Meta's SDK specification, AdAssetFeedAdditionalData. */
export function additionalDataOf(creativeSpec: JsonObject): JsonObject | undefined {
  return getMember(creativeSpec["asset_feed_spec"], "additional_data");
}

/** Source: Meta's SDK specification, AdCreativeLinkData. */
export function linkDataOf(creativeSpec: JsonObject): JsonObject | undefined {
  return getMember(creativeSpec["object_story_spec"], "link_data");
}

/** Returns a text member; null without one. */
export function textIn(part: JsonObject | undefined, key: string): string | null {
  const text = part?.[key];
  return typeof text === "string" ? text : null;
}

/** Parts that have a `page_welcome_message`, or children with one. Source: Meta's SDK specification, AdCreativeObjectStorySpec. */
const storyParts = ["link_data", "video_data", "photo_data", "template_data"] as const;

/** Returns the path of the page's welcome message, such as `object_story_spec.link_data`; undefined without one. */
export function findPageMessage(creativeSpec: JsonObject): string | undefined {
  const places: readonly (readonly [string, JsonObject | undefined])[] = [
    ["the creative", creativeSpec],
    ["asset_feed_spec.additional_data", additionalDataOf(creativeSpec)],
    ...storyParts.flatMap((part) => listPlaces(creativeSpec, part)),
  ];
  return places.find(([, place]) => hasMessage(place))?.[0];
}

function listPlaces(spec: JsonObject, part: (typeof storyParts)[number]): readonly (readonly [string, JsonObject])[] {
  const data = getMember(spec["object_story_spec"], part);
  if (data === undefined) return [];
  const children = parseIfJson(data["child_attachments"]);
  const inner = (isList(children) ? children : []).map((child) => parseIfJson(child)).filter(isObject);
  const path = `object_story_spec.${part}`;
  return [[path, data], ...inner.map((child, index) => [`${path}.child_attachments[${index}]`, child] as const)];
}

/** True unless the message is missing, null or empty. */
function hasMessage(place: JsonObject | undefined): boolean {
  const message = place?.["page_welcome_message"] ?? "";
  return message !== "";
}

/** Returns a nested object. Both objects may be JSON text. */
function getMember(spec: Json | undefined, key: string): JsonObject | undefined {
  const outer = parseIfJson(spec);
  const inner = isObject(outer) ? parseIfJson(outer[key]) : undefined;
  return isObject(inner) ? inner : undefined;
}
