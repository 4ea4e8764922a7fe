import { isObject, type JsonObject } from "../json";
import type { Ad, Sequence } from "./entities";
import type { World } from "./world";

/** Source: Meta's page, "Marketing API Experience". */
export function sequenceIdOf(creativeSpec: JsonObject): string | undefined {
  const feed = creativeSpec["asset_feed_spec"];
  const additional = isObject(feed) ? feed["additional_data"] : undefined;
  const id = isObject(additional) ? additional["partner_app_welcome_message_flow_id"] : undefined;
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

export function usedInAds(world: World): (sequence: Sequence) => boolean {
  const used = new Set<string>();
  for (const ad of world.store.ads.all()) {
    const creative = counts(ad, world) ? world.store.creatives.get(ad.creativeId) : undefined;
    const sequenceId = creative === undefined ? undefined : sequenceIdOf(creative.spec);
    if (sequenceId !== undefined) used.add(sequenceId);
  }
  return (sequence) => sequence.usedInAdOverride ?? used.has(sequence.id);
}

function counts(ad: Ad, world: World): boolean {
  return ad.status === "ACTIVE" || (ad.status === "PAUSED" && world.behaviour.pausedAdsCount);
}
