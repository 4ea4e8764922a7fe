import type { Ad, Sequence } from "./entities";
import { sequenceIdOf } from "./creative-spec";
import type { SimulatorContext } from "./simulator-context";

export function createUsageCheck(context: SimulatorContext): (sequence: Sequence) => boolean {
  const used = new Set<string>();
  for (const ad of context.store.ads.all()) {
    const creative = countsAsUse(ad, context) ? context.store.creatives.get(ad.creativeId) : undefined;
    const sequenceId = creative === undefined ? undefined : sequenceIdOf(creative.spec);
    if (sequenceId !== undefined) used.add(sequenceId);
  }
  return (sequence) => sequence.usedInAdOverride ?? used.has(sequence.id);
}

function countsAsUse(ad: Ad, context: SimulatorContext): boolean {
  return ad.status === "ACTIVE" || (ad.status === "PAUSED" && context.behaviour.pausedAdsCount);
}
