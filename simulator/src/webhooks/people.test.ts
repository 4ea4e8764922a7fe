import { applyDefaults, applySeed } from "../seed/apply-seed";
import { startSimulator, type JsonObject, type PersonSeed, type Simulator } from "../index";
import { markAsRead } from "./recipient-actions";
import { sendHttp } from "../testing/http";
import { fullDetails, messengerOf, nowMs, person } from "../testing/orders";
import { startReceiver, type Receiver } from "../testing/receiver";
import { findPerson } from "../state/people";
import type { StoredMessage } from "../state/orders";
import { SimulatorContext } from "../state/simulator-context";
import { buildStatus } from "./statuses";

let simulator: Simulator;
let target: Receiver;
let adId: string;

beforeEach(async () => {
  simulator = await startSimulator({ clock: { nowMs: () => nowMs, sleep: () => Promise.resolve() } });
  target = await startReceiver();
  await simulator.setWebhook({ url: target.url, verifyToken: "only between us", retryAfterMs: [0] });
  ({ adId } = simulator.addAd({ sequenceId: simulator.addSequence({ name: "a", content: { text: "Hi" } }) }));
});
afterEach(async () => {
  await simulator.close();
  await target.close();
});

interface Value {
  readonly contacts?: readonly JsonObject[];
  readonly messages?: readonly JsonObject[];
  readonly statuses?: readonly JsonObject[];
}

function valueOf(payload: JsonObject): Value {
  const { entry } = payload as unknown as { readonly entry: readonly [{ readonly changes: [{ value: Value }] }] };
  return entry[0].changes[0].value;
}

function receivedValues(): readonly Value[] {
  return target.received.map(({ json }) => valueOf(json));
}

const bia = { userId: "BR.7Q2", parentUserId: "BR.ENT.3K", username: "bia.doces", name: "Bia" };

test("a click of a person with a hidden number has no number", async () => {
  const { webhook } = await simulator.click(adId, { say: "Oi", person: bia });
  expect(target.received.map(({ json }) => json)).toEqual([webhook]);
  expect(valueOf(webhook)).toMatchObject({
    contacts: [{ profile: { name: "Bia", username: "bia.doces" }, user_id: "BR.7Q2", parent_user_id: "BR.ENT.3K" }],
    messages: [{ from_user_id: "BR.7Q2", from_parent_user_id: "BR.ENT.3K", referral: { source_id: adId } }],
  });
  expect(valueOf(webhook).contacts?.[0]).not.toHaveProperty("wa_id");
  expect(valueOf(webhook).messages?.[0]).not.toHaveProperty("from");
});

test("a seeded person is found by user id, username and number", async () => {
  simulator.seed({ people: [{ ...bia, waId: "5511900000001", showsNumber: false }] });
  for (const who of [{ userId: "BR.7Q2" }, { username: "bia.doces" }, { waId: "5511900000001" }]) {
    const { contacts, messages } = valueOf((await simulator.click(adId, { say: "Oi", person: who })).webhook);
    expect(contacts).toEqual([
      { profile: { name: "Bia", username: "bia.doces" }, user_id: "BR.7Q2", parent_user_id: "BR.ENT.3K" },
    ]);
    expect(messages).toMatchObject([{ from_user_id: "BR.7Q2" }]);
  }
  expect(simulator.people()).toHaveLength(1);
});

test("a number has the same user id in every run", async () => {
  const idsOf = async (meta: Simulator, waId: string) => {
    const ad = meta.addAd({}).adId;
    const { contacts, messages } = valueOf((await meta.click(ad, { deliver: false, person: { waId } })).webhook);
    return [contacts?.[0]?.["user_id"], messages?.[0]?.["from_user_id"]];
  };
  const other = await startSimulator();
  const [one, again] = [await idsOf(simulator, "5511900000001"), await idsOf(other, "5511900000001")];
  await other.close();
  expect(one).toEqual(again);
  expect(one[0]).toBe(one[1]);
  expect(await idsOf(simulator, "5511900000002")).not.toEqual(one);
});

test("seeding a number for another person moves it", () => {
  simulator.seed({ people: [{ waId: "5511900000001", name: "Ana" }] });
  simulator.seed({ people: [{ userId: "BR.8", waId: "5511900000001", name: "Bia" }] });
  expect(simulator.people()).toMatchObject([{ id: "BR.8", name: "Bia", waId: "5511900000001" }]);
  simulator.seed({ people: [{ userId: "BR.8", username: "bia" }] });
  expect(simulator.people()).toMatchObject([{ id: "BR.8", name: "Bia", username: "bia", waId: "5511900000001" }]);
});

