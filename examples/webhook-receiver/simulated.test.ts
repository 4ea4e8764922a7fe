import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";
import { attributionMap, memoryStore } from "pulumi-whatsapp/webhooks";
import { createWebhookServer, type WebhookServer } from "./server";

const verifyToken = "a-verify-token-for-tests";
let meta: Simulator;
let webhooks: WebhookServer;
let shown: { readonly adId: string; readonly creativeId: string; readonly sequenceId: string };
let failures = 0;
const handled: unknown[] = [];
const reported: unknown[] = [];

beforeEach(async () => {
  failures = handled.length = reported.length = 0;
  meta = await startSimulator();
  const sequenceId = meta.addSequence({
    name: "Driver sign-up",
    content: { text: "Hi! ä 😀", autofill_message: { content: "Olá 😀" }, ice_breakers: [{ title: "How?" }] },
  });
  shown = { ...meta.addAd({ sequenceId }), sequenceId };
  webhooks = createWebhookServer({
    appSecret: meta.appSecret,
    verifyToken,
    ads: attributionMap({ ads: [shown] }),
    store: memoryStore(),
    handle: (event, attribution) => {
      if (failures-- > 0) throw new Error("the table is locked");
      handled.push([event.kind === "message" ? event.message : event, attribution]);
    },
    report: (problem) => reported.push(problem),
  });
  await once(webhooks.server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(webhooks.server.address() as AddressInfo).port}`;
  await meta.setWebhook({ url, verifyToken, retryAfterMs: [0, 0] });
});
afterEach(async () => {
  await webhooks.stop(0);
  await meta.close();
});

test("attributes a click on an ad to the sequence shown", async () => {
  const click = await meta.click(shown.adId, { ref: "r" });
  expect(click.delivery).toMatchObject({ status: 200 });
  expect(handled).toMatchObject([
    [
      {
        from: "16505551234",
        text: "Olá 😀",
        referral: { sourceId: shown.adId, sourceType: "ad", welcomeMessage: { text: "Hi! ä 😀" }, ref: "r" },
      },
      { kind: "attributed", ...shown, by: "map" },
    ],
  ]);
  expect(reported).toEqual([]);
});

test("attributes an ice breaker in a Status ad, not a post", async () => {
  await meta.click(shown.adId, { tap: 0, placement: "status" });
  await meta.click(shown.adId, { placement: "post" });
  expect(handled).toMatchObject([
    [
      { text: "How?", referral: { ctwaClid: undefined } },
      { kind: "attributed", ...shown },
    ],
    [{ referral: { sourceType: "post" } }, { kind: "unattributed", reason: "not an ad" }],
  ]);
});

const bia = { userId: "BR.7Q2", username: "bia.doces", name: "Bia" };

test("attributes a click of a person without a number, by user id", async () => {
  await meta.click(shown.adId, { person: bia });
  expect(handled).toMatchObject([
    [
      { from: undefined, fromUserId: "BR.7Q2", referral: { sourceId: shown.adId } },
      { kind: "attributed", ...shown },
    ],
  ]);
  expect(reported).toEqual([]);
});

test("attributes a delayed message by the referral of its placeholder", async () => {
  const { placeholder, webhook } = await meta.click(shown.adId, { person: bia, unavailable: "at-first" });
  expect(handled).toMatchObject([
    [{ isPlaceholder: true, text: undefined }, { kind: "attributed" }],
    [
      { isPlaceholder: false, text: "Olá 😀", referral: { sourceId: shown.adId } },
      { kind: "attributed", ...shown },
    ],
  ]);
  await meta.deliver(webhook);
  expect(handled).toHaveLength(2);
  await meta.deliver(placeholder ?? {});
  expect(handled).toHaveLength(3);
});

test("handles an event whose handler failed once, despite a replay", async () => {
  failures = 1;
  const { delivery, webhook } = await meta.click(shown.adId);
  expect([delivery?.status, meta.deliveries().map(({ status }) => status)]).toEqual([200, [500, 200]]);
  await meta.deliver(webhook, { times: 2 });
  expect(handled).toHaveLength(1);
});

test("rejects a tampered body and a signature by another secret", async () => {
  const { webhook } = await meta.click(shown.adId, { deliver: false });
  const [tampered] = await meta.deliver(webhook, { tamper: true });
  const [foreign] = await meta.deliver(webhook, { appSecret: "another-secret" });
  expect([tampered?.status, foreign?.status, handled.length]).toEqual([401, 401, 0]);
});

test("rejects a handshake with another verify token", async () => {
  const url = `http://127.0.0.1:${(webhooks.server.address() as AddressInfo).port}`;
  await expect(meta.setWebhook({ url, verifyToken: "another" })).rejects.toThrow("403");
});
