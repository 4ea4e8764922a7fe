import { selectFields, type FieldSelection, type NodeShape } from "../graph/fields";
import type { JsonObject } from "../json";
import { graphTime } from "../world/clock";
import type { Ad, Creative } from "../world/entities";
import type { World } from "../world/world";

/** Source: Meta's SDK specification, node AdCreative. */
const creativeFields = `
  account_id actor_id ad_disclaimer_spec adlabels applink_treatment asset_feed_spec authorization_category
  auto_update body branded_content branded_content_sponsor_page_id bundle_folder_id call_to_action
  call_to_action_type categorization_criteria category_media_source collaborative_ads_lsb_image_bank_id
  contextual_multi_ads creative_sourcing_spec degrees_of_freedom_spec destination_set_id destination_spec
  dynamic_ad_voice effective_authorization_category effective_instagram_media_id effective_object_story_id
  enable_direct_install enable_launch_instant_app existing_post_title facebook_branded_content
  format_transformation_spec id image_crops image_hash image_url instagram_branded_content
  instagram_permalink_url instagram_user_id interactive_components_spec link_deep_link_url
  link_destination_display_url link_og_id link_url marketing_message_structured_spec media_sourcing_spec
  messenger_sponsored_message name object_id object_store_url object_story_id object_story_spec object_type
  object_url omnichannel_link_spec page_welcome_message photo_album_source_object_story_id place_page_set_id
  platform_customizations playable_asset_id portrait_customizations product_data product_set_id
  product_suggestion_settings recommender_settings regional_regulation_disclaimer_spec source_facebook_post_id
  source_instagram_media_id status template_url template_url_spec thumbnail_id thumbnail_url title url_tags
  use_page_actor_override video_id
`;

/** Source: Meta's Marketing API reference, Ad. */
const adFields = `
  account_id adlabels adset adset_id bid_amount campaign campaign_id configured_status created_time creative
  effective_status id issues_info last_updated_by_app_id name recommendations source_ad_id status tracking_specs
  updated_time
`;

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

const creativeShape: NodeShape = {
  typeName: "AdCreative",
  known: words(creativeFields),
  byDefault: [],
  always: ["id"],
};

const adShape: NodeShape = {
  typeName: "Ad",
  known: words(adFields),
  byDefault: [],
  always: ["id"],
};

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

export function formatAd(world: World, ad: Ad, selection: readonly FieldSelection[] | null): JsonObject {
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
  return selectFields(full, adShape, selection);
}
