import { Agent, request } from "node:http";
import { connect } from "node:net";
import { startSimulator, type Simulator } from "./index";
import { clientOf, errorCodesOf } from "./testing/client";
import { bearer, errorOf, textOf } from "./testing/http";

let simulator: Simulator;
let agent: Agent;

beforeEach(async () => {
  simulator = await startSimulator();
  agent = new Agent({ keepAlive: true, maxSockets: 1 });
});
afterEach(async () => {
  agent.destroy();
  await simulator.close();
});

interface Kept {
  readonly status: number;
  readonly connection: string | undefined;
  readonly reused: boolean;
  /** Settles when the connection is closed. */
  readonly closed: Promise<void>;
}

/** Sends a request on a keep-alive connection. */
function openConnection(): Promise<Kept> {
  const address = `${simulator.url}/v25.0/${simulator.wabaId}/welcome_message_sequences`;
  return new Promise((resolve, reject) => {
    const sent = request(address, { agent, headers: bearer(simulator.accessToken) }, (response) => {
      const closed = new Promise<void>((done) => response.socket.once("close", () => done()));
      const { statusCode: status = 0, headers } = response;
      response.resume().on("end", () =>
        // The agent reuses the connection in the same turn of the event loop.
        setImmediate(() => resolve({ status, connection: headers.connection, reused: sent.reusedSocket, closed })),
      );
    });
    sent.on("error", reject).end();
  });
}

test("close ends the connection after an ordinary response", async () => {
  simulator.faults.add({ effect: { kind: "close" } });
  const first = await openConnection();
  expect([first.status, first.connection]).toEqual([200, "keep-alive"]);
  await first.closed;
  expect(await openConnection()).toMatchObject({ status: 200, reused: false });
});

test("close on next-request resets the connection at the next request", async () => {
  simulator.faults.add({ effect: { kind: "close", on: "next-request" } });
  expect(await openConnection()).toMatchObject({ status: 200, connection: "keep-alive" });
  await expect(openConnection()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(simulator.journal()).toHaveLength(1);
  expect((await openConnection()).status).toBe(200);
});

test("drop resets the connection", async () => {
  simulator.faults.add({ effect: { kind: "drop" } });
  const socket = connect(Number(new URL(simulator.url).port), "127.0.0.1");
  const events: string[] = [];
  socket.on("end", () => events.push("end"));
  const error = new Promise((resolve) => socket.on("error", resolve));
  socket.write("GET /v25.0/app HTTP/1.1\r\nhost: localhost\r\n\r\n");
  expect(await error).toMatchObject({ code: "ECONNRESET", syscall: "read" });
  expect(events).toEqual([]);
});

test("echo repeats the token; the journal does not", async () => {
  simulator.faults.add({ times: "always", effect: { kind: "echo" } });
  const client = clientOf(simulator);
  const got = await client.list();
  expect(errorCodesOf(got)).toEqual([401, 190, undefined]);
  expect(textOf(errorOf(got)["message"])).toContain(`"Bearer ${simulator.accessToken}"`);
  const query = await clientOf(simulator, "").list(`?access_token=${simulator.accessToken}`);
  expect(query.status).toBe(401);
  expect(JSON.stringify(simulator.journal())).not.toContain(simulator.accessToken);
});
