import { startSimulator, type Simulator } from "./index";
import { clientOf, greeting } from "./testing/client";
import { bearer, createCurlForm, sendHttp, jsonBody } from "./testing/http";

let simulator: Simulator;
let edge: string;

beforeEach(async () => {
  simulator = await startSimulator();
  edge = `${simulator.url}/v25.0/${simulator.wabaId}/welcome_message_sequences`;
});
afterEach(() => simulator.close());

test("an entry has the request and the response", async () => {
  await clientOf(simulator).write({ name: "a", welcome_message_sequence: greeting });
  await clientOf(simulator).remove("404");
  expect(simulator.journal()).toMatchObject([
    {
      number: 1,
      method: "POST",
      path: `/${simulator.wabaId}/welcome_message_sequences`,
      version: "v25.0",
      route: "/<WABA_ID>/welcome_message_sequences",
      verb: "create",
      query: {},
      body: { name: "a", welcome_message_sequence: greeting },
      appId: simulator.appId,
      status: 200,
      errorCode: null,
    },
    {
      number: 2,
      method: "DELETE",
      verb: "delete",
      query: { sequence_id: "404" },
      body: null,
      status: 400,
      errorCode: 4027017,
    },
  ]);
});

test("the journal contains no token, known or unknown", async () => {
  const secret = simulator.addToken({ value: "plain-looking-token-42" });
  const unknown = "EAAunknownButSecret123";
  for (const token of [secret, unknown]) {
    const query = new URLSearchParams({ access_token: token, note: `my token is ${token}` }).toString();
    await sendHttp(edge, { headers: bearer(token) });
    await sendHttp(`${edge}?${query}`);
    await sendHttp(edge, { method: "POST", ...jsonBody({ access_token: token, nested: [{ deep: `x${token}y` }] }) });
    await sendHttp(edge, {
      method: "POST",
      ...createCurlForm([
        ["access_token", token],
        ["batch", `[{"access_token":"${token}"}]`],
      ]),
    });
    await sendHttp(edge, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: `{"access_token":"${token}"`,
    });
    await sendHttp(`${simulator.url}/${token}/x`, { headers: { ...bearer(token), cookie: `t=${token}` } });
  }
  const written = JSON.stringify(simulator.journal());
  expect(simulator.journal()).toHaveLength(12);
  expect(written).not.toContain(secret);
  expect(written).not.toContain(unknown);
  expect(written).toContain("[redacted]");
});

test("ticks distinguish overlapping and sequential requests", async () => {
  const client = clientOf(simulator);
  await client.list();
  await client.list();
  const [one, two] = simulator.journal();
  expect(Number(one?.endTick)).toBeLessThan(Number(two?.startTick));
  simulator.clearJournal();
  simulator.faults.add({ match: { method: "GET" }, effect: { kind: "hang" } });
  const hanging = client.list().catch(() => undefined);
  while (simulator.journal().length === 0) await new Promise(setImmediate);
  await client.remove("1");
  expect(simulator.journal()).toMatchObject([
    { startTick: 5, endTick: null },
    { startTick: 6, endTick: 7 },
  ]);
  await simulator.close();
  await hanging;
});

test("numbers restart at one after clearJournal", async () => {
  const client = clientOf(simulator);
  await client.list();
  simulator.clearJournal();
  expect(simulator.journal()).toEqual([]);
  await client.list();
  expect(simulator.journal().map((entry) => entry.number)).toEqual([1]);
});

test("a reset restores the initial state", async () => {
  const client = clientOf(simulator);
  const first = await client.create();
  simulator.addToken({ value: "another-token" });
  simulator.faults.add({ effect: { kind: "status", status: 500 } });
  simulator.reset();
  expect([simulator.journal(), simulator.sequences(), simulator.faults.list()]).toEqual([[], [], []]);
  expect((await clientOf(simulator, "another-token").list()).status).toBe(401);
  expect(await client.create()).toBe(first);
});
