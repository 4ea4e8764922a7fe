import { createHmac } from "node:crypto";
import { startSimulator, type JsonObject, type Simulator, type Webhook } from "../index";
import { greeting } from "../testing/client";
import { dataOf, sendHttp, jsonBody } from "../testing/http";
import { startReceiver, type ReceivedWebhook, type Receiver } from "../testing/receiver";

let simulator: Simulator;
let target: Receiver;

beforeEach(async () => {
  simulator = await startSimulator();
  target = await startReceiver();
});
afterEach(async () => {
  await simulator.close();
  await target.close();
});

const verifyToken = "only between us";

function subscribe(changes: Partial<Webhook> = {}): Promise<void> {
  return simulator.setWebhook({ url: target.url, verifyToken, retryAfterMs: [], ...changes });
}

function addAdWith(text: string): string {
  return simulator.addAd({ sequenceId: simulator.addSequence({ name: "a", content: { ...greeting, text } }) }).adId;
}

function isSigned({ headers, bytes }: ReceivedWebhook, secret = simulator.appSecret): boolean {
  return headers["x-hub-signature-256"] === `sha256=${createHmac("sha256", secret).update(bytes).digest("hex")}`;
}

function payload(id: string): JsonObject {
  return {
    object: "whatsapp_business_account",
    entry: [
      { id: "1", changes: [{ value: { messaging_product: "whatsapp", messages: [{ id }] }, field: "messages" }] },
    ],
  };
}

test("a subscription starts with the handshake", async () => {
  await subscribe();
  expect(target.handshakes).toEqual([
    {
      "hub.mode": "subscribe",
      "hub.challenge": expect.stringMatching(/^\d+$/),
      "hub.verify_token": verifyToken,
    },
  ]);
  expect(target.received).toEqual([]);
});

test.each([
  ["another token", (): string | null => null, "it responded with 403 instead of 200"],
  [
    "quotes",
    (query: URLSearchParams) => JSON.stringify(query.get("hub.challenge")),
    "but not with hub.challenge alone",
  ],
])("a handshake answered with %s does not subscribe", async (_what, answer, reason) => {
  const wrong = await startReceiver(answer);
  const failure = await subscribe({ url: wrong.url }).catch((error: unknown) => String(error));
  expect(failure).toContain(reason);
  expect(failure).not.toContain(verifyToken);
  await expect(simulator.deliver(payload("wamid.1"))).rejects.toThrow("no webhook is subscribed");
  await wrong.close();
});

test("a failed handshake keeps the previous webhook", async () => {
  await subscribe();
  const gone = await startReceiver();
  await gone.close();
  await expect(subscribe({ url: gone.url })).rejects.toThrow("no response (ECONNREFUSED)");
  await simulator.deliver(payload("wamid.1"));
  expect(target.received).toHaveLength(1);
});

test("a webhook is refused with all problems at once", async () => {
  const webhook = { url: "https://example.com/hook", verifyToken: "", appSecret: "" };
  await expect(simulator.setWebhook(webhook)).rejects.toThrow(
    /url must begin with http:.*url must name a loopback address.*verifyToken is empty.*appSecret is empty/,
  );
});

test("a click is delivered in Graph's format with a signature", async () => {
  await subscribe();
  const click = await simulator.click(addAdWith("Olá, até já 👋"));
  const [first] = target.received;
  expect(click.delivery).toEqual({ id: expect.any(String), attempts: 1, status: 200, outcome: "delivered" });
  expect(first?.json).toEqual(click.webhook);
  expect(first?.headers).toMatchObject({ "content-type": "application/json", "user-agent": "facebookexternalua" });
  expect(first?.bytes.toString("latin1")).toContain("Ol\\u00e1, at\\u00e9 j\\u00e1 \\ud83d\\udc4b");
  expect(first && isSigned(first)).toBe(true);
  expect(click.delivery && simulator.deliveries()).toEqual([
    {
      deliveryId: click.delivery?.id,
      attempt: 1,
      messageIds: [expect.stringMatching(/^wamid\./)],
      status: 200,
      failure: null,
      response: "",
      sentAtMs: expect.any(Number),
    },
  ]);
});

