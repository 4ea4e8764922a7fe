import { createHmac } from "node:crypto";
import type { JsonObject, Simulator, Webhook } from "../index";
import { sendHttp } from "../testing/http";
import {
  replaceAt,
  fullDetails,
  messageIdOf,
  messengerOf,
  nowMs,
  parametersPath,
  person,
  startOrderSimulator,
} from "../testing/orders";
import { startReceiver, type ReceivedWebhook, type Receiver } from "../testing/receiver";

let simulator: Simulator;
let messenger: ReturnType<typeof messengerOf>;
let target: Receiver;

beforeEach(async () => {
  simulator = await startOrderSimulator();
  messenger = messengerOf(simulator);
  target = await startReceiver();
});
afterEach(async () => {
  await simulator.close();
  await target.close();
});

function subscribe(changes: Partial<Webhook> = {}): Promise<void> {
  return simulator.setWebhook({ url: target.url, verifyToken: "only between us", retryAfterMs: [0, 0], ...changes });
}

function valueOf({ json }: Pick<ReceivedWebhook, "json">): JsonObject {
  const { entry } = json as unknown as { readonly entry: readonly [{ readonly changes: [{ value: JsonObject }] }] };
  return entry[0].changes[0].value;
}

/** Message and status of each delivery, in order. */
function receivedValues(): readonly (readonly [unknown, unknown])[] {
  return target.received
    .flatMap((each) => valueOf(each)["statuses"] as readonly JsonObject[])
    .map(({ id, status }) => [id, status]);
}

function isSigned({ headers, bytes }: ReceivedWebhook): boolean {
  return (
    headers["x-hub-signature-256"] === `sha256=${createHmac("sha256", simulator.appSecret).update(bytes).digest("hex")}`
  );
}

test("a message sends the statuses sent and delivered, in Meta's format", async () => {
  await subscribe();
  const id = await messenger.sendAccepted(fullDetails);
  await simulator.webhooksSettled();
  const status = {
    id,
    timestamp: String(nowMs / 1000),
    recipient_id: person,
    recipient_user_id: expect.stringMatching(/^BR\.[A-Z0-9]+$/),
    biz_opaque_callback_data: "cart-7",
  };
  const contact = { profile: { name: "Sheena Nelson" }, wa_id: person, user_id: expect.stringMatching(/^BR\./) };
  const payload = (name: string): unknown => ({
    object: "whatsapp_business_account",
    entry: [
      {
        id: simulator.wabaId,
        changes: [
          {
            value: {
              messaging_product: "whatsapp",
              metadata: { display_phone_number: "15550783881", phone_number_id: simulator.phoneNumberId },
              contacts: [contact],
              statuses: [{ ...status, status: name }],
            },
            field: "messages",
          },
        ],
      },
    ],
  });
  expect(target.received.map(({ json }) => json)).toEqual([payload("sent"), payload("delivered")]);
  expect(target.received.every(isSigned)).toBe(true);
  expect(simulator.deliveries().map(({ messageIds }) => messageIds)).toEqual([[id], [id]]);
});

test("absent callback data is not in the webhook", async () => {
  await subscribe();
  await messenger.send(replaceAt(fullDetails, "biz_opaque_callback_data", undefined));
  await simulator.webhooksSettled();
  expect(target.received[0]?.bytes.toString()).not.toContain("biz_opaque_callback_data");
});

test("the response does not wait for the webhook", async () => {
  await subscribe({ retryAfterMs: [], attemptTimeoutMs: 300 });
  target.replies.push("nothing");
  expect((await messenger.send(fullDetails)).status).toBe(200);
  expect(simulator.deliveries()).toEqual([]);
  await simulator.webhooksSettled();
  expect(simulator.deliveries()).toMatchObject([{ failure: "no response in time" }, { status: 200 }]);
});

test("statuses arrive in the order sent, delivered, read, despite retries", async () => {
  await subscribe();
  target.replies.push(500, "reset");
  const id = await messenger.sendAccepted(fullDetails);
  const { delivery } = await simulator.readMessage(id);
  expect(delivery).toMatchObject({ outcome: "delivered", attempts: 1 });
  expect(receivedValues()).toEqual([
    [id, "sent"],
    [id, "sent"],
    [id, "sent"],
    [id, "delivered"],
    [id, "read"],
  ]);
  expect(new Set(target.received.slice(0, 3).map(({ bytes }) => bytes.toString())).size).toBe(1);
  expect(simulator.messages()).toMatchObject([{ id, status: "read" }]);
});

