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
import { runPython } from "./support/run-client";

// pywa, a client for Python: what it understands of the simulator's webhooks, as a program with its handlers gets it.

type Received = { readonly refusal: readonly [string, number] } | Handled;
interface Handled {
  readonly updates: readonly JsonObject[];
  readonly failures: readonly string[];
}

let recording: Recording;
let handled: Readonly<Record<Happening, Received>>;

function receive(appSecret: string, webhooks: readonly SignedWebhook[]): Promise<readonly Received[]> {
  return runPython("pywa_receiver.py", { appSecret, webhooks });
}

beforeAll(async () => {
  recording = await recordWebhooks();
  handled = await receiveEach(recording, receive);
});

function idIn(happening: Happening) {
  return messageIn(recording.webhooks[happening])["id"];
}

/** pywa's names for a person; what Meta leaves out is None. */
const anaAsUser = { ...ana, parentUserId: null, username: null };
const biaAsUser = { ...bia, waId: null };
type User = typeof anaAsUser | typeof biaAsUser;

/** The one update that reached a handler, without an error in pywa's log. */
function expectUpdate(happening: Happening, expected: object): void {
  const { wabaId, phoneNumberId } = recording;
  expect(handled[happening]).toEqual({
    updates: [{ wabaId, phoneNumberId, timestamp: timestampS, error: null, ...expected }],
    failures: [],
  });
}

function expectMessage(happening: Happening, user: User, expected: object): void {
  expectUpdate(happening, {
    update: "Message",
    id: idIn(happening),
    user,
    chat: user.userId,
    replyTo: null,
    referral: null,
    unsupported: null,
    type: "text",
    ...expected,
  });
}

function referral(expected: object = {}) {
  return {
    source_id: recording.adId,
    source_type: "ad",
    source_url: expect.stringMatching(/^https:\/\/fb\.me\//),
    headline: expect.any(String),
    body: expect.any(String),
    media_type: "image",
    image_url: expect.stringMatching(/^https:/),
    ctwa_clid: expect.stringMatching(/^Aff/),
    ...expected,
  };
}

test("reads clicks on an ad as texts with a referral", () => {
  expectMessage("a click and a typed text", anaAsUser, { text: "Quero dirigir, é aqui?", referral: referral() });
  expectMessage("a tap on an ice breaker", anaAsUser, { text: iceBreakers[1], referral: referral() });
  expectMessage("a click in a post", anaAsUser, { text: "Oi", referral: referral({ source_type: "post" }) });
});

test("reads the ids and names of a person without a visible number", () => {
  expectMessage("a click in WhatsApp Status without a visible number", biaAsUser, {
    text: iceBreakers[0],
    referral: referral({ ctwa_clid: null }),
  });
  expectMessage("a text without a visible number", biaAsUser, { text: "Boa tarde" });
});

test("reads the sender of texts and replies, and the message replied to", () => {
  expectMessage("a text", anaAsUser, { text: "Bom dia" });
  expectMessage("an answer to an order", anaAsUser, { text: "Obrigada", replyTo: recording.orderMessageId });
});

test.each<[Happening, string]>([
  ["an order that was sent", "sent"],
  ["an order that was delivered", "delivered"],
  ["an order that was read", "read"],
])("%s is a status of the order's message", (happening, status) => {
  expectUpdate(happening, {
    update: "MessageStatus",
    id: recording.orderMessageId,
    status,
    callbackData: "cart-7",
    user: anaAsUser,
  });
});

test("reads the error and recipient of a failed order status", () => {
  expectUpdate("an order status that failed", {
    update: "MessageStatus",
    id: recording.failedMessageId,
    status: "failed",
    callbackData: "cart-7",
    user: { userId: null, waId: ana.waId, parentUserId: null, username: null, name: null },
    error: {
      type: "WhatsAppError",
      code: 2046,
      message: "Order status invalid transition",
      details: "New order status was not correctly transitioned",
    },
  });
});

// Why `failedStatusContacts` is "number" by default: with what Meta's page prints, no user of pywa hears of a failed message.
test("pywa cannot read Meta's sample of a failed status without contacts", async () => {
  const { appSecret, webhooks } = await recordWebhooks({ failedStatusContacts: "none" });
  expect(await receive(appSecret, [webhooks["an order status that failed"]])).toEqual([
    { updates: [], failures: [expect.stringMatching(/Failed to construct update .*KeyError\('contacts'\)$/)] },
  ]);
});

test("reads a payment as a message with content unknown to pywa", () => {
  expectMessage("a payment with one click", anaAsUser, { type: "interactive", text: null });
});

test("reads a placeholder with 131060 and its real message", () => {
  const unavailable = {
    type: "unsupported",
    text: null,
    unsupported: "unknown",
    error: {
      type: "WhatsAppError",
      code: 131060,
      message: "This message is unavailable.",
      details: "This message is currently unavailable.",
    },
  };
  expectMessage("a placeholder of a click", biaAsUser, { ...unavailable, referral: referral() });
  expectMessage("the message after the placeholder", biaAsUser, {
    id: idIn("a placeholder of a click"),
    text: iceBreakers[0],
  });
  expectMessage("a placeholder alone", biaAsUser, unavailable);
});

test("rejects other secrets, tampered bodies and unsigned deliveries", async () => {
  const webhook = recording.webhooks["a text"];
  const forgeries = forgeriesOf(webhook, recording.webhooks["a text without a visible number"]);
  expect(await receive(recording.appSecret, forgeries)).toEqual([
    { refusal: ["Forbidden", 403] },
    { refusal: ["Forbidden", 403] },
    { refusal: ["Unauthorized", 401] },
  ]);
  expect(await receive("another-app-secret", [webhook])).toEqual([{ refusal: ["Forbidden", 403] }]);
});
