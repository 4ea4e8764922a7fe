import { createClient } from "@redis/client";
import { memoryStore, type DeduplicationStore } from "pulumi-whatsapp/webhooks";
import { openRedisStore, type RedisStore } from "../../examples/webhook-receiver/redis-store";
import { RedisServer } from "./redis-server";

const redis = new RedisServer();
const openStores: RedisStore[] = [];
async function openStore(options: { readonly prefix?: string; readonly doneTtlMs?: number } = {}) {
  const store = await openRedisStore({ url: redis.url, report: () => undefined, ...options });
  openStores.push(store);
  return store;
}

async function connectClient() {
  return createClient({ url: redis.url }).connect();
}
let client: Awaited<ReturnType<typeof connectClient>>;

beforeAll(async () => {
  await redis.start();
  client = await connectClient();
});
beforeEach(() => client.flushAll());
afterEach(() => openStores.splice(0).forEach((store) => store.close()));
afterAll(async () => {
  client.destroy();
  await redis.close();
});

const minute = 60_000;

describe.each<[string, () => DeduplicationStore | Promise<DeduplicationStore>]>([
  ["memory", () => memoryStore()],
  ["Redis", () => openStore()],
])("the store in %s", (_where, open) => {
  test("claims a key once, and never again after its confirmation", async () => {
    const store = await open();
    expect(await store.claim("a", minute, "one")).toBe("claimed");
    expect(await store.claim("a", minute, "one")).toBe("in_progress");
    await store.confirm("a");
    expect(await store.claim("a", minute, "two")).toBe("done");
    await store.release("a", "one");
    await store.release("a");
    expect(await store.claim("a", minute, "two")).toBe("done");
  });

  test("confirms a key without a claim or after its end", async () => {
    const store = await open();
    await store.confirm("a");
    expect(await store.claim("a", minute)).toBe("done");
  });

  test("releases a claim by its id, or without an id", async () => {
    const store = await open();
    await store.claim("a", minute, "one");
    await store.release("a", "two");
    expect(await store.claim("a", minute)).toBe("in_progress");
    await store.release("a", "one");
    expect(await store.claim("a", minute)).toBe("claimed");
    await store.release("a");
    expect(await store.claim("a", minute)).toBe("claimed");
    await store.release("unknown", "one");
  });

  test("accepts one of many concurrent claims", async () => {
    const store = await open();
    const results = await Promise.all(Array.from({ length: 50 }, async (_, i) => store.claim("a", minute, String(i))));
    expect(results.filter((result) => result === "claimed")).toHaveLength(1);
    expect(results.filter((result) => result === "in_progress")).toHaveLength(49);
  });

  test("separates keys with any content", async () => {
    const store = await open();
    for (const key of ["", " ", "a b", "a:b", "\r\n", "ä", "😀", "*", "x".repeat(100_000)]) {
      expect([key.slice(0, 9), await store.claim(key, minute)]).toEqual([key.slice(0, 9), "claimed"]);
    }
  });
});

test("workers with the same Redis server share claims", async () => {
  const stores = await Promise.all([openStore(), openStore(), openStore()]);
  const results = await Promise.all(stores.map(async (store, i) => store.claim("a", minute, String(i))));
  expect([...results].sort()).toEqual(["claimed", "in_progress", "in_progress"]);
  const [first, second, third] = stores;
  await second.release("a", String(results.indexOf("claimed")));
  expect(await third.claim("a", minute)).toBe("claimed");
  await first.confirm("a");
  expect(await second.claim("a", minute)).toBe("done");
});

test("a claim expires in Redis, and its id releases no later claim", async () => {
  const store = await openStore();
  expect(await store.claim("a", 30, "one")).toBe("claimed");
  while ((await store.claim("a", minute, "two")) !== "claimed");
  await store.release("a", "one");
  expect(await store.claim("a", minute)).toBe("in_progress");
});

test("keys expire after the claim's time, or seven days when done", async () => {
  const store = await openStore();
  await store.claim("a", minute);
  const ttls = [await client.pTTL("whatsapp:a")];
  await store.confirm("a");
  ttls.push(await client.pTTL("whatsapp:a"));
  const other = await openStore({ prefix: "other:", doneTtlMs: 5000 });
  expect(await other.claim("a", minute)).toBe("claimed");
  await other.confirm("a");
  ttls.push(await client.pTTL("other:a"));
  const sevenDaysMs = 7 * 24 * 3_600_000;
  [minute, sevenDaysMs, 5000].forEach((ttl, i) => {
    expect(ttls[i]).toBeLessThanOrEqual(ttl);
    expect(ttls[i]).toBeGreaterThan(ttl - 5000);
  });
});
