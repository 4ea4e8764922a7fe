import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { offsiteCardPay, OrderClient, orderDetails, orderStatus } from "pulumi-whatsapp/orders";
import { startSimulator, type JsonObject, type Simulator } from "pulumi-whatsapp-simulator";
import {
  attributionMap,
  memoryStore,
  type Attribution,
  type AttributionMap,
  type WebhookEvent,
} from "pulumi-whatsapp/webhooks";
import { createWebhookServer, type WebhookServer } from "../../examples/webhook-receiver/server";

const verifyToken = "only between us";

let meta: Simulator;
let webhooks: WebhookServer;
let ads: AttributionMap;
let failing = 0;
const handled: [WebhookEvent, Attribution][] = [];

beforeEach(async () => {
  meta = await startSimulator();
  handled.length = failing = 0;
  ads = attributionMap({ ads: [] });
  webhooks = createWebhookServer({
    appSecret: meta.appSecret,
    verifyToken,
    get ads() {
      return ads;
    },
    store: memoryStore(),
    handle: (event, attribution) => {
      if (failing-- > 0) throw new Error("the table is locked");
      handled.push([event, attribution]);
    },
    report: () => undefined,
  });
  const { server } = webhooks;
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
  await meta.setWebhook({ url, verifyToken, retryAfterMs: [0, 0] });
});
afterEach(async () => {
  await webhooks.stop(0);
  await meta.close();
});

function sequenceAd() {
  const content = {
    text: "Olá! Que bom te ver 👋",
    ice_breakers: [{ title: "Qual é o preço?" }],
    autofill_message: { content: "Olá!" },
  };
  const sequenceId = meta.addSequence({ name: "signup", content });
  return { ...meta.addAd({ sequenceId }), sequenceId };
}

test("a click is verified, parsed and attributed to the sequence that the person saw, every character as it was", async () => {
  const { adId, creativeId, sequenceId } = sequenceAd();
  ads = attributionMap({ ads: [{ adId, creativeId, sequenceId }] });
  const { screen, delivery } = await meta.click(adId, { tap: 0, person: { name: "João", waId: "5511999998888" } });
  expect(screen.greeting).toBe("Olá! Que bom te ver 👋");
  expect(delivery).toMatchObject({ attempts: 1, status: 200 });
  expect(handled).toMatchObject([
    [
      {
        kind: "message",
        wabaId: meta.wabaId,
        contact: { name: "João", waId: "5511999998888" },
        message: {
          from: "5511999998888",
          text: "Qual é o preço?",
          referral: { sourceId: adId, sourceType: "ad", welcomeMessage: { text: "Olá! Que bom te ver 👋" } },
        },
      },
      { kind: "attributed", adId, creativeId, sequenceId, by: "map" },
    ],
  ]);
});

test("a click on an ad that no stack knows is unattributed, and one from a status brings no ctwa_clid", async () => {
  const { adId } = sequenceAd();
  await meta.click(adId, { placement: "status" });
  const [[event, attribution] = []] = handled;
  expect(attribution).toEqual({ kind: "unattributed", adId, reason: "unknown ad" });
  expect(event?.kind === "message" ? event.message.referral?.ctwaClid : "no message").toBeUndefined();
});

test("a handler that fails hears of it again, and what was handled is not handled twice", async () => {
  const { adId } = sequenceAd();
  failing = 1;
  const { delivery } = await meta.click(adId);
  expect(delivery).toMatchObject({ attempts: 2, status: 200 });
  expect(handled).toHaveLength(1);
  expect(meta.deliveries().map(({ status }) => status)).toEqual([500, 200]);
  await meta.deliver({ replay: delivery?.id ?? "" }, { times: 3 });
  expect(handled).toHaveLength(1);
});

test("a tampered body and a wrong secret get nothing through", async () => {
  const { adId } = sequenceAd();
  const { webhook } = await meta.click(adId, { deliver: false });
  const tampered = await meta.deliver(webhook, { tamper: true });
  const forged = await meta.deliver(webhook, { appSecret: "somebody else's" });
  expect([...tampered, ...forged].map(({ status }) => status)).toEqual([401, 401]);
  expect(handled).toEqual([]);
});

