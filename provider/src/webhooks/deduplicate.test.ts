import { deduplicate, eventKey, forget, memoryStore, type SeenStore } from "./deduplicate";
import type { OtherEvent } from "./events";
import { parseWebhook } from "./parse";
import { change, entry, failed, message, messageEvent, metaError, webhook } from "./testing/samples";

const other: OtherEvent = { kind: "other", wabaId: "1", field: "account_update", raw: {} };

test("a message is new once, and again after it was forgotten", async () => {
  const seen = memoryStore();
  const event = messageEvent("wamid.1");
  expect(await deduplicate([event], seen)).toEqual([event]);
  expect(await deduplicate([event], seen)).toEqual([]);
  await forget(event, seen);
  expect(await deduplicate([event], seen)).toEqual([event]);
});

/** The events of a change, as they come from Meta. */
const eventsOf = (value: object) => parseWebhook(JSON.stringify(webhook(entry(change(value))))).events;

test("statuses are different by message, status and recipient; what has no id is always new", async () => {
  const seen = memoryStore();
  const status = { id: "wamid.1", status: "read", recipient_id: "1" };
  const events = [
    messageEvent("wamid.1"),
    ...eventsOf({
      statuses: [{ ...status, status: "sent" }, status, { ...status, recipient_id: "2" }, { ...status, id: "wamid.2" }],
    }),
    other,
  ];
  expect(await deduplicate([...events, ...events], seen)).toEqual([...events, other]);
  expect(eventKey(other)).toBeUndefined();
  await expect(forget(other, seen)).resolves.toBeUndefined();
});

const read = { id: "wamid.G", status: "read", timestamp: "1770000000" };
const inGroup = { ...read, recipient_id: "120363000000000001", recipient_type: "group" };
const payment = (transaction: object, more: object = {}) => ({
  ...read,
  type: "payment",
  status: "failed",
  recipient_id: "919900000001",
  payment: { reference_id: "order-1", amount: { value: 100, offset: 100 }, currency: "INR", transaction },
  ...more,
});

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
])("statuses of %s are different, and each is its own repetition", async (_what, pair) => {
  const seen = memoryStore();
  const counts: number[] = [];
  for (const status of [...pair, ...pair])
    counts.push((await deduplicate(eventsOf({ statuses: [status] }), seen)).length);
  expect(counts).toEqual([1, 1, 0, 0]);
});

test.each<[string, object, object]>([
  ["people of a group", { from_user_id: "BR.1", group_id: "g" }, { from_user_id: "BR.2", group_id: "g" }],
  ["people without a number", { from: undefined, from_user_id: "BR.1" }, { from: undefined, from_user_id: "BR.2" }],
  ["types", { type: "unsupported", errors: [metaError(131051)] }, { type: "text" }],
])("messages of different %s are different, also under one id", async (_what, one, other) => {
  const seen = memoryStore();
  const events = [one, other].flatMap((more) => eventsOf({ messages: [message("wamid.1", more)] }));
  expect(await deduplicate([...events, ...events], seen)).toEqual(events);
});

test("what two business numbers hear of one group is two things", async () => {
  const at = (phone_number_id: string) => ({
    metadata: { phone_number_id },
    messages: [message("wamid.1", { group_id: "g" })],
    statuses: [inGroup],
  });
  const events = [...eventsOf(at("1")), ...eventsOf(at("2"))];
  expect(await deduplicate([...events, ...events], memoryStore())).toEqual(events);
});

test("a placeholder is new each time, and the real message with its id is new after it", async () => {
  const seen = memoryStore();
  const errors = [metaError(131060, "This message is currently unavailable.")];
  const [placeholder] = eventsOf({ messages: [message("wamid.1", { type: "unsupported", errors })] });
  const [real] = eventsOf({ messages: [message("wamid.1")] });
  if (placeholder === undefined || real === undefined) throw new Error("no events");
  for (const [event, count] of [
    [placeholder, 1],
    [placeholder, 1],
    [real, 1],
    [real, 0],
    [placeholder, 1],
  ] as const)
    expect(await deduplicate([event], seen)).toHaveLength(count);
  expect(eventKey(placeholder)).toBeUndefined();
});

