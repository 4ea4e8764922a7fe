import { flag, object, optional, text, type Decoder } from "../decode";
import type { JsonObject } from "../json";
import { recordMessageFrom } from "../world/conversations";
import type { PhoneNumber } from "../world/entities";
import { held } from "../world/store";
import type { World } from "../world/world";
import { digitsOf, messagesPayload, phoneNumberOf, secondsOf, somebody } from "./payload";

/** A text message that a person writes to a business number. */
export interface IncomingMessage {
  /** The person's WhatsApp id, digits. May be left out beside `userId`: then the business sees no number. */
  readonly from?: string;
  /** The person's business-scoped user id, such as `BR.7Q2`. Default: the webhook has none. */
  readonly userId?: string;
  /** Default "Oi". */
  readonly text?: string;
  /** The person's profile name. Default "Sheena Nelson". */
  readonly name?: string;
  /** The id of a message (`wamid...`) that it replies to. Default: none. */
  readonly replyTo?: string;
  /** The business number it is written to. Default: the default account's. */
  readonly phoneNumberId?: string;
  /** Whether the subscribed webhook hears of it. Default: if there is one. */
  readonly deliver?: boolean;
}

const wellFormed = object<IncomingMessage>({
  from: optional(text),
  userId: optional(text),
  text: optional(text),
  name: optional(text),
  replyTo: optional(text),
  phoneNumberId: optional(text),
  deliver: optional(flag),
});

export const incomingMessageDecoder: Decoder<IncomingMessage> = (value, path) => {
  const message = wellFormed(value, path);
  const found = [
    ...(message.from === undefined && message.userId === undefined
      ? [`${path}.from or ${path}.userId is required`]
      : []),
    ...(/^\d+$/.test(message.from ?? "1") ? [] : [`${path}.from must be digits, as in 5511987654321`]),
    ...(message.text === "" ? [`${path}.text is empty: WhatsApp sends no empty message`] : []),
  ];
  if (found.length > 0) throw new TypeError(found.join("; "));
  return message;
};

/**
 * Opens the window of 24 hours and returns what the webhook hears. Sources: Meta's OpenAPI file, messages of type text; its page
 * "Business-scoped user IDs".
 */
export function receiveFrom(world: World, incoming: IncomingMessage): JsonObject {
  const { from, userId, text: body = "Oi", name = somebody.name, replyTo } = incoming;
  const phone = receiverOf(world, incoming);
  for (const person of [from, userId]) if (person !== undefined) recordMessageFrom(world, phone.id, person);
  const message = {
    ...(replyTo === undefined ? {} : { context: { from: digitsOf(phone), id: replyTo } }),
    ...(from === undefined ? {} : { from }),
    ...(userId === undefined ? {} : { from_user_id: userId }),
    id: world.ids.next("message"),
    timestamp: secondsOf(world.clock.nowMs()),
    type: "text",
    text: { body },
  };
  const contact = {
    profile: { name },
    ...(from === undefined ? {} : { wa_id: from }),
    ...(userId === undefined ? {} : { user_id: userId }),
  };
  return messagesPayload(phone, { contacts: [contact], messages: [message] });
}

function receiverOf(world: World, { phoneNumberId }: IncomingMessage): PhoneNumber {
  if (phoneNumberId === undefined) return phoneNumberOf(undefined, world);
  return held(world.store.phoneNumbers.get(phoneNumberId), "phone number", phoneNumberId);
}