test("a delivery is retried with the same bytes until 2xx", async () => {
  await subscribe({ retryAfterMs: [0, 0, 0, 0], attemptTimeoutMs: 200 });
  target.replies.push(500, "reset", 302, "nothing", 204);
  const { delivery } = await simulator.click(addAdWith("Hi"));
  expect(delivery).toMatchObject({ attempts: 5, status: 204, outcome: "delivered" });
  expect(new Set(target.received.map(({ bytes }) => bytes.toString("latin1"))).size).toBe(1);
  expect(target.received.every((each) => isSigned(each))).toBe(true);
  expect(simulator.deliveries().map(({ attempt, status, failure }) => [attempt, status, failure])).toEqual([
    [1, 500, null],
    [2, null, "ECONNRESET"],
    [3, 302, null],
    [4, null, "no response in time"],
    [5, 204, null],
  ]);
});

test("a delivery is given up after the last attempt", async () => {
  await subscribe({ retryAfterMs: [0] });
  target.replies.push(503, 500, 200);
  const { delivery } = await simulator.click(addAdWith("Hi"));
  expect(delivery).toMatchObject({ attempts: 2, status: 500, outcome: "given-up" });
  expect(target.received).toHaveLength(2);
});

test.each<[string, () => unknown]>([
  ["close", () => simulator.close()],
  ["reset", () => simulator.reset()],
  ["another subscription", () => subscribe()],
  ["none", () => simulator.setWebhook(null)],
])("retries end with %s", async (_what, end) => {
  await subscribe({ retryAfterMs: [3_600_000] });
  target.replies.push(500);
  const come = target.next();
  const click = simulator.click(addAdWith("Hi"));
  await come;
  await end();
  expect((await click).delivery).toMatchObject({ attempts: 1, outcome: "ended" });
});

test("closing the simulator ends a waiting attempt", async () => {
  await subscribe();
  target.replies.push("nothing");
  const come = target.next();
  const click = simulator.click(addAdWith("Hi"));
  await come;
  await simulator.close();
  expect((await click).delivery).toMatchObject({ attempts: 1, status: null, outcome: "ended" });
});

test("deliveries that a reset ended are not listed", async () => {
  const started = await startSimulator({ webhook: { url: target.url, verifyToken, retryAfterMs: [3_600_000] } });
  target.replies.push(500);
  const come = target.next();
  const cut = started.deliver([payload("wamid.1"), payload("wamid.2")]);
  await come;
  started.reset();
  expect((await cut).map(({ attempts, outcome }) => [attempts, outcome])).toEqual([
    [1, "ended"],
    [0, "ended"],
  ]);
  expect(await started.deliver(payload("wamid.3"))).toMatchObject([{ id: "delivery-1", outcome: "delivered" }]);
  expect(started.deliveries().map(({ messageIds }) => messageIds)).toEqual([["wamid.3"]]);
  await started.close();
});

test("a reset restores the first webhook without a handshake, and removes deliveries", async () => {
  const started = await startSimulator({ webhook: { url: target.url, verifyToken } });
  await started.setWebhook(null);
  started.reset();
  await started.deliver(payload("wamid.1"));
  expect([started.deliveries().length, target.handshakes.length, target.received.length]).toEqual([1, 1, 1]);
  started.reset();
  expect(started.deliveries()).toEqual([]);
  await started.close();
});

test("a simulator does not start if its webhook fails the handshake", async () => {
  const wrong = await startReceiver(() => null);
  await expect(startSimulator({ webhook: { url: wrong.url, verifyToken } })).rejects.toThrow("instead of 200");
  await wrong.close();
});

test("deliver sends payloads repeatedly, with a wrong secret or tampered", async () => {
  await subscribe({ appSecret: "mine" });
  await simulator.deliver([payload("wamid.1"), payload("wamid.2")], { times: 2 });
  await simulator.deliver(payload("wamid.3"), { appSecret: "wrong" });
  await simulator.deliver(payload("wamid.4"), { tamper: true });
  expect(simulator.deliveries().map(({ messageIds }) => messageIds[0])).toEqual(
    [1, 1, 2, 2, 3, 4].map((number) => `wamid.${number}`),
  );
  expect(target.received.map((each) => isSigned(each, "mine"))).toEqual([true, true, true, true, false, false]);
  expect(target.received[5]?.json).toMatchObject({ object: "whatsapp_business_account" });
});