test("a status that is nested too deeply for JSON counts as new", async () => {
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  const body = JSON.stringify(webhook(entry(change({ statuses: [{ ...read, pricing: "DEEP" }] }))));
  const { events } = parseWebhook(body.replace('"DEEP"', deep));
  expect(await deduplicate([...events, ...events], memoryStore())).toHaveLength(2);
});

test("a failure is told apart from what was sent, and from another failure of the same message", async () => {
  const seen = memoryStore();
  const failure = (...codes: readonly unknown[]) =>
    JSON.stringify(
      webhook(
        entry(
          change({
            statuses: [
              failed(
                "wamid.1",
                codes.map((code) => metaError(code)),
              ),
            ],
          }),
        ),
      ),
    );
  const events = [
    ...eventsOf({ statuses: [{ id: "wamid.1", status: "sent", recipient_id: "5511999998888" }] }),
    ...[failure(), failure(2046), failure(2047), failure(2046, 2047)].flatMap((body) => parseWebhook(body).events),
  ];
  expect(events).toHaveLength(5);
  expect(await deduplicate([...events, ...events], seen)).toEqual(events);
});

test("an error that belongs to no message is always new", async () => {
  const { events } = parseWebhook(JSON.stringify(webhook(entry(change({ errors: [metaError(130429)] })))));
  expect(events).toMatchObject([{ kind: "error" }]);
  expect(await deduplicate([...events, ...events], memoryStore())).toEqual([...events, ...events]);
});

/** As Redis would be: an answer comes later, the first sight is decided when it is asked. */
function lateStore(failing: (key: string) => boolean = () => false): SeenStore & { readonly keys: Set<string> } {
  const keys = new Set<string>();
  return {
    keys,
    add: (key) => {
      if (failing(key)) return Promise.reject(new Error("the store is away"));
      const isFirst = !keys.has(key);
      keys.add(key);
      return Promise.resolve(isFirst);
    },
    forget: (key) => Promise.resolve(keys.delete(key)),
  };
}

test.each([
  ["in memory", memoryStore()],
  ["elsewhere", lateStore()],
])("of deliveries at once one is the first, with a store %s", async (_where, seen) => {
  const event = messageEvent("wamid.1");
  const deliveries = await Promise.all(Array.from({ length: 20 }, () => deduplicate([event, event], seen)));
  expect(deliveries.flat()).toEqual([event]);
});

test("when the store fails nothing counts as seen, so that Meta's next delivery loses nothing", async () => {
  const seen = lateStore((key) => key.includes("wamid.3"));
  const events = ["wamid.1", "wamid.2", "wamid.3", "wamid.4"].map((id) => messageEvent(id));
  const [before] = events.map((event) => eventKey(event) ?? "");
  seen.keys.add(before ?? "");
  await expect(deduplicate(events, seen)).rejects.toThrow("the store is away");
  expect([...seen.keys]).toEqual([before]);
});

test("the memory is bounded: the oldest make room", () => {
  const seen = memoryStore({ maxKeys: 3 });
  for (const key of ["a", "b", "c", "d"]) expect(seen.add(key)).toBe(true);
  expect(["b", "c", "d"].map((key) => seen.add(key))).toEqual([false, false, false]);
  expect(seen.add("a")).toBe(true);
  expect(seen.add("b")).toBe(true);
});

test("a key is kept for its age, counted from the first sight", () => {
  let nowMs = 1_000_000;
  const seen = memoryStore({ maxAgeMs: 1000, now: () => nowMs });
  expect(seen.add("a")).toBe(true);
  nowMs += 999;
  expect(seen.add("a")).toBe(false);
  nowMs += 1;
  expect(seen.add("a")).toBe(true);
  nowMs -= 5000;
  expect(seen.add("a")).toBe(false);
});

test("by default seven days are kept", () => {
  let nowMs = 0;
  const seen = memoryStore({ now: () => nowMs });
  expect(seen.add("a")).toBe(true);
  nowMs = 7 * 24 * 3600 * 1000 - 1;
  expect(seen.add("a")).toBe(false);
  nowMs += 1;
  expect(seen.add("a")).toBe(true);
});

test("limits that make no sense are refused, all at once", () => {
  expect(() => memoryStore({ maxKeys: 0, maxAgeMs: 1.5 })).toThrow(
    "maxKeys: must be a positive integer\nmaxAgeMs: must be a positive integer",
  );
});