test("only a delivered message can be read", async () => {
  const id = await messenger.sendAccepted(fullDetails);
  expect(await simulator.readMessage(id)).toMatchObject({ delivery: null });
  await expect(simulator.readMessage(id)).rejects.toThrow("is read: only a delivered message can be read");
  const failed = messageIdOf(await messenger.status({ order: { status: "pending" } }));
  await expect(simulator.readMessage(failed)).rejects.toThrow("is failed");
  await expect(simulator.readMessage("wamid.404")).rejects.toThrow("the simulator has no message wamid.404");
});

test.each([
  [
    2046,
    { order: { status: "pending" } },
    "Order status invalid transition",
    "New order status was not correctly transitioned",
  ],
  [
    2047,
    { order: { status: "canceled" } },
    "Order cancellation failure",
    "Could not change order status to 'canceled'",
  ],
])("error %i arrives as a signed webhook, without other statuses", async (code, parts, title, details) => {
  await messenger.send(fullDetails);
  await messenger.status({ payment: { status: "captured" } });
  await subscribe();
  const id = messageIdOf(await messenger.status({ ...parts, callbackData: "step-2" }));
  await simulator.webhooksSettled();
  expect(target.received.map((each) => valueOf(each)["statuses"])).toEqual([
    [
      {
        id,
        status: "failed",
        timestamp: String(nowMs / 1000),
        recipient_id: person,
        biz_opaque_callback_data: "step-2",
        errors: [{ code, title, message: title, error_data: { details }, href: expect.stringMatching(/error-codes/) }],
      },
    ],
  ]);
  expect(target.received.every(isSigned)).toBe(true);
});

test("an error only in the response sends no webhook", async () => {
  await messenger.send(fullDetails);
  await subscribe();
  simulator.setBehaviour({ orderStatusErrors: "answer" });
  await messenger.status({ order: { status: "pending" } });
  simulator.setBehaviour({ orderStatusErrors: "both" });
  await messenger.status({ order: { status: "pending" } });
  await simulator.webhooksSettled();
  expect(receivedValues()).toEqual([[simulator.messages()[1]?.id, "failed"]]);
});

test("without a webhook, statuses are discarded", async () => {
  await messenger.send(fullDetails);
  await subscribe();
  await simulator.webhooksSettled();
  expect(target.received).toEqual([]);
});

test("a message with a lost response still sends its webhooks", async () => {
  await subscribe();
  simulator.faults.add({ match: { verb: "send" }, when: "after", effect: { kind: "drop" } });
  await expect(messenger.send(fullDetails)).rejects.toMatchObject({ code: "ECONNRESET" });
  await simulator.webhooksSettled();
  const [message] = simulator.messages();
  expect(receivedValues()).toEqual([
    [message?.id, "sent"],
    [message?.id, "delivered"],
  ]);
});

test("a message that is not stored sends no webhook", async () => {
  await subscribe();
  const fault = simulator.faults.add({ match: { verb: "send" }, effect: { kind: "drop-write" } });
  expect((await messenger.send(fullDetails)).status).toBe(200);
  await simulator.webhooksSettled();
  expect([fault.fired, simulator.messages(), simulator.orders(), target.received]).toEqual([1, [], [], []]);
});

test.each([
  ["a rate limit error", { kind: "graph", code: 130429 } as const, 400],
  ["the pair rate limit", { kind: "graph", code: 131056 } as const, 400],
  ["an unavailable service", { kind: "graph", code: 131016 } as const, 500],
  ["a bare 500", { kind: "status", status: 500 } as const, 500],
])("%s fails one message and not the next", async (_what, effect, status) => {
  await subscribe();
  simulator.faults.add({ match: { verb: "send" }, effect });
  expect((await messenger.send(fullDetails)).status).toBe(status);
  expect((await messenger.send(fullDetails)).status).toBe(200);
  await simulator.webhooksSettled();
  expect([simulator.messages().length, target.received.length]).toEqual([1, 2]);
  expect(simulator.journal().map(({ verb, route }) => [verb, route])).toEqual([
    ["send", "/<PHONE_NUMBER_ID>/messages"],
    ["send", "/<PHONE_NUMBER_ID>/messages"],
  ]);
});

