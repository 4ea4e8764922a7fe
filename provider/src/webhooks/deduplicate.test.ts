import { confirmHandled, releaseClaim } from "./claims";
import { deduplicate } from "./deduplicate";
import type { DeduplicationStore } from "./deduplication-store";
import { eventKey } from "./event-key";
import type { OtherEvent, StatusEvent, WebhookEvent } from "./events";
import { memoryStore } from "./memory-store";
import { parseWebhook } from "./parse";
import { bodyOf, message, messageEvent, metaError, statusEvent } from "./testing/samples";

const other: OtherEvent = { kind: "other", wabaId: "1", field: "account_update", raw: {} };

function placeholderOf(id: string) {
  return parseWebhook(bodyOf(message(id, { type: "unsupported", errors: [metaError(131060)] }))).events;
}

function keyOf(event: WebhookEvent): string {
  return eventKey(event) ?? "";
}

/** The first event to handle, which there must be. */
async function claimOne(event: WebhookEvent, store: DeduplicationStore, claimTtlMs = 300_000): Promise<WebhookEvent> {
  const { events } = await deduplicate([event], store, { claimTtlMs });
  const [claimed] = events;
  if (claimed === undefined) throw new Error("not claimed");
  return claimed;
}

test.each<[string, WebhookEvent]>([
  ["a message", messageEvent("wamid.1")],
  ["a status", statusEvent("wamid.1", "read")],
])("%s is in progress until it is confirmed, then done", async (_what, event) => {
  const store = memoryStore();
  const claimed = await claimOne(event, store);
  expect(claimed).toMatchObject(event);
  expect(await deduplicate([event], store)).toEqual({ events: [], duplicates: 0, inProgress: 1 });
  await confirmHandled(claimed, store);
  expect(await deduplicate([event], store)).toEqual({ events: [], duplicates: 1, inProgress: 0 });
});

test("the next delivery claims a released event", async () => {
  const store = memoryStore();
  const event = messageEvent("wamid.1");
  await releaseClaim(await claimOne(event, store), store);
  await claimOne(event, store);
});

test("returns an unconfirmed event again when its claim ends", async () => {
  let nowMs = 0;
  const store = memoryStore({ now: () => nowMs });
  await claimOne(messageEvent("wamid.1"), store, 1000);
  nowMs = 999;
  expect(await deduplicate([messageEvent("wamid.1")], store)).toMatchObject({ events: [], inProgress: 1 });
  nowMs = 1000;
  await claimOne(messageEvent("wamid.1"), store);
});

test("by default a claim ends after five minutes", async () => {
  const ttls: number[] = [];
  const store: DeduplicationStore = {
    claim: (_key, ttlMs) => (ttls.push(ttlMs), "claimed"),
    confirm: () => undefined,
    release: () => undefined,
  };
  await deduplicate([messageEvent("wamid.1")], store);
  await deduplicate([messageEvent("wamid.1")], store, { claimTtlMs: 12 * 3_600_000 });
  expect(ttls).toEqual([300_000, 43_200_000]);
});

test.each([
  [0, "must be a positive integer"],
  [1.5, "must be a positive integer"],
  [Number.NaN, "must be a positive integer"],
  [12 * 3_600_000 + 1, "must be at most 43200000"],
])("rejects claimTtlMs %d before any claim", async (claimTtlMs, reason) => {
  const store = memoryStore();
  await expect(deduplicate([messageEvent("wamid.1")], store, { claimTtlMs })).rejects.toThrow(`claimTtlMs: ${reason}`);
  await claimOne(messageEvent("wamid.1"), store);
});

test("separates the done, claimed and new events of a delivery", async () => {
  const store = memoryStore();
  const [done, busy, fresh] = ["wamid.done", "wamid.busy", "wamid.new"].map((id) => messageEvent(id));
  if (done === undefined || busy === undefined || fresh === undefined) throw new Error("no events");
  await confirmHandled(await claimOne(done, store), store);
  await claimOne(busy, store);
  const { events, ...counts } = await deduplicate([done, busy, other, fresh], store);
  expect(events).toMatchObject([other, fresh]);
  expect(counts).toEqual({ duplicates: 1, inProgress: 1 });
});

test("counts an event that a delivery repeats as a duplicate", async () => {
  const { events, ...counts } = await deduplicate(
    [messageEvent("wamid.1"), messageEvent("wamid.1"), messageEvent("wamid.2")],
    memoryStore(),
  );
  expect(events).toMatchObject([{ message: { id: "wamid.1" } }, { message: { id: "wamid.2" } }]);
  expect(counts).toEqual({ duplicates: 1, inProgress: 0 });
});

test("claims, confirms and releases nothing for events without a key", async () => {
  const keys: string[] = [];
  const memory = memoryStore();
  const store: DeduplicationStore = {
    ...memory,
    claim: (key, ttlMs, id) => (keys.push(key), memory.claim(key, ttlMs, id)),
  };
  const events = [other, ...placeholderOf("wamid.1")];
  expect((await deduplicate(events, store)).events).toEqual(events);
  for (const event of events) {
    await confirmHandled(event, store);
    await releaseClaim(event, store);
  }
  expect((await deduplicate(events, store)).events).toEqual(events);
  await claimOne(messageEvent("wamid.1"), store);
  expect(keys).toEqual([keyOf(messageEvent("wamid.1"))]);
});

