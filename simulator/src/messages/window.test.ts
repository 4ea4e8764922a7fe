import type { Simulator, SimulatorOptions } from "../index";
import { sendHttp, jsonBody } from "../testing/http";
import {
  fullDetails,
  messageIdOf,
  messengerOf,
  nowMs,
  person,
  refusalOf,
  startOrderSimulator,
} from "../testing/orders";
import { startReceiver } from "../testing/receiver";

const hourMs = 60 * 60 * 1000;
const closed =
  "Message failed to send because more than 24 hours have passed since the customer last replied to this number.";

let simulator: Simulator;
let messenger: ReturnType<typeof messengerOf>;

/** Starts a simulator whose number has received no message, unless the options add one. */
async function start({ behaviour, ...options }: SimulatorOptions = {}): Promise<void> {
  simulator = await startOrderSimulator({
    ...{ seed: {}, ...options },
    behaviour: { windowOfStrangers: "closed", ...behaviour },
  });
  messenger = messengerOf(simulator);
}
afterEach(() => simulator.close());

/** Returns status and error code of the last message. */
function last(): readonly unknown[] {
  const message = simulator.messages().at(-1);
  return [message?.status, message?.errorCode];
}

test("an order outside the window is accepted, then fails with 131047", async () => {
  await start();
  const target = await startReceiver();
  await simulator.setWebhook({ url: target.url, verifyToken: "only between us", retryAfterMs: [] });
  const got = await messenger.send(fullDetails);
  await simulator.webhooksSettled();
  expect(got.status).toBe(200);
  expect(last()).toEqual(["failed", 131047]);
  expect(simulator.orders()).toEqual([]);
  expect(target.received).toHaveLength(1);
  expect(target.received[0]?.json).toMatchObject({
    entry: [
      {
        changes: [
          {
            value: {
              statuses: [
                {
                  id: messageIdOf(got),
                  status: "failed",
                  recipient_id: person,
                  errors: [{ code: 131047, title: "Re-engagement message", error_data: { details: closed } }],
                },
              ],
            },
          },
        ],
      },
    ],
  });
  await target.close();
});

test.each([
  ["answer", 400, 0],
  ["both", 400, 1],
  ["webhook", 200, 1],
] as const)("131047 is reported in the %s", async (windowErrors, status, messages) => {
  await start({ behaviour: { windowErrors } });
  const got = await messenger.send(fullDetails);
  expect([got.status, refusalOf(got)]).toEqual([status, status === 200 ? [undefined, undefined] : [131047, closed]]);
  expect(simulator.messages()).toHaveLength(messages);
  expect(simulator.orders()).toEqual([]);
});

test('windowErrors: "none" accepts every order', async () => {
  await start({ behaviour: { windowErrors: "none" } });
  await messenger.send(fullDetails);
  expect(last()).toEqual(["delivered", null]);
});

test("a message from the person opens the window for exactly 24 hours", async () => {
  await start();
  await simulator.writeMessage("Quero um bolo", { person: { waId: person } });
  simulator.advanceClock(24 * hourMs - 1);
  await messenger.send({ ...fullDetails, biz_opaque_callback_data: "in time" });
  expect(last()).toEqual(["delivered", null]);
  simulator.advanceClock(1);
  await messenger.status({ order: { status: "processing" } });
  expect(last()).toEqual(["failed", 131047]);
  expect(simulator.orders()).toMatchObject([{ status: "pending" }]);
});

test("messages of the business and reads do not open the window", async () => {
  await start();
  await simulator.writeMessage("Oi", { person: { waId: person } });
  simulator.advanceClock(20 * hourMs);
  const id = await messenger.sendAccepted(fullDetails);
  await simulator.readMessage(id);
  simulator.advanceClock(5 * hourMs);
  await messenger.status({ order: { status: "processing" } });
  expect(last()).toEqual(["failed", 131047]);
});