test("a person writes, and replies to the business", async () => {
  const messenger = messengerOf(simulator);
  const id = await messenger.sendAccepted(fullDetails);
  await simulator.webhooksSettled();
  const first = await simulator.writeMessage("Oi", { person: bia });
  const reply = await simulator.writeMessage("Obrigada", { replyTo: id });
  expect([first.delivery?.outcome, reply.delivery?.outcome]).toEqual(["delivered", "delivered"]);
  expect(receivedValues().slice(-2)).toMatchObject([
    {
      contacts: [{ user_id: "BR.7Q2" }],
      messages: [{ from_user_id: "BR.7Q2", type: "text", text: { body: "Oi" } }],
    },
    {
      contacts: [{ wa_id: person }],
      messages: [{ from: person, context: { from: "15550783881", id }, text: { body: "Obrigada" } }],
    },
  ]);
  expect(valueOf(first.webhook).messages?.[0]).not.toHaveProperty("referral");
});

test("a message that arrives late has its placeholder's id", async () => {
  const click = await simulator.click(adId, { say: "Oi", person: bia, unavailable: "at-first" });
  const written = await simulator.writeMessage("Alô?", { person: bia, unavailable: "at-first" });
  expect([click.delivery?.outcome, target.received.map(({ json }) => json)]).toEqual([
    "delivered",
    [click.placeholder, click.webhook, written.placeholder, written.webhook],
  ]);
  const [placeholder, real] = receivedValues().flatMap(({ messages = [] }) => messages);
  expect(placeholder).toMatchObject({
    type: "unsupported",
    unsupported: { type: "unknown" },
    from_user_id: "BR.7Q2",
    referral: { source_id: adId },
    errors: [{ code: 131060, error_data: { details: "This message is currently unavailable." } }],
  });
  expect(real).toMatchObject({ id: placeholder?.["id"], type: "text", text: { body: "Oi" } });
  expect(real).not.toHaveProperty("referral");
});

test("a message that stays unavailable sends only its placeholder", async () => {
  const { webhook, placeholder } = await simulator.click(adId, { say: "Oi", unavailable: "for-good" });
  expect([placeholder, valueOf(webhook).messages]).toMatchObject([null, [{ type: "unsupported", errors: [{}] }]]);
  expect(target.received).toHaveLength(1);
});

test("statuses have the documented contacts and ids", async () => {
  simulator.seed({ people: [{ ...bia, waId: person }] });
  const messenger = messengerOf(simulator);
  const id = await messenger.sendAccepted(fullDetails);
  await simulator.readMessage(id);
  await messenger.status({ order: { status: "pending" } });
  await simulator.webhooksSettled();
  const ids = { wa_id: person, user_id: "BR.7Q2", parent_user_id: "BR.ENT.3K" };
  const named = [{ profile: { name: "Bia", username: "bia.doces" }, ...ids }];
  const recipient = {
    recipient_id: person,
    recipient_user_id: "BR.7Q2",
    recipient_parent_user_id: "BR.ENT.3K",
  };
  expect(receivedValues().map(({ contacts, statuses }) => [statuses?.[0]?.["status"], contacts])).toEqual([
    ["sent", [{ profile: { name: "Bia" }, ...ids }]],
    ["delivered", named],
    ["read", named],
    ["failed", [{ wa_id: person }]],
  ]);
  const [sent, delivered, read, failed] = receivedValues().flatMap(({ statuses = [] }) => statuses);
  for (const status of [sent, delivered, read]) expect(status).toMatchObject(recipient);
  expect(failed).toMatchObject({ recipient_id: person });
  expect(failed).not.toHaveProperty("recipient_user_id");
  expect(failed).not.toHaveProperty("recipient_parent_user_id");
});

test("the contact of a failed status can be omitted", async () => {
  simulator.setWire({ failedStatusContacts: "none" });
  const messenger = messengerOf(simulator);
  await messenger.send(fullDetails);
  await messenger.status({ order: { status: "pending" } });
  await simulator.webhooksSettled();
  const failed = receivedValues().at(-1);
  expect(failed).toMatchObject({ statuses: [{ status: "failed", recipient_id: person }] });
  expect(failed).not.toHaveProperty("contacts");
});

function contextWith(somebody: PersonSeed): SimulatorContext {
  const context = new SimulatorContext({ platformDate: undefined });
  applyDefaults(context);
  applySeed(context, { people: [somebody] });
  return context;
}

