import { startSimulator, type Simulator } from "../index";
import { clientOf } from "../testing/client";
import { openEvents, type EventReader } from "../testing/events";
import { sendHttp, textOf } from "../testing/http";
import { startReceiver, type Receiver } from "../testing/receiver";

let simulator: Simulator;
let receiver: Receiver;
const readers: EventReader[] = [];
beforeAll(async () => {
  simulator = await startSimulator();
  receiver = await startReceiver();
});
beforeEach(() => simulator.reset());
afterEach(() => readers.splice(0).forEach((reader) => reader.close()));
afterAll(() => Promise.all([simulator.close(), receiver.close()]));

async function open(headers?: Readonly<Record<string, string>>): Promise<EventReader> {
  const reader = await openEvents(simulator.controlUrl, headers);
  readers.push(reader);
  return reader;
}

test("the first event contains all calls and asks to read everything", async () => {
  await clientOf(simulator).list();
  const reader = await open();
  const { update } = await reader.next();
  expect(update.calls).toMatchObject({ isReplaced: true, rows: [{ number: 1, method: "GET", status: 200 }] });
  expect(update.deliveries).toEqual({ isReplaced: true, rows: [] });
  expect(update.changed).toEqual(["content", "faults", "options", "clock", "webhook"]);
  expect(reader.headers).toMatchObject({
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
  });
});

test("a call arrives with its response, without headers and body", async () => {
  const reader = await open();
  await reader.next();
  await clientOf(simulator).create();
  const { update } = await reader.find(({ calls }) => calls.rows.some(({ endedAtMs }) => endedAtMs !== null));
  expect(update.calls.isReplaced).toBe(false);
  expect(update.calls.rows).toEqual([
    {
      ...{ number: 1, method: "POST", path: `/${simulator.wabaId}/welcome_message_sequences`, version: "v25.0" },
      ...{ verb: "create", batch: null, status: 200, errorCode: null, errorSubcode: null, faults: [] },
      ...{ startedAtMs: expect.any(Number), endedAtMs: expect.any(Number) },
    },
  ]);
  expect(update.changed).toEqual(["content"]);
});

test("many changes arrive in few events", async () => {
  const reader = await open();
  await reader.next();
  for (let index = 0; index < 500; index += 1) simulator.addSequence({ name: `s${index}`, content: {} });
  expect((await reader.next()).update.changed).toEqual(["content"]);
  simulator.advanceClock(1);
  expect((await reader.next()).update.changed).toEqual(["clock"]);
});

test("a client resumes after its last event", async () => {
  const client = clientOf(simulator);
  const first = await open();
  await first.next();
  await client.list();
  const { id } = await first.find(({ calls }) => calls.rows.some(({ endedAtMs }) => endedAtMs !== null));
  first.close();
  await client.list();
  await client.create();
  const { update } = await (await open({ "last-event-id": id })).next();
  expect(update.calls.isReplaced).toBe(false);
  expect(update.calls.rows.map(({ number }) => number)).toEqual([2, 3]);
  expect(update.changed).toContain("content");
});

test("a client that missed a reset gets everything again", async () => {
  const first = await open();
  await clientOf(simulator).list();
  const { id } = await first.find(({ calls }) => calls.rows.length > 0);
  first.close();
  simulator.reset();
  const { update } = await (await open({ "last-event-id": id })).next();
  expect(update.calls).toEqual({ isReplaced: true, rows: [] });
});

test.each(["0123456789ab-1", "nonsense", "-", "1e99"])(
  "the unknown event id %j starts from the beginning",
  async (id) => {
    await clientOf(simulator).list();
    const { update } = await (await open({ "last-event-id": id })).next();
    expect(update.calls).toMatchObject({ isReplaced: true, rows: [{ number: 1 }] });
  },
);

