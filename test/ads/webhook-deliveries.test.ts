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
const handled: [WebhookEvent, Attribution][] = [];

beforeEach(async () => {
  meta = await startSimulator();
  handled.length = 0;
  ads = attributionMap({ ads: [] });
  webhooks = createWebhookServer({
    appSecret: meta.appSecret,
    verifyToken,
    get ads() {
      return ads;
    },
    store: memoryStore(),
    handle: (event, attribution) => {
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

test("a person without a phone number clicks, orders and pays", async () => {
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

/** Builds a delivery with several entries, as Meta batches them. */
function createBatch(entries: number, text = "Hi"): JsonObject {
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

test("a batch of 1,000 entries is handled in order and once", async () => {
  const [delivery] = await meta.deliver(createBatch(1_000));
  expect(delivery).toMatchObject({ status: 200 });
  await meta.deliver({ replay: delivery?.id ?? "" });
  expect(handled.map(([event]) => (event.kind === "message" ? event.message.id : ""))).toEqual(
    Array.from({ length: 1_000 }, (_, i) => `wamid.${i}`),
  );
});

test("a body of 3 MB is accepted, one byte more is not", async () => {
  const limit = 3 * 1024 * 1024;
  const room = limit - JSON.stringify(createBatch(1, "")).replace("ã", "\\u00e3").length;
  const sent = await meta.deliver([createBatch(1, "x".repeat(room)), createBatch(1, "x".repeat(room + 1))]);
  expect(sent.map(({ status }) => status)).toEqual([200, 413]);
  expect(handled).toHaveLength(1);
});
