import { once } from "node:events";
import { connect, type AddressInfo } from "node:net";
import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";
import {
  attributionMap,
  memoryStore,
  type DeduplicationStore,
  type MemoryStore,
  type WebhookEvent,
} from "pulumi-whatsapp/webhooks";
import { createWebhookServer, type WebhookServer } from "../../examples/webhook-receiver/server";
import { bareRow } from "./support/row";

const verifyToken = "only between us";
const claimsMs = 5 * 60_000;
let nowMs = 0;
let meta: Simulator;
let store: MemoryStore;
const receivers: WebhookServer[] = [];
const handled: string[] = [];
const reported: unknown[] = [];
let inHandler: (id: string) => void | Promise<void>;

beforeEach(async () => {
  nowMs = handled.length = reported.length = 0;
  inHandler = () => undefined;
  store = memoryStore({ now: () => nowMs });
  meta = await startSimulator();
});
afterEach(async () => {
  await Promise.all(receivers.splice(0).map(({ stop }) => stop(0)));
  await meta.close();
});

/** Starts a receiver for further deliveries; several share the store. */
async function startReceiver(own: DeduplicationStore = store): Promise<WebhookServer> {
  const idOf = (event: WebhookEvent): string => (event.kind === "message" ? event.message.id : event.kind);
  const receiver = createWebhookServer({
    appSecret: meta.appSecret,
    verifyToken,
    ads: attributionMap({ ads: [] }),
    store: own,
    handle: async (event) => {
      await inHandler(idOf(event));
      handled.push(idOf(event));
      JSON.stringify(event);
    },
    report: (problem) => reported.push(problem),
  });
  receivers.push(receiver);
  await once(receiver.server.listen(0, "127.0.0.1"), "listening");
  const { port } = receiver.server.address() as AddressInfo;
  await meta.setWebhook({ url: `http://127.0.0.1:${port}`, verifyToken, retryAfterMs: [] });
  return receiver;
}

function payloadOf(...ids: readonly string[]) {
  const messages = ids.map((id) => ({ id, from: "16505551234", type: "text", text: { body: "Hi" } }));
  const changes = [{ field: "messages", value: { messaging_product: "whatsapp", messages } }];
  return { object: "whatsapp_business_account", entry: [{ id: "1", changes }] };
}
/** Delivers messages; returns the HTTP status, null without a response. */
async function deliver(...ids: readonly string[]): Promise<number | null | undefined> {
  return (await meta.deliver(payloadOf(...ids)))[0]?.status;
}

/** Sets a handler that waits for `end`; `started` resolves when it is called. */
function createHandler(held = "wamid.1") {
  let [start, end] = [(): void => undefined, (): void => undefined];
  const started = new Promise<void>((resolve) => (start = resolve));
  const ended = new Promise<void>((resolve) => (end = resolve));
  inHandler = async (id) => {
    if (id !== held) return;
    start();
    await ended;
  };
  return { started, end };
}

bareRow("120", "another receiver handles the event of a dead one after its claim", async () => {
  const { started } = createHandler();
  const dying = await startReceiver();
  const lost = deliver("wamid.1");
  await started;
  dying.server.closeAllConnections();
  expect(await lost).toBe(null);
  inHandler = () => undefined;
  await startReceiver();
  expect(await deliver("wamid.1", "wamid.2")).toBe(503);
  nowMs = claimsMs;
  expect([await deliver("wamid.1", "wamid.2"), handled]).toEqual([200, ["wamid.2", "wamid.1"]]);
});

bareRow("121", "a duplicate gets 503 during handling and 200 afterwards", async () => {
  const { started, end } = createHandler();
  await startReceiver();
  const first = deliver("wamid.1");
  await started;
  expect(await deliver("wamid.1")).toBe(503);
  end();
  expect([await first, await deliver("wamid.1"), handled]).toEqual([200, 200, ["wamid.1"]]);
});

