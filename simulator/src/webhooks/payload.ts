import { recordMessageFrom } from "../state/conversations";
import { createHash } from "node:crypto";
import type { JsonObject } from "../json";
import { defaults } from "../seed/defaults";
import { putPerson } from "../seed/put-person";
import type { Ad, Creative, Person, PhoneNumber } from "../state/entities";
import type { SimulatorContext } from "../state/simulator-context";
import { linkDataOf, textIn } from "../state/creative-spec";
import { formatContact, formatSender } from "./contacts";
import type { ClickOptions, ChatScreen, Unavailability } from "./webhook-types";

interface FirstMessage {
  readonly ad: Ad;
  readonly creative: Creative;
  readonly screen: ChatScreen;
  readonly text: string;
  readonly options: ClickOptions;
}

/** Builds the first message after a click. Source: Meta's page, "Webhook"; numbers as in its OpenAPI file. */
export function buildFirstMessage(
  first: FirstMessage,
  phone: PhoneNumber,
  context: SimulatorContext,
): PersonMessagePayloads {
  const person = putPerson(context.store, first.options.person ?? {});
  const content = { type: "text", text: { body: first.text } };
  return buildIncoming(
    context,
    { phone, person, content, referral: buildReferral(first, context) },
    first.options.unavailable,
  );
}

/** Webhook payloads for one message of a person. */
export interface PersonMessagePayloads {
  readonly webhook: JsonObject;
  /** Payload before the message; null without a placeholder. */
  readonly placeholder: JsonObject | null;
}

interface PersonMessage {
  readonly phone: PhoneNumber;
  readonly person: Person;
  /** `type` and the members that belong to it. */
  readonly content: JsonObject;
  readonly referral?: JsonObject;
}

/**
 * Builds the payloads for a message from a person, which opens the window of 24 hours. Source for unavailable messages: payloads that
 * several clients recorded in 2026; the real message has the same id, and only the placeholder has the referral.
 */
export function buildIncoming(
  context: SimulatorContext,
  message: PersonMessage,
  unavailable?: Unavailability,
): PersonMessagePayloads {
  const { phone, person, content, referral } = message;
  const [id, sentAtMs] = [context.ids.next("message"), context.clock.nowMs()];
  recordMessageFrom(context, phone.id, person);
  const received = { id, phoneNumberId: phone.id, userId: person.id, content, referral: referral ?? null, sentAtMs };
  context.store.receivedMessages.put(received);
  const head = { ...formatSender(person), id, timestamp: formatSeconds(sentAtMs) };
  const source = referral === undefined ? {} : { referral };
  const payload = (sent: JsonObject): JsonObject =>
    wrapMessages(phone, { contacts: [formatContact(person)], messages: [sent] });
  switch (unavailable) {
    case undefined:
      return { webhook: payload({ ...source, ...head, ...content }), placeholder: null };
    case "for-good":
      return { webhook: payload({ ...source, ...head, ...unavailableContent }), placeholder: null };
    case "at-first":
      return {
        webhook: payload({ ...head, ...content }),
        placeholder: payload({ ...source, ...head, ...unavailableContent }),
      };
    default:
      return unavailable satisfies never;
  }
}

const unavailableContent: JsonObject = {
  type: "unsupported",
  unsupported: { type: "unknown" },
  errors: [
    {
      code: 131060,
      title: "This message is unavailable.",
      message: "This message is unavailable.",
      error_data: { details: "This message is currently unavailable." },
    },
  ],
};

/** Wraps the value of the webhook field `messages`. */
export function wrapMessages(phone: PhoneNumber, events: JsonObject): JsonObject {
  const metadata = { display_phone_number: digitsOf(phone), phone_number_id: phone.id };
  const value = { messaging_product: "whatsapp", metadata, ...events };
  return {
    object: "whatsapp_business_account",
    entry: [{ id: phone.wabaId, changes: [{ value, field: "messages" }] }],
  };
}

export function digitsOf({ displayPhoneNumber }: PhoneNumber): string {
  return displayPhoneNumber.replace(/\D/g, "");
}

/** Formats a time in seconds, as in webhooks. */
export function formatSeconds(timeMs: number): string {
  return String(Math.floor(timeMs / 1000));
}

/** Source: ReferralObject of Meta's OpenAPI file; `ref` is only on Meta's page, without an explanation. */
function buildReferral({ ad, creative, screen, options }: FirstMessage, context: SimulatorContext): JsonObject {
  const { placement = "feed", ref } = options;
  const link = linkDataOf(creative.spec);
  return {
    source_url: `https://fb.me/${createShortId(ad.id)}`,
    source_id: ad.id,
    source_type: placement === "post" ? "post" : "ad",
    headline: textIn(link, "name") ?? textIn(creative.spec, "title") ?? "",
    body: textIn(link, "message") ?? textIn(creative.spec, "body") ?? "",
    media_type: "image",
    image_url:
      textIn(link, "picture") ?? textIn(creative.spec, "image_url") ?? createImageUrl(textIn(link, "image_hash")),
    // Source: Meta's reference of text messages: not for ads in WhatsApp Status.
    ...(placement === "status" ? {} : { ctwa_clid: context.ids.next("click") }),
    ...(screen.greeting === null ? {} : { welcome_message: { text: screen.greeting } }),
    ...(ref === undefined ? {} : { ref }),
  };
}

function createImageUrl(hash: string | null): string {
  return `https://scontent.xx.fbcdn.net/v/t45.1600-4/${hash ?? "image"}.jpg`;
}

function createShortId(adId: string): string {
  return createHash("sha256").update(adId).digest("hex").slice(0, 9);
}

/** Finds the number of a business account; the default number for an ad without a sequence. */
export function findPhoneNumber(wabaId: string | undefined, context: SimulatorContext): PhoneNumber {
  const wanted = wabaId ?? context.store.phoneNumbers.get(defaults.phoneNumberId)?.wabaId;
  const found = context.store.phoneNumbers.all().find((phone) => phone.wabaId === wanted);
  if (found !== undefined) return found;
  throw new Error(`the business account ${wanted ?? ""} has no phone number to write to: seed one in phoneNumbers`);
}
