import { createHash } from "node:crypto";
import type { JsonObject } from "../json";
import { defaults } from "../seed/defaults";
import type { Ad, Creative, PhoneNumber } from "../world/entities";
import type { World } from "../world/world";
import { linkDataOf } from "../world/spec";
import { textIn } from "./screen";
import type { ClickOptions, Screen } from "./types";

export interface FirstMessage {
  readonly ad: Ad;
  readonly creative: Creative;
  readonly screen: Screen;
  readonly text: string;
  readonly options: ClickOptions;
}

/** Whose examples: Meta's OpenAPI file, ContactProfile. */
export const somebody = { waId: "16505551234", name: "Sheena Nelson" };

/** Source: Meta's page, "Webhook"; numbers as in its OpenAPI file. */
export function firstMessagePayload(first: FirstMessage, phone: PhoneNumber, world: World): JsonObject {
  const { waId, name } = { ...somebody, ...first.options.person };
  const message = {
    referral: referral(first, world),
    from: waId,
    id: world.ids.next("message"),
    timestamp: secondsOf(world.clock.nowMs()),
    type: "text",
    text: { body: first.text },
  };
  return messagesPayload(phone, { contacts: [{ profile: { name }, wa_id: waId }], messages: [message] });
}

/** Around whatever the webhook field `messages` carries. */
export function messagesPayload(phone: PhoneNumber, told: JsonObject): JsonObject {
  const metadata = { display_phone_number: digitsOf(phone), phone_number_id: phone.id };
  const value = { messaging_product: "whatsapp", metadata, ...told };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: phone.wabaId, changes: [{ value, field: "messages" }] }],
  };
}

export function digitsOf({ displayPhoneNumber }: PhoneNumber): string {
  return displayPhoneNumber.replace(/\D/g, "");
}

/** As webhooks write times. */
export function secondsOf(timeMs: number): string {
  return String(Math.floor(timeMs / 1000));
}

/** Source: ReferralObject of Meta's OpenAPI file; `ref` is on Meta's page alone, and is not explained there. */
function referral({ ad, creative, screen, options }: FirstMessage, world: World): JsonObject {
  const { placement = "feed", ref } = options;
  const link = linkDataOf(creative.spec);
  return {
    source_url: `https://fb.me/${shortOf(ad.id)}`,
    source_id: ad.id,
    source_type: placement === "post" ? "post" : "ad",
    headline: textIn(link, "name") ?? textIn(creative.spec, "title") ?? "",
    body: textIn(link, "message") ?? textIn(creative.spec, "body") ?? "",
    media_type: "image",
    image_url: textIn(link, "picture") ?? textIn(creative.spec, "image_url") ?? imageOf(textIn(link, "image_hash")),
    // Source: Meta's reference of text messages: not for ads in WhatsApp Status.
    ...(placement === "status" ? {} : { ctwa_clid: world.ids.next("click") }),
    ...(screen.greeting === null ? {} : { welcome_message: { text: screen.greeting } }),
    ...(ref === undefined ? {} : { ref }),
  };
}

function imageOf(hash: string | null): string {
  return `https://scontent.xx.fbcdn.net/v/t45.1600-4/${hash ?? "image"}.jpg`;
}

function shortOf(adId: string): string {
  return createHash("sha256").update(adId).digest("hex").slice(0, 9);
}

/** A business account's own number; the default one where no sequence says whose the ad is. */
export function phoneNumberOf(wabaId: string | undefined, world: World): PhoneNumber {
  const wanted = wabaId ?? world.store.phoneNumbers.get(defaults.phoneNumberId)?.wabaId;
  const found = world.store.phoneNumbers.all().find((phone) => phone.wabaId === wanted);
  if (found !== undefined) return found;
  throw new Error(`the business account ${wanted ?? ""} has no phone number to write to: seed one in phoneNumbers`);
}
