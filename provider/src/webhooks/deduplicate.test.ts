import { deduplicate, eventKey, forget, memoryStore, type SeenStore } from "./deduplicate";
import type { OtherEvent } from "./events";
import { parseWebhook } from "./parse";
import { change, entry, failed, messageEvent, metaError, statusEvent, webhook } from "./testing/samples";

const other: OtherEvent = { kind: "other", wabaId: "1", field: "account_update", raw: {} };

test("a message is new once, and again after it was forgotten", async () => {
  const seen = memoryStore();
  const event = messageEvent("wamid.1");
  expect(await deduplicate([event], seen)).toEqual([event]);
  expect(await deduplicate([event], seen)).toEqual([]);
  await forget(event, seen);
  expect(await deduplicate([event], seen)).toEqual([event]);
});

test("statuses are told apart by message, status and recipient; what has no id is always new", async () => {
  const seen = memoryStore();
  const events = [
    messageEvent("wamid.1"),
    statusEvent("wamid.1", "sent"),
    statusEvent("wamid.1", "read"),
    statusEvent("wamid.1", "read", { recipientId: "2" }),
    statusEvent("wamid.2", "read"),
    other,
  ];
  expect(await deduplicate([...events, ...events], seen)).toEqual([...events, other]);
  expect(eventKey(other)).toBeUndefined();
  await expect(forget(other, seen)).resolves.toBeUndefined();
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
    statusEvent("wamid.1", "sent", { recipientId: "5511999998888" }),
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
  const seen = lateStore((key) => key.endsWith("3"));
  seen.keys.add("message:wamid.1");
  const events = ["wamid.1", "wamid.2", "wamid.3", "wamid.4"].map((id) => messageEvent(id));
  await expect(deduplicate(events, seen)).rejects.toThrow("the store is away");
  expect([...seen.keys]).toEqual(["message:wamid.1"]);
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
