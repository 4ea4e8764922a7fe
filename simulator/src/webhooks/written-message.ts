import { defaults } from "../seed/defaults";
import { putPerson } from "../seed/put-person";
import { findPerson } from "../state/people";
import type { Person } from "../state/entities";
import { getOrThrow } from "../state/store";
import type { SimulatorContext } from "../state/simulator-context";
import { buildIncoming, digitsOf, type PersonMessagePayloads } from "./payload";
import type { WriteOptions } from "./webhook-types";

/** Builds the webhook payloads for a message to the business. */
export function buildWrittenMessage(
  context: SimulatorContext,
  text: string,
  options: WriteOptions,
): PersonMessagePayloads {
  const { store } = context;
  const { replyTo, unavailable } = options;
  const answered = replyTo === undefined ? undefined : getOrThrow(store.messages.get(replyTo), "message", replyTo);
  const phoneNumberId = options.phoneNumberId ?? answered?.phoneNumberId ?? defaults.phoneNumberId;
  const phone = getOrThrow(store.phoneNumbers.get(phoneNumberId), "phone number", phoneNumberId);
  const person = findWriter(context, options, answered?.recipient);
  const reply = answered === undefined ? {} : { context: { from: digitsOf(phone), id: answered.id } };
  return buildIncoming(
    context,
    { phone, person, content: { ...reply, type: "text", text: { body: text } } },
    unavailable,
  );
}

function findWriter({ store }: SimulatorContext, { person }: WriteOptions, recipient: string | undefined): Person {
  if (person !== undefined || recipient === undefined) return putPerson(store, person ?? {});
  return getOrThrow(findPerson(store, recipient), "person", recipient);
}
