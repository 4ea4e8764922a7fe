import { createHmac } from "node:crypto";
import { once } from "node:events";
import { connect, type AddressInfo, type Socket } from "node:net";
import { attributionMap, eventKey, memoryStore, parseWebhook, type WebhookEvent } from "pulumi-whatsapp/webhooks";
import { createWebhookServer, type WebhookServer } from "./server";

const appSecret = "an-app-secret-for-tests";
const store = memoryStore();
let webhooks: WebhookServer;
let port: number;
let handle: (event: WebhookEvent) => void | Promise<void>;
const reported: unknown[] = [];
const sockets: Socket[] = [];

beforeEach(async () => {
  reported.length = sockets.length = 0;
  webhooks = createWebhookServer({
    appSecret,
    verifyToken: "a-verify-token-for-tests",
    ads: attributionMap({ ads: [] }),
    store,
    handle: (event) => handle(event),
    report: (problem) => reported.push(problem),
  });
  await once(webhooks.server.listen(0, "127.0.0.1"), "listening");
  port = (webhooks.server.address() as AddressInfo).port;
});
afterEach(async () => {
  await webhooks.stop(0);
  sockets.forEach((socket) => socket.destroy());
});

function bodyOf(...ids: readonly string[]): string {
  const messages = ids.map((id) => ({ id, from: "16505551234", type: "text", text: { body: "Hi" } }));
  const changes = [{ field: "messages", value: { messaging_product: "whatsapp", messages } }];
  return JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: "1", changes }] });
}

function deliver(body: string): Promise<number> {
  return fetch(`http://127.0.0.1:${port}`, {
    method: "POST",
    body,
    headers: { "x-hub-signature-256": `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}` },
  }).then(({ status }) => status);
}

function claimsOf(body: string) {
  return parseWebhook(body).events.map((event) => store.claim(eventKey(event) ?? "", 60_000));
}

/** Creates a handler that reports its start and finishes on `end`. */
function createHandler() {
  let end = (): void => undefined;
  let begin = (): void => undefined;
  const started = new Promise<void>((resolve) => (begin = resolve));
  const ended = new Promise<void>((resolve) => (end = resolve));
  const handled: WebhookEvent[] = [];
  handle = async (event) => {
    begin();
    await ended;
    handled.push(event);
  };
  return { started, end, handled };
}

async function open(text: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  sockets.push(socket);
  // Being cut off may be a reset.
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write(text);
  return socket;
}

function closeOf(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => void socket.resume().once("close", resolve));
}

const head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n";

test("a running handler finishes, and its delivery gets 200", async () => {
  const { started, end, handled } = createHandler();
  const body = bodyOf("wamid.ends");
  const response = deliver(body);
  await started;
  const stopped = webhooks.stop(60_000);
  end();
  expect([await response, await stopped, handled.length]).toEqual([200, true, 1]);
  expect(claimsOf(body)).toEqual(["done"]);
  await expect(deliver(body)).rejects.toThrow("fetch failed");
});

test("releases unhandled events after the grace period, and responds with 500", async () => {
  const { started, handled } = createHandler();
  const body = bodyOf("wamid.hangs", "wamid.waits");
  const response = deliver(body);
  await started;
  expect(await webhooks.stop(10)).toBe(false);
  expect([await response, handled.length]).toEqual([500, 0]);
  expect(reported).toEqual([new Error("the server is stopping"), new Error("the server is stopping")]);
  expect(claimsOf(body)).toEqual(["claimed", "claimed"]);
});

test("a second signal ends the grace period at once", async () => {
  const { started } = createHandler();
  const response = deliver(bodyOf("wamid.hangs-again"));
  await started;
  const now = new AbortController();
  const stopped = webhooks.stop(600_000, now.signal);
  now.abort();
  expect([await stopped, await response]).toEqual([false, 500]);
});

test.each<[string, string, number]>([
  ["never sends its head", "", 600_000],
  ["sends half of its head", "POST / HTTP/1.1\r\nHost: x\r\nContent-", 10],
  ["sends half of its body", `${head}ab`, 10],
])("does not wait for a client that %s", async (_what, text, graceMs) => {
  const closed = closeOf(await open(text));
  // So that the server has read what the client sent.
  await fetch(`http://127.0.0.1:${port}`);
  expect(await webhooks.stop(graceMs)).toBe(true);
  await closed;
  expect(reported).toEqual([]);
});

test("closes an idle connection at once", async () => {
  const socket = await open("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await once(socket, "data");
  expect(await webhooks.stop(600_000)).toBe(true);
  await closeOf(socket);
});

test("closes a connection after its response", async () => {
  const { started, end } = createHandler();
  const body = bodyOf("wamid.kept");
  const response = deliver(body);
  await started;
  const stopped = webhooks.stop(600_000);
  end();
  expect([await response, await stopped]).toEqual([200, true]);
});

test.each<[string, string]>([
  ["never sends its head", ""],
  ["sends half of its head", "POST / HTTP/1.1\r\nHost: x\r\nContent-"],
  ["never ends its body", `${head}ab`],
])("a client that %s is disconnected while the server runs", async (_what, text) => {
  webhooks.server.headersTimeout = webhooks.server.requestTimeout = 20;
  await closeOf(await open(text));
  expect(reported).toEqual([]);
});

test("limits a request to 10 seconds for headers and 30 in total", () => {
  const { headersTimeout, requestTimeout } = webhooks.server;
  expect([headersTimeout, requestTimeout]).toEqual([10_000, 30_000]);
});

test("reports nothing when a client disconnects in the middle of its body", async () => {
  const socket = await open(`${head}ab`);
  await fetch(`http://127.0.0.1:${port}`);
  socket.destroy();
  expect(await webhooks.stop(600_000)).toBe(true);
  expect(reported).toEqual([]);
});

test("handles and confirms the event when Meta closes the connection early", async () => {
  const { started, end, handled } = createHandler();
  const body = bodyOf("wamid.impatient");
  const controller = new AbortController();
  const signature = `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
  const request = fetch(`http://127.0.0.1:${port}`, {
    method: "POST",
    body,
    headers: { "x-hub-signature-256": signature },
    signal: controller.signal,
  });
  await started;
  controller.abort();
  await expect(request).rejects.toThrow("aborted");
  expect(await deliver(body)).toBe(503);
  end();
  expect(await webhooks.stop(600_000)).toBe(true);
  expect([handled.length, claimsOf(body)]).toEqual([1, ["done"]]);
});

test("cuts off an endless body and continues to serve", async () => {
  handle = () => undefined;
  const socket = await open("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  const chunk = `100000\r\n${"x".repeat(0x100000)}\r\n`;
  const send = (): void => {
    while (socket.writable && socket.write(chunk));
  };
  socket.on("drain", send);
  send();
  await closeOf(socket);
  expect(await deliver(bodyOf("wamid.after-the-flood"))).toBe(200);
});
