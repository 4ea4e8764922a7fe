import { defaults } from "../seed/defaults";
import { putPerson } from "../seed/people";
import { findPerson, type Person } from "../world/people";
import { held } from "../world/store";
import type { World } from "../world/world";
import { buildIncoming, digitsOf, type Incoming } from "./payload";
import type { WriteOptions } from "./types";

/** What a webhook hears when somebody writes to the business. */
export function buildWrittenMessage(world: World, text: string, options: WriteOptions): Incoming {
  const { store } = world;
  const { replyTo, unavailable } = options;
  const answered = replyTo === undefined ? undefined : held(store.messages.get(replyTo), "message", replyTo);
  const phoneNumberId = options.phoneNumberId ?? answered?.phoneNumberId ?? defaults.phoneNumberId;
  const phone = held(store.phoneNumbers.get(phoneNumberId), "phone number", phoneNumberId);
  const person = findWriter(world, options, answered?.recipient);
  const context = answered === undefined ? {} : { context: { from: digitsOf(phone), id: answered.id } };
  return buildIncoming(
    world,
    { phone, person, content: { ...context, type: "text", text: { body: text } } },
    unavailable,
  );
}

function findWriter({ store }: World, { person }: WriteOptions, recipient: string | undefined): Person {
  if (person !== undefined || recipient === undefined) return putPerson(store, person ?? {});
  return held(findPerson(store, recipient), "person", recipient);
}
