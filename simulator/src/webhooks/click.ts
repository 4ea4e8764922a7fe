import type { Ad, Creative } from "../state/entities";
import { getOrThrow } from "../state/store";
import type { SimulatorContext } from "../state/simulator-context";
import { buildFirstMessage, findPhoneNumber } from "./payload";
import { createScreen } from "./chat-screen";
import type { Click, ClickOptions, ChatScreen } from "./webhook-types";

/** Simulates a click: what the person sees and sends, and the webhook payload. */
export function clickAd(context: SimulatorContext, adId: string, options: ClickOptions): Omit<Click, "delivery"> {
  const { ad, creative } = getClickableAd(context, adId);
  const { sequence, screen } = createScreen(creative, context);
  const text = messageOf(screen, options, adId);
  const phone = findPhoneNumber(sequence?.wabaId, context);
  const payloads = buildFirstMessage({ ad, creative, screen, text, options }, phone, context);
  return { adId, creativeId: creative.id, sequenceId: sequence?.id ?? null, screen, message: text, ...payloads };
}

/** Returns an ad that people see, with its creative. Throws for an ad that is not active. */
export function getClickableAd(
  context: SimulatorContext,
  adId: string,
): { readonly ad: Ad; readonly creative: Creative } {
  const ad = getOrThrow(context.store.ads.get(adId), "ad", adId);
  if (ad.status !== "ACTIVE") {
    throw new Error(`the ad ${adId} is ${ad.status}, so it is not shown: set its status to ACTIVE before the click`);
  }
  return { ad, creative: getOrThrow(context.store.creatives.get(ad.creativeId), "creative", ad.creativeId) };
}

function messageOf({ iceBreakers, prefilledText }: ChatScreen, { tap, say }: ClickOptions, adId: string): string {
  if (say !== undefined) return say;
  if (tap === undefined) {
    if (prefilledText !== null) return prefilledText;
    throw new Error(`the ad ${adId} opens without a prefilled text: set say, or tap one of its ice breakers`);
  }
  const title = iceBreakers[tap];
  if (title !== undefined) return title;
  const shown =
    iceBreakers.length === 0 ? "shows no ice breakers" : `shows ice breakers 0 to ${iceBreakers.length - 1}`;
  throw new Error(`no ice breaker ${tap}: the ad ${adId} ${shown}`);
}
