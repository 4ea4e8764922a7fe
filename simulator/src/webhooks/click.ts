import { recordMessageFrom } from "../world/conversations";
import type { Ad, Creative } from "../world/entities";
import { held } from "../world/store";
import type { World } from "../world/world";
import { firstMessagePayload, phoneNumberOf, somebody } from "./payload";
import { shownBy } from "./screen";
import type { Click, ClickOptions, Screen } from "./types";

/** What the person sees and sends, and what a webhook would hear of it. */
export function clickOn(world: World, adId: string, options: ClickOptions): Omit<Click, "delivery"> {
  const { ad, creative } = clickable(world, adId);
  const { sequence, screen } = shownBy(creative, world);
  const text = messageOf(screen, options, adId);
  const phone = phoneNumberOf(sequence?.wabaId, world);
  recordMessageFrom(world, phone.id, options.person?.waId ?? somebody.waId);
  const webhook = firstMessagePayload({ ad, creative, screen, text, options }, phone, world);
  return { adId, creativeId: creative.id, sequenceId: sequence?.id ?? null, screen, message: text, webhook };
}

function clickable(world: World, adId: string): { readonly ad: Ad; readonly creative: Creative } {
  const ad = held(world.store.ads.get(adId), "ad", adId);
  if (ad.status !== "ACTIVE") {
    throw new Error(`the ad ${adId} is ${ad.status}, so nobody sees it: set its status to ACTIVE before the click`);
  }
  return { ad, creative: held(world.store.creatives.get(ad.creativeId), "creative", ad.creativeId) };
}

function messageOf({ iceBreakers, prefilledText }: Screen, { tap, say }: ClickOptions, adId: string): string {
  if (say !== undefined) return say;
  if (tap === undefined) {
    if (prefilledText !== null) return prefilledText;
    throw new Error(`the ad ${adId} opens without a prefilled text: give say, or tap one of its ice breakers`);
  }
  const title = iceBreakers[tap];
  if (title !== undefined) return title;
  const shown =
    iceBreakers.length === 0 ? "shows no ice breakers" : `shows ice breakers 0 to ${iceBreakers.length - 1}`;
  throw new Error(`tap ${tap} meets nothing: the ad ${adId} ${shown}`);
}
