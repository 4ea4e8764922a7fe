import { eventKey } from "./event-key";
import type { OtherEvent, WebhookEvent } from "./events";
import { parseWebhook } from "./parse";
import { change, entry, failedStatus, message, messageEvent, metaError, webhook } from "./testing/samples";

const other: OtherEvent = { kind: "other", wabaId: "1", field: "account_update", raw: {} };

/** The events of a change, as they come from Meta. */
function eventsOf(value: object) {
  return parseWebhook(JSON.stringify(webhook(entry(change(value))))).events;
}

function keysOf(events: readonly WebhookEvent[]) {
  return events.map(eventKey);
}
function distinct(keys: readonly (string | undefined)[]) {
  return new Set(keys).size;
}

test("messages and statuses have a stable key, other events have none", () => {
  const status = { id: "wamid.1", status: "read", recipient_id: "1" };
  const events = [
    messageEvent("wamid.1"),
    ...eventsOf({
      statuses: [{ ...status, status: "sent" }, status, { ...status, recipient_id: "2" }, { ...status, id: "wamid.2" }],
    }),
  ];
  expect(distinct(keysOf([...events, ...events]))).toBe(events.length);
  expect(eventKey(other)).toBeUndefined();
  expect(keysOf(eventsOf({ errors: [metaError(130429)], contacts: [{ wa_id: "1" }] }))).toEqual([undefined, undefined]);
});

const read = { id: "wamid.G", status: "read", timestamp: "1770000000" };
const inGroup = { ...read, recipient_id: "120363000000000001", recipient_type: "group" };
function payment(transaction: object, more: object = {}) {
  return {
    ...read,
    type: "payment",
    status: "failed",
    recipient_id: "919900000001",
    payment: { reference_id: "order-1", amount: { value: 100, offset: 100 }, currency: "INR", transaction },
    ...more,
  };
}

test.each<[string, readonly [object, object]]>([
  [
    "participants of a group by phone number",
    [
      { ...inGroup, recipient_participant_id: "5511900000001" },
      { ...inGroup, recipient_participant_id: "5511900000002" },
    ],
  ],
  [
    "participants by user id",
    [
      { ...inGroup, recipient_participant_user_id: "BR.1" },
      { ...inGroup, recipient_participant_user_id: "BR.2" },
    ],
  ],
  [
    "participants by parent id",
    [
      { ...inGroup, recipient_participant_parent_user_id: "BR.ENT.1" },
      { ...inGroup, recipient_participant_parent_user_id: "BR.ENT.2" },
    ],
  ],
  ["a participant and the group", [{ ...inGroup, recipient_participant_user_id: "BR.1" }, inGroup]],
  [
    "people without a number",
    [
      { ...read, recipient_user_id: "BR.1" },
      { ...read, recipient_user_id: "BR.2" },
    ],
  ],
  [
    "people by their parent ids",
    [
      { ...read, recipient_parent_user_id: "BR.ENT.1" },
      { ...read, parent_recipient_user_id: "BR.ENT.2" },
    ],
  ],
  ["transactions of a payment", [payment({ id: "t-1", status: "failed" }), payment({ id: "t-2", status: "failed" })]],
  [
    "states of a transaction",
    [payment({ id: "t-1", updated_timestamp: 1 }), payment({ id: "t-1", updated_timestamp: 2 })],
  ],
  ["times of a payment without a transaction", [payment({}), payment({}, { timestamp: "1770000009" })]],
  ["a payment that failed and a message that failed", [payment({}), payment({}, { type: undefined })]],
  [
    "separators in ids",
    [
      { id: "a:b", status: "c" },
      { id: "a", status: "b:c" },
    ],
  ],
])("statuses of %s have different, stable keys", (_what, pair) => {
  const [one, two] = pair.map((status) => keysOf(eventsOf({ statuses: [status] })));
  expect(one).not.toEqual(two);
  expect(pair.map((status) => keysOf(eventsOf({ statuses: [status] })))).toEqual([one, two]);
});

test.each<[string, object, object]>([
  ["people of a group", { from_user_id: "BR.1", group_id: "g" }, { from_user_id: "BR.2", group_id: "g" }],
  ["people without a number", { from: undefined, from_user_id: "BR.1" }, { from: undefined, from_user_id: "BR.2" }],
  ["types", { type: "unsupported", errors: [metaError(131051)] }, { type: "text" }],
])("messages with one id and different %s have different keys", (_what, one, other) => {
  const events = [one, other].flatMap((more) => eventsOf({ messages: [message("wamid.1", more)] }));
  expect(distinct(keysOf(events))).toBe(2);
});

test("a group message to two business numbers has two keys", () => {
  const at = (phone_number_id: string) => ({
    metadata: { phone_number_id },
    messages: [message("wamid.1", { group_id: "g" })],
    statuses: [inGroup],
  });
  const events = [...eventsOf(at("1")), ...eventsOf(at("2"))];
  expect(distinct(keysOf(events))).toBe(events.length);
});

test("a placeholder has no key, but its real message has one", () => {
  const errors = [metaError(131060, "This message is currently unavailable.")];
  expect(keysOf(eventsOf({ messages: [message("wamid.1", { type: "unsupported", errors })] }))).toEqual([undefined]);
  expect(keysOf(eventsOf({ messages: [message("wamid.1")] }))).toEqual([expect.any(String)]);
});

test("a failure has another key than the sent status or another failure", () => {
  const failure = (...codes: readonly unknown[]) =>
    eventsOf({
      statuses: [
        failedStatus(
          "wamid.1",
          codes.map((code) => metaError(code)),
        ),
      ],
    });
  const sent = eventsOf({ statuses: [{ id: "wamid.1", status: "sent", recipient_id: "5511999998888" }] });
  const events = [...sent, ...failure(), ...failure(2046), ...failure(2047), ...failure(2046, 2047)];
  expect(distinct(keysOf(events))).toBe(5);
});

test.each<[string, object]>([
  ["a message", { messages: [message("wamid.1", { type: undefined, from: undefined, group_id: "g" })] }],
  ["a message with keys that reach prototypes", { messages: [JSON.parse('{"id":"wamid.1","__proto__":{"id":"x"}}')] }],
  ["a status", { statuses: [failedStatus("wamid.1", [metaError(2046)], { "2": 2, "1": 1, recipient_id: null })] }],
  ["a status with numbers as texts", { statuses: [{ ...read, price: 1e21, id_of_more: "12345678901234567890" }] }],
  ["a status with half a surrogate pair", { statuses: [{ ...read, biz_opaque_callback_data: "\ud800" }] }],
])("%s has the same key after JSON serialization", (_what, value) => {
  const events = eventsOf(value);
  expect(keysOf(events)).toEqual([expect.any(String)]);
  expect(keysOf(JSON.parse(JSON.stringify(events)) as WebhookEvent[])).toEqual(keysOf(events));
});

test("keys of long ids are short and still different", () => {
  const long = "x".repeat(1_000_000);
  const events = eventsOf({
    messages: [message(long), message(`${long}y`)],
    statuses: [
      { id: long, status: long },
      { id: long, status: `${long}y` },
    ],
  });
  const keys = keysOf(events);
  expect(distinct(keys)).toBe(4);
  for (const key of keys) expect(key?.length).toBeLessThan(300);
});
