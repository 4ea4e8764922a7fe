import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";
import { attributionMap } from "pulumi-whatsapp/webhooks";
import { openRedisStore, type RedisStore } from "../../examples/webhook-receiver/redis-store";
import { createWebhookServer, type WebhookServer } from "../../examples/webhook-receiver/server";
import { RedisServer, type Persistence } from "./redis-server";

const verifyToken = "only between us";
let redis: RedisServer;
let meta: Simulator;
let store: RedisStore;
let webhooks: WebhookServer;
let handled = 0;
let inHandler: () => void | Promise<void>;
const reported: string[] = [];

/** Resolves with the next problem that is reported. */
let onReport: () => void = () => undefined;
function nextReport(): Promise<void> {
  return new Promise((resolve) => (onReport = resolve));
}

async function start(persistence: Persistence): Promise<void> {
  redis = new RedisServer(persistence);
  await redis.start();
  handled = reported.length = 0;
  inHandler = () => undefined;
  const report = (problem: unknown): void => {
    reported.push(problem instanceof Error ? problem.message : String(problem));
    onReport();
  };
  store = await openRedisStore({ url: redis.url, commandTimeoutMs: 300, report });
  meta = await startSimulator();
  webhooks = createWebhookServer({
    appSecret: meta.appSecret,
    verifyToken,
    ads: attributionMap({ ads: [] }),
    store,
    handle: async () => {
      await inHandler();
      handled += 1;
    },
    report,
  });
  await once(webhooks.server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(webhooks.server.address() as AddressInfo).port}`;
  await meta.setWebhook({ url, verifyToken, retryAfterMs: [] });
}
afterEach(async () => {
  await webhooks.stop(0);
  store.close();
  await meta.close();
  await redis.close();
});

const message = { id: "wamid.1", from: "16505551234", timestamp: "1750269342", type: "text", text: { body: "Hi" } };
const payload = {
  object: "whatsapp_business_account",
  entry: [{ id: "1", changes: [{ field: "messages", value: { messaging_product: "whatsapp", messages: [message] } }] }],
};
async function deliver(): Promise<number | null | undefined> {
  return (await meta.deliver(payload))[0]?.status;
}

/** The store is connected again once a command goes through. */
async function reconnect(): Promise<void> {
  await redis.start();
  while (
    await Promise.resolve(store.claim("probe", 1000)).then(
      () => false,
      () => true,
    )
  ) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("without Redis, a delivery gets 500 and is handled later", async () => {
  await start("nothing");
  const lost = nextReport();
  await redis.kill();
  await lost;
  expect([await deliver(), await deliver(), handled]).toEqual([500, 500, 0]);
  // One line for the outage, and one for each delivery.
  expect(reported).toHaveLength(3);
  await reconnect();
  expect([await deliver(), handled]).toEqual([200, 1]);
});

test("with a silent Redis, a delivery gets 500 and leaves no claim", async () => {
  await start("nothing");
  redis.pause();
  expect([await deliver(), handled]).toEqual([500, 0]);
  expect(reported).toEqual(["Redis did not answer within 300 ms"]);
  redis.resume();
  expect([await deliver(), handled]).toEqual([200, 1]);
});

test.each<[Persistence, string, number, number]>([
  ["nothing", "a restart has lost the claim, so that a duplicate is handled again", 200, 2],
  ["everything", "the claim outlasts the restart, so that a duplicate waits for its end", 503, 1],
])("Redis dies while a message is handled, keeps %s: 200; %s", async (persistence, _what, status, runs) => {
  await start(persistence);
  const lost = nextReport();
  inHandler = async () => {
    await redis.kill();
    await lost;
  };
  expect([await deliver(), handled]).toEqual([200, 1]);
  inHandler = () => undefined;
  await reconnect();
  expect([await deliver(), handled]).toEqual([status, runs]);
});

test.each<[Persistence, string, number]>([
  ["nothing", "a restart has lost what is done, so that a duplicate is handled again", 2],
  ["everything", "what is done outlasts the restart", 1],
])("Redis dies after a message was handled and keeps %s: %s", async (persistence, _what, runs) => {
  await start(persistence);
  expect([await deliver(), handled]).toEqual([200, 1]);
  const lost = nextReport();
  await redis.kill();
  await lost;
  await reconnect();
  expect([await deliver(), handled]).toEqual([200, runs]);
});