test("a fault can match one person, number or business", async () => {
  const effect = { kind: "graph", code: 131056 } as const;
  for (const match of [{ id: person }, { id: simulator.phoneNumberId }, { wabaId: simulator.wabaId }]) {
    simulator.faults.clear();
    simulator.faults.add({ match: { verb: "send", ...match }, effect, times: "always" });
    const toOther = { ...fullDetails, to: "5511900000000" };
    expect((await messenger.send(fullDetails)).status).toBe(400);
    expect((await messenger.send(toOther)).status).toBe(match.id === person ? 200 : 400);
  }
});

test("paying with the stored card marks the order as paid", async () => {
  await messenger.send(fullDetails);
  await subscribe();
  const { webhook, delivery } = await simulator.payOrder("order-1");
  expect(delivery).toMatchObject({ outcome: "delivered" });
  expect([target.received[0]?.json, target.received.every(isSigned)]).toEqual([webhook, true]);
  expect(valueOf({ json: webhook })).toMatchObject({
    contacts: [{ profile: { name: "Sheena Nelson" }, wa_id: person }],
    messages: [
      {
        from: person,
        id: expect.stringMatching(/^wamid\./),
        timestamp: String(nowMs / 1000),
        type: "interactive",
        interactive: {
          type: "payment_method",
          payment_method: {
            payment_method: "offsite_card_pay",
            payment_timestamp: nowMs / 1000,
            reference_id: "order-1",
            last_four_digits: "5235",
            credential_id: "1234567",
          },
        },
      },
    ],
  });
  expect([simulator.orders()[0]?.payment, simulator.orderView("order-1").isPaid]).toEqual(["captured", true]);
  await expect(simulator.payOrder("order-1")).rejects.toThrow("the order order-1 is paid");
  await messenger.status({ order: { status: "canceled" } });
  expect(simulator.messages()[1]?.errorCode).toBe(2047);
});

test("only an open order with a stored card can be paid", async () => {
  await messenger.send(replaceAt(fullDetails, `${parametersPath}.payment_settings`, undefined));
  await expect(simulator.payOrder("order-1")).rejects.toThrow("offers no offsite_card_pay");
  await messenger.send(fullDetails);
  await messenger.status({ order: { status: "canceled" } });
  await expect(simulator.payOrder("order-1")).rejects.toThrow("is canceled");
  await messenger.send(fullDetails);
  simulator.advanceClock(86_700_000);
  await expect(simulator.payOrder("order-1")).rejects.toThrow("has expired");
  await expect(simulator.payOrder("404")).rejects.toThrow("the simulator has no order 404");
});

test("the control API lists messages and orders, and reads and pays", async () => {
  const controlHandler = (method: string, path: string) => sendHttp(`${simulator.controlUrl}${path}`, { method });
  const id = await messenger.sendAccepted(fullDetails);
  await subscribe();
  expect((await controlHandler("POST", `/messages/${encodeURIComponent(id)}/read`)).json).toMatchObject({
    delivery: { outcome: "delivered" },
  });
  expect((await controlHandler("POST", "/orders/order-1/pay")).json).toMatchObject({
    delivery: { outcome: "delivered" },
  });
  expect((await controlHandler("GET", "/settled")).json).toEqual({ success: true });
  expect((await controlHandler("GET", "/messages")).json["data"]).toMatchObject([{ id, status: "read" }]);
  expect((await controlHandler("GET", "/orders")).json["data"]).toMatchObject([
    { payment: "captured", total: "123956" },
  ]);
  expect((await controlHandler("GET", "/state")).json).toMatchObject({
    messages: [{ id }],
    orders: [{ referenceId: "order-1" }],
  });
});

test("a reset removes messages and orders, and ends deliveries", async () => {
  await subscribe({ attemptTimeoutMs: 10_000 });
  target.replies.push("nothing");
  const arrived = target.next();
  expect((await messenger.send(fullDetails)).status).toBe(200);
  await arrived;
  simulator.reset();
  await simulator.webhooksSettled();
  expect([simulator.messages(), simulator.orders(), simulator.deliveries()]).toEqual([[], [], []]);
  expect(target.received).toHaveLength(1);
});
