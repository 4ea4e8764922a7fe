import { startSimulator, type JsonObject, type Simulator, type WireOptions } from "pulumi-whatsapp-simulator";
import { fullDetails, messengerOf, nowMs, person as anasNumber } from "../../../simulator/src/testing/orders";
import { startReceiver, type ReceivedWebhook } from "../../../simulator/src/testing/receiver";

/** One webhook as it came over the socket: what a client needs to check and read it. */
export interface SignedWebhook {
  readonly body: string;
  readonly signature: string;
}

/** A person whose number the business knows, and one whose number it does not know. */
export const ana = { userId: "BR.4Xk9", waId: anasNumber, name: "Ana" };
export const bia = { userId: "BR.7Q2", parentUserId: "BR.ENT.3K", username: "bia.doces", name: "Bia Conceição 🍰" };

/** Of every webhook: the simulator's clock does not move. */
export const timestampS = nowMs / 1000;

export const iceBreakers = ["How do I sign up?", "Quanto custa? 💸"] as const;

/** Recorded actions of people on ads and messages, in order. */
export const happenings = [
  "a click and a typed text",
  "a tap on an ice breaker",
  "a click in a post",
  "a click in WhatsApp Status without a visible number",
  "a text",
  "a text without a visible number",
  "an order that was sent",
  "an order that was delivered",
  "an order that was read",
  "an answer to an order",
  "a payment with one click",
  "an order status that failed",
  "a placeholder of a click",
  "the message after the placeholder",
  "a placeholder alone",
] as const;
export type Happening = (typeof happenings)[number];

export interface Recording {
  readonly appSecret: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly adId: string;
  readonly orderMessageId: string;
  readonly failedMessageId: string;
  readonly webhooks: Readonly<Record<Happening, SignedWebhook>>;
}

/** Plays every kind of webhook that the simulator sends. Returns them as they arrive at a receiver on a socket. */
export async function recordWebhooks(wire: Partial<WireOptions> = {}): Promise<Recording> {
  const clock = { nowMs: () => nowMs, sleep: () => Promise.resolve() };
  const simulator = await startSimulator({ clock, wire, seed: { people: [ana, bia] } });
  const target = await startReceiver();
  try {
    await simulator.setWebhook({ url: target.url, verifyToken: "only between us", retryAfterMs: [] });
    const ids = await play(simulator);
    await simulator.webhooksSettled();
    const { appSecret, wabaId, phoneNumberId } = simulator;
    return { appSecret, wabaId, phoneNumberId, ...ids, webhooks: nameWebhooks(target.received) };
  } finally {
    await simulator.close();
    await target.close();
  }
}

async function play(simulator: Simulator): Promise<Pick<Recording, "adId" | "orderMessageId" | "failedMessageId">> {
  const content = { text: "Olá!", ice_breakers: iceBreakers.map((title) => ({ title })) };
  const { adId } = simulator.addAd({ sequenceId: simulator.addSequence({ name: "Driver sign-up", content }) });
  await simulator.click(adId, { person: ana, say: "Quero dirigir, é aqui?" });
  await simulator.click(adId, { person: ana, tap: 1 });
  await simulator.click(adId, { person: ana, say: "Oi", placement: "post" });
  await simulator.click(adId, { person: bia, tap: 0, placement: "status" });
  await simulator.writeMessage("Bom dia", { person: ana });
  await simulator.writeMessage("Boa tarde", { person: bia });
  const messenger = messengerOf(simulator);
  const orderMessageId = await messenger.sendAccepted(fullDetails);
  await simulator.readMessage(orderMessageId);
  await simulator.writeMessage("Obrigada", { replyTo: orderMessageId });
  await simulator.payOrder("order-1");
  await messenger.status({ order: { status: "pending" }, callbackData: "cart-7" });
  await simulator.webhooksSettled();
  const failedMessageId = simulator.messages().at(-1)?.id ?? "";
  await simulator.click(adId, { person: bia, tap: 0, unavailable: "at-first" });
  await simulator.writeMessage("?", { person: bia, unavailable: "for-good" });
  return { adId, orderMessageId, failedMessageId };
}

function nameWebhooks(received: readonly ReceivedWebhook[]): Recording["webhooks"] {
  if (received.length !== happenings.length) {
    throw new Error(`${received.length} webhooks arrived, but ${happenings.length} things happened.`);
  }
  const named = received.map(({ bytes, headers }, index) => [
    happenings[index],
    { body: bytes.toString("utf8"), signature: String(headers["x-hub-signature-256"]) },
  ]);
  return Object.fromEntries(named) as Recording["webhooks"];
}

/** Gives all recorded webhooks to a client at once, and returns what it made of each. */
export async function receiveEach<Result>(
  { appSecret, webhooks }: Recording,
  receive: (appSecret: string, webhooks: readonly SignedWebhook[]) => Promise<readonly Result[]>,
): Promise<Readonly<Record<Happening, Result>>> {
  const results = await receive(
    appSecret,
    happenings.map((happening) => webhooks[happening]),
  );
  return Object.fromEntries(happenings.map((happening, index) => [happening, results[index]])) as Record<
    Happening,
    Result
  >;
}

/** The one message in a webhook, as Meta nests it. */
export function messageIn({ body }: SignedWebhook): JsonObject {
  const { entry } = JSON.parse(body) as {
    readonly entry: readonly [{ readonly changes: [{ readonly value: { readonly messages: [JsonObject] } }] }];
  };
  return entry[0].changes[0].value.messages[0];
}

/** Webhooks that a client must refuse: of another sender, changed on the way, and unsigned. */
export function forgeriesOf({ body, signature }: SignedWebhook, foreign: SignedWebhook): readonly SignedWebhook[] {
  return [
    { body, signature: foreign.signature },
    { body: body.replace("Bom dia", "Bom dinheiro"), signature },
    { body, signature: "" },
  ];
}