test("a person without a phone number clicks, is attributed, gets an order by user id, and its statuses and payment name the person", async () => {
  const { adId, creativeId, sequenceId } = sequenceAd();
  ads = attributionMap({ ads: [{ adId, creativeId, sequenceId }] });
  await meta.click(adId, { tap: 0, person: { userId: "BR.7Q2", username: "bia.doces", name: "Bia" } });
  const [first] = handled;
  expect(first).toMatchObject([
    {
      contact: { userId: "BR.7Q2", username: "bia.doces", name: "Bia", waId: undefined },
      message: { from: undefined, fromUserId: "BR.7Q2" },
    },
    { kind: "attributed", sequenceId, adId },
  ]);

  const { accessToken, phoneNumberId, url: baseUrl } = meta;
  const client = new OrderClient({ accessToken, phoneNumberId, baseUrl });
  const card = offsiteCardPay({ lastFourDigits: "5235", credentialId: "card-1" });
  const order = orderDetails({
    recipient: "BR.7Q2",
    body: "Seu pedido",
    referenceId: "pedido-1",
    type: "digital-goods",
    paymentSettings: [card],
    order: { items: [{ retailerId: "1", name: "Bolo", amount: 100, quantity: 1 }] },
  });
  const sent = await client.send(order);
  expect(sent).toMatchObject({ outcome: "accepted", userId: "BR.7Q2", waId: undefined });
  await meta.payOrder("pedido-1");
  const status = {
    recipient: "BR.7Q2",
    body: "Pago!",
    referenceId: "pedido-1",
    order: { status: "completed" },
  } as const;
  expect(await client.send(orderStatus(status))).toMatchObject({ outcome: "accepted" });
  await meta.webhooksSettled();
  const later = handled.slice(1).map(([event]) => event);
  expect(later.map((event) => (event.kind === "status" ? event.status.status : event.kind))).toEqual([
    ...["sent", "delivered", "message", "sent", "delivered"],
  ]);
  for (const event of later) {
    expect(event).toMatchObject(
      event.kind === "status"
        ? { status: { recipientUserId: "BR.7Q2", recipientId: undefined } }
        : { message: { fromUserId: "BR.7Q2", paymentMethod: { referenceId: "pedido-1" } } },
    );
  }
});

/** A delivery of so many entries, as Meta batches them. */
function batch(entries: number, text = "Hi"): JsonObject {
  return {
    object: "whatsapp_business_account",
    entry: Array.from({ length: entries }, (_, i) => ({
      id: meta.wabaId,
      changes: [
        {
          field: "messages",
          value: {
            messaging_product: "whatsapp",
            metadata: { display_phone_number: "15550783881", phone_number_id: meta.phoneNumberId },
            contacts: [{ profile: { name: "João" }, wa_id: String(i) }],
            messages: [
              { from: String(i), id: `wamid.${i}`, timestamp: "1750269342", type: "text", text: { body: text } },
            ],
          },
        },
      ],
    })),
  };
}

test("a batch of 1,000 entries is 1,000 events in their order, once", async () => {
  const [delivery] = await meta.deliver(batch(1_000));
  expect(delivery).toMatchObject({ status: 200 });
  await meta.deliver({ replay: delivery?.id ?? "" });
  expect(handled.map(([event]) => (event.kind === "message" ? event.message.id : ""))).toEqual(
    Array.from({ length: 1_000 }, (_, i) => `wamid.${i}`),
  );
});

test("a body of 3 MB is received, and one byte more is refused unread", async () => {
  const limit = 3 * 1024 * 1024;
  const room = limit - JSON.stringify(batch(1, "")).replace("ã", "\\u00e3").length;
  const sent = await meta.deliver([batch(1, "x".repeat(room)), batch(1, "x".repeat(room + 1))]);
  expect(sent.map(({ status }) => status)).toEqual([200, 413]);
  expect(handled).toHaveLength(1);
});
