import type { MessageEvent } from "./events";
import { parseWebhook } from "./parse";
import { restoreReferral } from "./referral";
import { bodyOf, message, metaError, referral } from "./testing/samples";

function eventOf(id: string, more: object): MessageEvent {
  const [event] = parseWebhook(bodyOf(message(id, more))).events;
  if (event?.kind !== "message") throw new Error("no message");
  return event;
}

const errors = [metaError(131060, "This message is currently unavailable.")];
const placeholder = eventOf("wamid.1", { type: "unsupported", text: undefined, errors, referral });

test("marks a placeholder and reads its referral and error", () => {
  expect(placeholder.message).toMatchObject({
    isPlaceholder: true,
    referral: { sourceId: "120226305854810726" },
    errors: [{ code: 131060 }],
  });
  for (const more of [{}, { type: "unsupported", errors: [metaError(131051)] }]) {
    expect(eventOf("wamid.1", more).message.isPlaceholder).toBe(false);
  }
});

test("the real message gets the referral of its placeholder, even from JSON", () => {
  const real = eventOf("wamid.1", {});
  const expected = { ...real, message: { ...real.message, referral: placeholder.message.referral } };
  expect(restoreReferral(real, placeholder.message)).toEqual(expected);
  const stored = JSON.parse(JSON.stringify(placeholder.message)) as typeof placeholder.message;
  expect(restoreReferral(real, stored).message.referral).toMatchObject({ sourceId: "120226305854810726" });
  expect(real.message.referral).toBeUndefined();
});

test.each<[string, MessageEvent, MessageEvent["message"] | undefined]>([
  ["nothing that came before", eventOf("wamid.1", {}), undefined],
  ["the placeholder of another message", eventOf("wamid.2", {}), placeholder.message],
  ["a referral of its own", eventOf("wamid.1", { referral: { ...referral, source_id: "7" } }), placeholder.message],
  ["a placeholder without a referral", eventOf("wamid.1", {}), eventOf("wamid.1", { errors }).message],
])("keeps a message with %s unchanged", (_what, event, before) => {
  expect(restoreReferral(event, before)).toEqual(event);
});
