import { parseWebhook, type MessageEvent } from "pulumi-whatsapp/webhooks";
import { People } from "./people";

/** The message of a webhook as Meta sends it. */
function eventOf(message: object, contacts: readonly object[] = []): MessageEvent {
  const value = { messaging_product: "whatsapp", contacts, messages: [{ id: "wamid.1", type: "text", ...message }] };
  const body = { object: "whatsapp_business_account", entry: [{ id: "1", changes: [{ field: "messages", value }] }] };
  const [event] = parseWebhook(JSON.stringify(body)).events;
  if (event?.kind !== "message") throw new Error("no message");
  return event;
}

const bia = { profile: { name: "Bia", username: "bia.doces" }, user_id: "BR.1" };

test("a person without a number keeps earlier data under the user id", () => {
  const people = new People();
  const known = { userId: "BR.1", number: undefined, name: "Bia", username: "bia.doces" };
  expect(people.update(eventOf({ from_user_id: "BR.1" }, [bia]))).toEqual(known);
  expect(people.update(eventOf({ from_user_id: "BR.2" }))).toEqual({ userId: "BR.2" });
  expect(people.update(eventOf({ from_user_id: "BR.1", from: "5511900000001" }))).toEqual({
    ...known,
    number: "5511900000001",
  });
  expect(people.update(eventOf({ from_user_id: "BR.1" }))).toEqual({ ...known, number: "5511900000001" });
});

test("a change of number and user id keeps the person's data", () => {
  const people = new People();
  people.update(eventOf({ from_user_id: "BR.1", from: "5511900000001" }, [bia]));
  const system = { type: "user_changed_number", wa_id: "5511900000002", user_id: "BR.9", previous_user_id: "BR.1" };
  people.update(eventOf({ type: "system", from_user_id: "BR.1", system }));
  expect(people.update(eventOf({ from_user_id: "BR.9" }))).toEqual({
    userId: "BR.9",
    number: "5511900000002",
    name: "Bia",
    username: "bia.doces",
  });
  expect(people.update(eventOf({ from_user_id: "BR.1" }))).toEqual({ userId: "BR.1" });
});