test.each<[string, object, object]>([
  ["whose number is not known", {}, {}],
  ["whose number does not show", { waId: "5511900000001", showsNumber: false }, {}],
  ["whose number is known", { waId: "5511900000001" }, { recipient_id: "5511900000001" }],
])("statuses of a message to the user id of a person %s", (_who, number, expected) => {
  const context = contextWith({ ...bia, ...number });
  const phoneNumberId = simulator.phoneNumberId;
  for (const recipient of ["BR.7Q2", "BR.ENT.3K"]) {
    const sent = { id: `wamid.${recipient}`, phoneNumberId, recipient, callbackData: null, status: "delivered" };
    context.store.messages.put(sent as StoredMessage);
    const ids = { ...expected, recipient_user_id: "BR.7Q2", recipient_parent_user_id: "BR.ENT.3K" };
    const read = valueOf(markAsRead(context, sent.id));
    const timestamp = expect.any(String);
    expect(read.statuses).toEqual([{ id: sent.id, status: "read", timestamp, ...ids }]);
    expect(read.contacts).toMatchObject([{ user_id: "BR.7Q2" }]);
    const failed = valueOf(buildStatus(context, sent as StoredMessage, "failed", { code: 2046, details: "no" }));
    expect([failed.contacts, failed.statuses]).toMatchObject([undefined, [{ status: "failed", ...ids }]]);
  }
});

test("a person is found by number, user id or parent user id", () => {
  const { store } = contextWith({ ...bia, waId: "5511900000001" });
  for (const key of ["5511900000001", "BR.7Q2", "BR.ENT.3K"]) expect(findPerson(store, key)?.id).toBe("BR.7Q2");
  expect(findPerson(store, "5511900000002")).toMatchObject({ waId: "5511900000002", showsNumber: true });
  expect([findPerson(store, "BR.404"), findPerson(store, "BR.ENT.404")]).toEqual([undefined, undefined]);
});

test("a user id from a status can be used as recipient", async () => {
  await messengerOf(simulator).send(fullDetails);
  await simulator.webhooksSettled();
  const [status] = receivedValues().flatMap(({ statuses = [] }) => statuses);
  expect(simulator.people()).toMatchObject([{ id: status?.["recipient_user_id"], waId: person }]);
});

test("a payment comes from the person of the order", async () => {
  simulator.seed({ people: [{ ...bia, waId: person, showsNumber: false }] });
  await messengerOf(simulator).send(fullDetails);
  const { contacts, messages } = valueOf((await simulator.payOrder("order-1")).webhook);
  expect([contacts, messages]).toMatchObject([[{ user_id: "BR.7Q2" }], [{ from_user_id: "BR.7Q2" }]]);
  expect(messages?.[0]).not.toHaveProperty("from");
});

test.each([
  [{ userId: "7Q2" }, "person.userId must be a country, a dot and letters or digits"],
  [{ userId: "BR.ENT.3K" }, "person.userId must be"],
  [{ parentUserId: "BR.3K" }, "person.parentUserId must have ENT in the middle"],
  [{ username: "@bia" }, 'person.username must be a name without "@"'],
  [{ waId: "+55" }, "person.waId must be digits"],
])("the person %j is refused", async (who, reason) => {
  await expect(simulator.click(adId, { say: "Oi", person: who })).rejects.toThrow(reason);
  await expect(simulator.writeMessage("Oi", { person: who })).rejects.toThrow(reason);
  expect(() => simulator.seed({ people: [who] })).toThrow(reason);
  expect(simulator.people()).toEqual([]);
});

test("an empty message, unknown number and unknown reply are refused", async () => {
  await expect(simulator.writeMessage("")).rejects.toThrow("text is empty");
  await expect(simulator.writeMessage("Oi", { phoneNumberId: "404" })).rejects.toThrow("no phone number 404");
  await expect(simulator.writeMessage("Oi", { replyTo: "wamid.404" })).rejects.toThrow("no message wamid.404");
});

test("the control API seeds people, and a reset removes them", async () => {
  const controlHandler = (method: string, path: string, body?: object) =>
    sendHttp(`${simulator.controlUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  expect((await controlHandler("POST", "/seed", { people: [bia] })).status).toBe(200);
  const written = await controlHandler("POST", "/messages", { text: "Oi", person: { userId: "BR.7Q2" } });
  expect(written.json).toMatchObject({ delivery: { outcome: "delivered" }, placeholder: null });
  expect(receivedValues()).toMatchObject([{ contacts: [{ profile: { name: "Bia" } }] }]);
  expect((await controlHandler("GET", "/state")).json["people"]).toMatchObject([{ id: "BR.7Q2", waId: null }]);
  expect((await controlHandler("POST", "/messages", { say: "Oi" })).status).toBe(400);
  expect((await controlHandler("POST", "/seed", { people: [{ userId: "x" }] })).status).toBe(400);
  simulator.reset();
  expect(simulator.people()).toEqual([]);
});