test("cleared calls are replaced in every client", async () => {
  await clientOf(simulator).list();
  const [one, other] = await Promise.all([open(), open()]);
  await Promise.all([one.next(), other.next()]);
  simulator.clearJournal();
  for (const reader of [one, other]) {
    expect((await reader.next()).update.calls).toEqual({ isReplaced: true, rows: [] });
  }
});

test("a delivery arrives with payload, signature, response and retries", async () => {
  await simulator.setWebhook({ url: receiver.url, verifyToken: "x", retryAfterMs: [0] });
  const reader = await open();
  receiver.replies.push(500);
  const { webhook } = await simulator.writeMessage("Oi");
  const { update } = await reader.find(({ deliveries }) =>
    deliveries.rows.some(({ outcome }) => outcome === "delivered"),
  );
  const [row] = update.deliveries.rows;
  expect(row).toMatchObject({
    ...{ id: "delivery-1", url: receiver.url, outcome: "delivered" },
    signature: receiver.received.at(-1)?.headers["x-hub-signature-256"],
    attempts: [
      { attempt: 1, status: 500, response: "" },
      { attempt: 2, status: 200, response: "" },
    ],
  });
  expect(JSON.parse(row?.payload ?? "")).toEqual(webhook);
  const got = await sendHttp(`${simulator.controlUrl}/deliveries/delivery-1`);
  expect(got.json).toEqual(row);
});

test("changes of faults, options, clock and webhook are named", async () => {
  const reader = await open();
  await reader.next();
  const { id } = simulator.faults.add({ effect: { kind: "drop" } });
  simulator.faults.setEnabled(id, false);
  simulator.setWire({ idKey: "both" });
  simulator.setPlatformDate("2026-10-28");
  await simulator.setWebhook(null);
  expect(new Set((await reader.next()).update.changed)).toEqual(new Set(["faults", "options", "clock", "webhook"]));
});

test("a new start has another run, so that pages reload", async () => {
  const { update } = await (await open()).next();
  const other = await startSimulator();
  const reader = await openEvents(other.controlUrl);
  expect((await reader.next()).update.run).not.toBe(update.run);
  reader.close();
  await other.close();
});

test("closing the simulator ends the stream", async () => {
  const other = await startSimulator();
  const reader = await openEvents(other.controlUrl);
  await reader.next();
  await other.close();
  await expect(sendHttp(other.controlUrl)).rejects.toThrow("ECONNREFUSED");
});

test("the journal entry of a row has the details", async () => {
  await clientOf(simulator).create("Details");
  const got = await sendHttp(`${simulator.controlUrl}/journal/1`);
  expect(got.json).toMatchObject({ number: 1, body: { name: "Details" }, headers: { authorization: "[redacted]" } });
  expect(JSON.parse(textOf(got.json["response"]))).toEqual({ sequence_id: simulator.sequences()[0]?.id });
  expect((await sendHttp(`${simulator.controlUrl}/journal/2`)).status).toBe(404);
  expect((await sendHttp(`${simulator.controlUrl}/journal/x`)).status).toBe(404);
});

test("a response in the journal contains no token", async () => {
  simulator.faults.add({ effect: { kind: "echo" }, times: "always" });
  for (const token of [simulator.accessToken, "another-secret-token-1"]) {
    const echoed = await clientOf(simulator, token).list();
    expect(echoed.text).toContain(token);
    const { number = 0 } = simulator.journal().at(-1) ?? {};
    expect(simulator.journalResponse(number)).toContain("[redacted]");
    expect(simulator.journalResponse(number)).not.toContain(token);
  }
});

test("a request without a response has none in the journal", async () => {
  simulator.faults.add({ effect: { kind: "drop" } });
  await clientOf(simulator)
    .list()
    .catch(() => undefined);
  const got = await sendHttp(`${simulator.controlUrl}/journal/1`);
  expect(got.json).toMatchObject({ status: null, response: null });
  simulator.clearJournal();
  expect(simulator.journalResponse(1)).toBeUndefined();
});
