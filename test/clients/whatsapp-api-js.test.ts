import type { JsonObject } from "pulumi-whatsapp-simulator";
import {
  ana,
  bia,
  forgeriesOf,
  iceBreakers,
  messageIn,
  receiveEach,
  recordWebhooks,
  timestampS,
  type Happening,
  type Recording,
  type SignedWebhook,
} from "./support/record-webhooks";
import { runModule } from "./support/run-client";

// whatsapp-api-js, a client for Node: its own signature check, and what its handlers get of the simulator's webhooks.

type Received = { readonly refusal: string } | { readonly updates: readonly JsonObject[] };

let recording: Recording;
let handled: Readonly<Record<Happening, Received>>;

function receive(appSecret: string, webhooks: readonly SignedWebhook[]): Promise<readonly Received[]> {
  return runModule("whatsapp_api_js.mjs", { appSecret, webhooks });
}

beforeAll(async () => {
  recording = await recordWebhooks();
  handled = await receiveEach(recording, receive);
});

interface Sender {
  readonly contact: JsonObject;
  /** To whom the client would answer. */
  readonly recipient: JsonObject;
}
const fromAna: Sender = {
  contact: { user_id: ana.userId, wa_id: ana.waId, profile: { name: ana.name } },
  recipient: { bsuid: ana.userId, phone: ana.waId },
};
const fromBia: Sender = {
  contact: {
    user_id: bia.userId,
    parent_user_id: bia.parentUserId,
    profile: { name: bia.name, username: bia.username },
  },
  recipient: { bsuid: bia.userId, pbsuid: bia.parentUserId },
};

function expectMessage(happening: Happening, sender: Sender, expected: object): void {
  const { phoneNumberId, webhooks } = recording;
  const id = messageIn(webhooks[happening])["id"];
  const message = expect.objectContaining({ id, timestamp: String(timestampS), ...expected });
  expect(handled[happening]).toEqual({ updates: [{ update: "message", phoneNumberId, ...sender, message }] });
}

function expectStatus(happening: Happening, sender: Sender, expected: object): void {
  const { phoneNumberId } = recording;
  const always = { update: "status", phoneNumberId, type: "individual", timestamp: String(timestampS) };
  expect(handled[happening]).toEqual({ updates: [{ ...always, callbackData: "cart-7", ...sender, ...expected }] });
}

function text(body: string) {
  return { type: "text", text: { body } };
}

function referral(expected: object = {}): object {
  const matcher: object = expect.objectContaining({ source_id: recording.adId, source_type: "ad", ...expected });
  return matcher;
}

test("reads clicks on an ad as texts with a referral", () => {
  const welcome_message = { text: "Olá!" };
  expectMessage("a click and a typed text", fromAna, {
    ...text("Quero dirigir, é aqui?"),
    referral: referral({ welcome_message, ctwa_clid: expect.stringMatching(/^Aff/) }),
  });
  expectMessage("a tap on an ice breaker", fromAna, { ...text(iceBreakers[1]), referral: referral() });
  expectMessage("a click in a post", fromAna, { ...text("Oi"), referral: referral({ source_type: "post" }) });
});

test("replies by user id to a person without a visible number", () => {
  expectMessage("a click in WhatsApp Status without a visible number", fromBia, {
    ...text(iceBreakers[0]),
    from_user_id: bia.userId,
    from_parent_user_id: bia.parentUserId,
    referral: referral(),
  });
  expectMessage("a text without a visible number", fromBia, text("Boa tarde"));
});

test("reads the sender of texts and replies, and the message replied to", () => {
  expectMessage("a text", fromAna, { ...text("Bom dia"), from: ana.waId, from_user_id: ana.userId });
  const context = expect.objectContaining({ id: recording.orderMessageId });
  expectMessage("an answer to an order", fromAna, { ...text("Obrigada"), context });
});

test.each<[Happening, string]>([
  ["an order that was sent", "sent"],
  ["an order that was delivered", "delivered"],
  ["an order that was read", "read"],
])("%s is a status of the order's message", (happening, status) => {
  expectStatus(happening, fromAna, { id: recording.orderMessageId, status });
});

test("reads the error and recipient of a failed order status", () => {
  expectStatus(
    "an order status that failed",
    { contact: { wa_id: ana.waId }, recipient: { phone: ana.waId } },
    { id: recording.failedMessageId, status: "failed", error: expect.objectContaining({ code: 2046 }) },
  );
});

test("reads the order and the card of a payment", () => {
  const payment_method = expect.objectContaining({ reference_id: "order-1", last_four_digits: "5235" });
  const interactive = { type: "payment_method", payment_method };
  expectMessage("a payment with one click", fromAna, { type: "interactive", interactive });
});

test("reads a placeholder with 131060 and its real message", () => {
  const errors = [expect.objectContaining({ code: 131060 })];
  const unavailable = { type: "unsupported", unsupported: { type: "unknown" }, errors };
  const { id } = messageIn(recording.webhooks["a placeholder of a click"]);
  expectMessage("a placeholder of a click", fromBia, { ...unavailable, referral: referral() });
  expectMessage("the message after the placeholder", fromBia, { ...text(iceBreakers[0]), id });
  expectMessage("a placeholder alone", fromBia, unavailable);
});

test("rejects other secrets, tampered bodies and unsigned deliveries", async () => {
  const webhook = recording.webhooks["a text"];
  const forgeries = forgeriesOf(webhook, recording.webhooks["a text without a visible number"]);
  expect(await receive(recording.appSecret, forgeries)).toEqual([
    { refusal: "WhatsAppAPIFailedToVerifyError" },
    { refusal: "WhatsAppAPIFailedToVerifyError" },
    { refusal: "WhatsAppAPIMissingSignatureError" },
  ]);
  expect(await receive("another-app-secret", [webhook])).toEqual([{ refusal: "WhatsAppAPIFailedToVerifyError" }]);
});