test("confirms and releases an event that was serialized to JSON", async () => {
  const throughJson = (event: WebhookEvent) => JSON.parse(JSON.stringify(event)) as WebhookEvent;
  const store = memoryStore();
  for (const event of [messageEvent("wamid.1", { timestamp: new Date(0) }), statusEvent("wamid.1", "read")]) {
    await releaseClaim(throughJson(await claimOne(event, store)), store);
    await confirmHandled(throughJson(await claimOne(event, store)), store);
    expect(await deduplicate([event], store)).toMatchObject({ events: [], duplicates: 1 });
  }
});

describe("a handler that is slower than its claim", () => {
  const event = messageEvent("wamid.1");

  async function claimTwice() {
    let nowMs = 0;
    const store = memoryStore({ now: () => nowMs });
    const slow = await claimOne(event, store, 1000);
    nowMs = 1000;
    return { store, slow, second: await claimOne(event, store, 1000) };
  }

  test("does not release the claim of the next worker", async () => {
    const { store, slow, second } = await claimTwice();
    await releaseClaim(slow, store);
    expect(await deduplicate([event], store)).toMatchObject({ events: [], inProgress: 1 });
    await releaseClaim(second, store);
    await claimOne(event, store);
  });

  test("marks the event as done, despite the next worker's failure", async () => {
    const { store, slow, second } = await claimTwice();
    await confirmHandled(slow, store);
    await releaseClaim(second, store);
    expect(await deduplicate([event], store)).toMatchObject({ events: [], duplicates: 1 });
  });

  test("marks the event as done without another claim", async () => {
    let nowMs = 0;
    const store = memoryStore({ now: () => nowMs });
    const slow = await claimOne(event, store, 1000);
    nowMs = 5000;
    await confirmHandled(slow, store);
    expect(await deduplicate([event], store)).toMatchObject({ events: [], duplicates: 1 });
  });
});

/** Creates a store like Redis, with late results. Fails for some keys, if `isLate` after it recorded them. */
function remoteStore(isFailing: (key: string) => boolean = () => false, isLate = false) {
  const store = memoryStore();
  const claim: DeduplicationStore["claim"] = (key, ttlMs, id) => {
    const fails = isFailing(key);
    const result = fails && !isLate ? "in_progress" : store.claim(key, ttlMs, id);
    return fails ? Promise.reject(new Error("the store is away")) : Promise.resolve(result);
  };
  return {
    ...store,
    claim,
    confirm: async (key: string) => {
      await Promise.resolve();
      store.confirm(key);
    },
    release: async (key: string, id?: string) => {
      await Promise.resolve();
      store.release(key, id);
    },
  };
}

test.each([
  ["in memory", () => memoryStore()],
  ["elsewhere", () => remoteStore()],
])("gives the event to one of concurrent deliveries, with a store %s", async (_where, create) => {
  const store = create();
  const event = messageEvent("wamid.1");
  const all = await Promise.all(Array.from({ length: 20 }, () => deduplicate([event, event], store)));
  expect(all.flatMap(({ events }) => events)).toHaveLength(1);
  expect(all.reduce((sum, { inProgress }) => sum + inProgress, 0)).toBe(38);
});

test.each([
  ["before it kept the claim", false],
  ["after it kept the claim, so that the response was lost", true],
])("leaves no event claimed when the store fails %s", async (_when, isLate) => {
  let isDown = true;
  const store = remoteStore((key) => isDown && key.includes("wamid.3"), isLate);
  const events = ["wamid.1", "wamid.2", "wamid.3", "wamid.4"].map((id) => messageEvent(id));
  await store.confirm(keyOf(messageEvent("wamid.1")));
  await expect(deduplicate(events, store)).rejects.toThrow("the store is away");
  isDown = false;
  expect(await deduplicate(events, store)).toMatchObject({ events: events.slice(1), duplicates: 1, inProgress: 0 });
});

test("rethrows the first failure of a store that also fails to release", async () => {
  const store: DeduplicationStore = {
    claim: () => {
      throw new Error("claim: the store is away");
    },
    confirm: () => undefined,
    release: () => Promise.reject(new Error("release: the store is away")),
  };
  await expect(deduplicate([messageEvent("wamid.1")], store)).rejects.toThrow("claim: the store is away");
});

test.each([true, false, undefined, "OK", "DONE", null])("rejects a store whose claim returns %p", async (result) => {
  const released: string[] = [];
  const store = {
    claim: () => result,
    confirm: () => undefined,
    release: (key: string) => released.push(key),
  } as unknown as DeduplicationStore;
  await expect(deduplicate([messageEvent("wamid.1")], store)).rejects.toThrow(
    `The store's claim returned ${String(result)}: it must return "claimed", "in_progress" or "done"`,
  );
  expect(released).toEqual([keyOf(messageEvent("wamid.1"))]);
});

test("works with a store that ignores claim ids", async () => {
  const states = new Map<string, "in_progress" | "done">();
  const store: DeduplicationStore = {
    claim: (key) => {
      const state = states.get(key) ?? "claimed";
      if (state === "claimed") states.set(key, "in_progress");
      return state;
    },
    confirm: (key) => states.set(key, "done"),
    release: (key) => states.delete(key),
  };
  const event: StatusEvent = statusEvent("wamid.1", "read");
  await releaseClaim(await claimOne(event, store), store);
  await confirmHandled(await claimOne(event, store), store);
  expect(await deduplicate([event], store)).toEqual({ events: [], duplicates: 1, inProgress: 0 });
});

test("does not call the store for an event without a key", async () => {
  const store: DeduplicationStore = {
    claim: () => Promise.reject(new Error("asked")),
    confirm: () => Promise.reject(new Error("asked")),
    release: () => Promise.reject(new Error("asked")),
  };
  await confirmHandled(other, store);
  await releaseClaim(other, store);
});