test("a click opens the window for 24 hours", async () => {
  await start();
  const { adId } = simulator.addAd({});
  await simulator.click(adId, { person: { waId: person } });
  await messenger.send(fullDetails);
  expect(last()).toEqual(["delivered", null]);
  simulator.advanceClock(48 * hourMs);
  await messenger.status({ order: { status: "processing" } });
  expect(last()).toEqual(["failed", 131047]);
});

test("a payment opens the window", async () => {
  await start();
  await simulator.writeMessage("Oi", { person: { waId: person } });
  await messenger.send(fullDetails);
  simulator.advanceClock(23 * hourMs);
  await simulator.payOrder("order-1");
  simulator.advanceClock(23 * hourMs);
  await messenger.status({ order: { status: "processing" } });
  expect(last()).toEqual(["delivered", null]);
});

test("each person and number has its own window", async () => {
  await start({ seed: { phoneNumbers: [{ id: "777" }] } });
  await simulator.writeMessage("Oi", { person: { waId: "5511911111111" } });
  await simulator.writeMessage("Oi", { person: { waId: person }, phoneNumberId: "777" });
  await messenger.send(fullDetails);
  expect(last()).toEqual(["failed", 131047]);
  await messengerOf(simulator, simulator.accessToken, "777").send(fullDetails);
  expect(last()).toEqual(["delivered", null]);
});

test("number and user id share one window", async () => {
  await start({ seed: { people: [{ userId: "BR.7Q2", waId: person }] } });
  const { to: _to, ...toNobody } = fullDetails;
  await simulator.writeMessage("Oi", { person: { waId: person } });
  expect(simulator.conversations().map(({ userId }) => userId)).toEqual(["BR.7Q2"]);
  for (const addressee of [{ recipient: "BR.7Q2" }, { to: person }]) {
    await messenger.send({ ...toNobody, ...addressee });
    expect(last()).toEqual(["delivered", null]);
  }
  await messenger.send({ ...toNobody, recipient: "BR.7Q3" });
  expect(last()).toEqual(["failed", 131047]);
});

test("a person without a visible number opens the window by writing", async () => {
  await start();
  const { to: _to, ...toNobody } = fullDetails;
  const { webhook } = await simulator.writeMessage("Oi", { person: { userId: "BR.7Q2" } });
  expect(JSON.stringify(webhook)).not.toContain("wa_id");
  await messenger.send({ ...toNobody, recipient: "BR.7Q2" });
  expect(last()).toEqual(["delivered", null]);
});

test("a new person counts as having written at the start by default", async () => {
  await start({ behaviour: { windowOfStrangers: "open" } });
  simulator.advanceClock(24 * hourMs - 1);
  await messenger.send(fullDetails);
  expect(last()).toEqual(["delivered", null]);
  simulator.advanceClock(1);
  await messenger.send(fullDetails);
  expect(last()).toEqual(["failed", 131047]);
  await simulator.writeMessage("Oi", { person: { waId: person } });
  await messenger.send(fullDetails);
  expect(last()).toEqual(["delivered", null]);
});

test("a reset restores seeded conversations", async () => {
  const seed = { conversations: [{ person, lastMessageAtMs: nowMs - 23 * hourMs }] };
  await start({ seed });
  await messenger.send(fullDetails);
  expect(last()).toEqual(["delivered", null]);
  await simulator.writeMessage("Oi", { person: { waId: person } });
  simulator.reset();
  expect(simulator.conversations()).toMatchObject([{ lastMessageAtMs: nowMs - 23 * hourMs }]);
  simulator.advanceClock(hourMs);
  await messenger.send(fullDetails);
  expect(last()).toEqual(["failed", 131047]);
});

test("the control API lets a person write", async () => {
  await start();
  const url = `${simulator.controlUrl}/messages`;
  const got = await sendHttp(url, { method: "POST", ...jsonBody({ person: { waId: person }, text: "Oi" }) });
  expect([got.status, got.json["delivery"]]).toEqual([200, null]);
  await messenger.send(fullDetails);
  expect(last()).toEqual(["delivered", null]);
  const state = await sendHttp(`${simulator.controlUrl}/state`);
  expect(state.json["conversations"]).toMatchObject([{ phoneNumberId: simulator.phoneNumberId }]);
});