test("a payload without a digit can be tampered with", async () => {
  await subscribe();
  await simulator.deliver({ object: "x" }, { tamper: true });
  expect(target.received.map((each) => isSigned(each))).toEqual([false]);
});

test("an earlier delivery is repeated with its bytes and signature", async () => {
  await subscribe();
  const { delivery } = await simulator.click(addAdWith("Hi"));
  await simulator.deliver({ replay: delivery?.id ?? "" });
  const [one, other] = target.received;
  expect(other?.bytes.equals(one?.bytes ?? Buffer.alloc(0))).toBe(true);
  expect(other?.headers["x-hub-signature-256"]).toBe(one?.headers["x-hub-signature-256"]);
  await expect(simulator.deliver({ replay: "delivery-404" })).rejects.toThrow("has no delivery delivery-404");
});

test("a batch of 1,000 entries and three megabytes is delivered", async () => {
  await subscribe();
  const [entry] = payload("wamid.1")["entry"] as [JsonObject];
  const batch = {
    object: "whatsapp_business_account",
    entry: Array<JsonObject>(1000).fill(entry),
    pad: "x".repeat(3e6),
  };
  await simulator.deliver(batch);
  expect(target.received.map((each) => [isSigned(each), each.bytes.length > 3e6])).toEqual([[true, true]]);
  expect(simulator.deliveries()[0]?.messageIds).toHaveLength(1000);
});

test("the control API clicks ads from another process", async () => {
  const control = (method: string, path: string, body?: JsonObject) =>
    sendHttp(`${simulator.controlUrl}${path}`, { method, ...(body === undefined ? {} : jsonBody(body)) });
  const webhook = { url: target.url, verifyToken, appSecret: "mine", retryAfterMs: [0] };
  expect((await control("PUT", "/webhook", webhook)).json).toEqual({ success: true });
  const subscribed = await control("GET", "/webhook");
  expect(subscribed.json).toEqual({ webhook: { url: target.url, retryAfterMs: [0], attemptTimeoutMs: 10_000 } });
  target.replies.push(500);
  const adId = addAdWith("Hi");
  const click = await control("POST", `/ads/${adId}/click`, { tap: 0 });
  expect(click.json).toMatchObject({ adId, message: "Quick reply 1", delivery: { attempts: 2, status: 200 } });
  const sent = await control("POST", "/deliveries", { payload: payload("wamid.2"), times: 2, tamper: true });
  expect(dataOf(sent)).toHaveLength(2);
  await control("POST", "/deliveries", { replay: "delivery-1" });
  expect(dataOf(await control("GET", "/deliveries")).map(({ deliveryId }) => deliveryId)).toEqual(
    [1, 1, 2, 3, 4].map((number) => `delivery-${number}`),
  );
  expect(target.received.map((each) => isSigned(each, "mine"))).toEqual([true, true, false, false, true]);
  expect((await control("DELETE", "/webhook")).json).toEqual({ success: true });
  expect((await control("POST", `/ads/${adId}/click`)).json["delivery"]).toBeNull();
});

test.each([
  ["PUT", "/webhook", { url: "http://127.0.0.1:1/" }, 400, "body.verifyToken"],
  ["POST", "/ads/404/click", {}, 404, "has no ad 404"],
  ["POST", "/ads/404/click", { tapp: 1 }, 400, "body.tapp"],
  ["POST", "/deliveries", { payload: 1 }, 400, "body.payload"],
  ["POST", "/deliveries", { payload: {}, times: 0 }, 400, "body.times"],
])("%s %s with %j is refused with its path", async (method, path, body, status, place) => {
  const got = await sendHttp(`${simulator.controlUrl}${path}`, { method, ...jsonBody(body) });
  expect([got.status, got.text]).toEqual([status, expect.stringContaining(place)]);
});
