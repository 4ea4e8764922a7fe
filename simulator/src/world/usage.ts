import type { Ad, Sequence } from "./entities";
import { sequenceIdOf } from "./spec";
import type { World } from "./world";

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
