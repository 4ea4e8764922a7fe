import fc from "fast-check";
import { parseWebhook } from "./parse";
import { resolveSendOutcome } from "./send-outcome";
import { change, entry, failedStatus, message, messageEvent, metaError, statusEvent, webhook } from "./testing/samples";

const ours = { bizOpaqueCallbackData: "order-7" };
const failure = { code: 131026, title: "t", message: "t", details: "d", href: "h", raw: {} } as const;
const why = { ...failure, kind: "cannot-receive", retry: "never", advice: "a" } as const;

test.each(["sent", "delivered", "read", "a status of next year"])("a message with status %s was accepted", (status) => {
  const events = [messageEvent("wamid.0"), statusEvent("wamid.1", "failed"), statusEvent("wamid.2", status, ours)];
  expect(resolveSendOutcome(events, "order-7")).toEqual({ outcome: "accepted", messageId: "wamid.2" });
});

test("a failure is final, in any order of statuses and times", () => {
  const at = (seconds: number) => ({ ...ours, timestamp: new Date(seconds * 1000) });
  const events = [
    statusEvent("wamid.1", "sent", at(9)),
    statusEvent("wamid.1", "failed", { ...at(5), errors: [why] }),
    statusEvent("wamid.1", "delivered", ours),
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(events, { minLength: 3 }), (shuffled) =>
      expect(resolveSendOutcome(shuffled, "order-7")).toEqual({
        outcome: "rejected",
        messageId: "wamid.1",
        errors: [why],
      }),
    ),
  );
});

test("of two messages with one id, the accepted one decides", () => {
  const events = [statusEvent("wamid.1", "failed", ours), statusEvent("wamid.2", "sent", ours)];
  for (const arrived of [events, [...events].reverse()]) {
    expect(resolveSendOutcome(arrived, "order-7")).toEqual({ outcome: "accepted", messageId: "wamid.2" });
  }
});

test("other statuses leave the outcome unknown", () => {
  const text = messageEvent("wamid.1", { raw: { biz_opaque_callback_data: "order-7" } });
  const others = [text, statusEvent("1", "sent"), statusEvent("2", "sent", { bizOpaqueCallbackData: "order-70" })];
  expect(resolveSendOutcome([], "order-7")).toEqual({ outcome: "unknown" });
  expect(resolveSendOutcome(others, "order-7")).toEqual({ outcome: "unknown" });
});

test("a failed payment in India is not a failed message", () => {
  const payment = statusEvent("wamid.1", "failed", { ...ours, raw: { type: "payment" } });
  expect(resolveSendOutcome([payment], "order-7")).toEqual({ outcome: "accepted", messageId: "wamid.1" });
});

test.each([[""], [undefined], [7]])("rejects the id %j, which statuses without one would match", (id) => {
  expect(() => resolveSendOutcome([statusEvent("wamid.1", "sent")], id as string)).toThrow(/^correlationId: /);
});

test("resolves the outcome from several parsed deliveries", () => {
  const callback = { biz_opaque_callback_data: "order-7" };
  const eventsOf = (value: object) => parseWebhook(JSON.stringify(webhook(entry(change(value))))).events;
  const events = eventsOf({ messages: [message("wamid.8", callback)] });
  expect(resolveSendOutcome(events, "order-7")).toEqual({ outcome: "unknown" });
  const sent = [...events, ...eventsOf({ statuses: [{ id: "wamid.9", status: "sent", ...callback }] })];
  expect(resolveSendOutcome(sent, "order-7")).toEqual({ outcome: "accepted", messageId: "wamid.9" });
  const all = [...sent, ...eventsOf({ statuses: [failedStatus("wamid.9", [metaError(2046)], callback)] })];
  expect(resolveSendOutcome(all, "order-7")).toMatchObject({
    outcome: "rejected",
    errors: [{ kind: "invalid-transition" }],
  });
});
