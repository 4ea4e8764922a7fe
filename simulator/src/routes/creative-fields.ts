import { isObject, parseIfJson, type Json, type JsonObject } from "../json";
import type { Creative } from "../state/entities";
import { additionalDataOf, linkDataOf } from "../state/creative-spec";
import type { WireOptions } from "../state/wire";

/** Formats a creative like Meta, with fields that the client did not write. */
export function listCreativeFields(creative: Creative, wire: WireOptions): JsonObject {
  return {
    ...(wire.creativeExtras ? addExtras(creative) : creative.spec),
    ...formatAssetFeed(creative.spec, wire),
    account_id: creative.adAccountId,
    name: creative.name,
    status: creative.status,
    id: creative.id,
  };
}

function addExtras({ id, spec }: Creative): JsonObject {
  const story = spec["object_story_spec"];
  const link = linkDataOf(spec);
  const page = isObject(story) ? story["page_id"] : undefined;
  const post = spec["object_story_id"] ?? (typeof page === "string" ? `${page}_122${id.slice(-15)}` : undefined);
  return {
    object_type: "SHARE",
    ...spec,
    ...(post === undefined ? {} : { effective_object_story_id: post }),
    ...(isObject(story) && link !== undefined
      ? { object_story_spec: { ...story, link_data: { attachment_style: "link", ...link } } }
      : {}),
  };
}

function formatAssetFeed(spec: JsonObject, wire: WireOptions): JsonObject {
  const feed = spec["asset_feed_spec"];
  const additional = additionalDataOf(spec);
  if (!isObject(feed) || additional?.["page_welcome_message"] === undefined) return {};
  const { page_welcome_message: message, ...rest } = additional;
  // Null counts as no message.
  const shown = message === null ? {} : { page_welcome_message: formatPageMessage(message, wire) };
  return { asset_feed_spec: { ...feed, additional_data: { ...rest, ...shown } } };
}

function formatPageMessage(message: Json, wire: WireOptions): Json {
  if (wire.pageWelcomeMessage === "object") return parseIfJson(message) ?? null;
  return typeof message === "string" ? message : JSON.stringify(message);
}