bareRow("122", "only the event whose handler failed is delivered again", async () => {
  inHandler = (id) => {
    if (id === "wamid.2") throw new Error("the table is locked");
  };
  await startReceiver();
  const ids = ["wamid.1", "wamid.2", "wamid.3"];
  expect([await deliver(...ids), handled]).toEqual([500, ["wamid.1", "wamid.3"]]);
  inHandler = () => undefined;
  expect([await deliver(...ids), handled]).toEqual([200, ["wamid.1", "wamid.3", "wamid.2"]]);
});

bareRow("123", "an unavailable store handles nothing, afterwards each event once", async () => {
  let isDown = true;
  const failing: DeduplicationStore = {
    ...store,
    claim: async (key, ttlMs, id) => {
      const result = store.claim(key, ttlMs, id);
      if (isDown && key.includes("wamid.2")) throw new Error("the store is away");
      return Promise.resolve(result);
    },
  };
  await startReceiver(failing);
  expect([await deliver("wamid.1", "wamid.2"), handled, reported]).toEqual([500, [], [new Error("the store is away")]]);
  isDown = false;
  expect([await deliver("wamid.1", "wamid.2"), handled]).toEqual([200, ["wamid.1", "wamid.2"]]);
});

bareRow("124", "an unconfirmed event is handled again after its claim ends", async () => {
  let isDown = true;
  await startReceiver({
    ...store,
    confirm: (key) => {
      if (isDown) throw new Error("the store is away");
      store.confirm(key);
    },
  });
  expect([await deliver("wamid.1"), handled]).toEqual([200, ["wamid.1"]]);
  isDown = false;
  expect(await deliver("wamid.1")).toBe(503);
  nowMs = claimsMs;
  expect([await deliver("wamid.1"), await deliver("wamid.1"), handled]).toEqual([200, 200, ["wamid.1", "wamid.1"]]);
});

bareRow("125", "an event beyond the memory limit gets 500 and is handled later", async () => {
  const { started, end } = createHandler();
  await startReceiver(memoryStore({ maxBytes: 900 }));
  const first = deliver("wamid.1");
  await started;
  expect([await deliver("wamid.2"), await deliver("wamid.1")]).toEqual([500, 503]);
  end();
  expect([await first, await deliver("wamid.2"), handled]).toEqual([200, 200, ["wamid.1", "wamid.2"]]);
});

bareRow("126", "a stopped receiver keeps handled events, and the next handles the rest", async () => {
  const { started } = createHandler("wamid.2");
  const stopping = await startReceiver();
  const ids = ["wamid.1", "wamid.2", "wamid.3"];
  const response = deliver(...ids);
  await started;
  expect([await stopping.stop(10), await response, handled]).toEqual([false, 500, ["wamid.1"]]);
  inHandler = () => undefined;
  await startReceiver();
  expect([await deliver(...ids), handled]).toEqual([200, ids]);
});

bareRow("127", "silent and slow clients do not delay the shutdown", async () => {
  const { server, stop } = await startReceiver();
  const head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n";
  const closed = ["", head, `${head}\r\nab`].map(async (text) => {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    socket.on("error", () => undefined).write(text);
    await new Promise((resolve) => socket.resume().once("close", resolve));
  });
  expect(await deliver("wamid.1")).toBe(200);
  expect(await stop(10)).toBe(true);
  await Promise.all(closed);
});

bareRow("128", "a message nested 1,500 levels deep is handled and reported", async () => {
  await startReceiver();
  let text: object = {};
  for (let level = 0; level < 1_500; level += 1) text = { a: text };
  const payload = payloadOf("wamid.1");
  const [entry] = payload.entry;
  Object.assign(entry?.changes[0]?.value.messages[0] ?? {}, { text });
  const [delivery] = await meta.deliver(JSON.parse(JSON.stringify(payload)) as ReturnType<typeof payloadOf>);
  expect([delivery?.status, handled]).toEqual([200, ["wamid.1"]]);
  expect(reported).toContainEqual({
    path: "body",
    reason: "is nested deeper than 100 levels; deeper values were replaced by null",
  });
});
