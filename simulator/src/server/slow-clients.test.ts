import { connect, type Socket } from "node:net";
import { startSimulator, type Simulator } from "../index";
import { listen, type Handle, type Listener } from "./listener";
import { respond } from "./respond";

/** All data that a socket received. */
interface Conversation {
  readonly socket: Socket;
  readonly ended: Promise<string>;
}

function openConversation(url: string, text: string): Conversation {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // Queued before the connection exists, so that no later write overtakes it.
  socket.write(text);
  const ended = new Promise<string>((resolve) => {
    let got = "";
    socket.on("data", (chunk) => (got += chunk.toString("latin1")));
    socket.on("error", () => undefined).on("close", () => resolve(got));
  });
  return { socket, ended };
}

const head = "POST /seed HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n";

describe("with short timeouts", () => {
  let listener: Listener;
  const open = async (handle: Handle): Promise<string> => {
    const patience = { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 };
    listener = await listen(0, handle, patience);
    return listener.url;
  };
  afterEach(() => listener.close());

  const readAll: Handle = async (request, response) => {
    for await (const _chunk of request);
    response.end("whole");
  };

  test.each([
    ["head", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"],
    ["body", `${head}Content-Length: 10\r\n\r\n12345`],
    ["chunk", `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n12`],
  ])("a client that never finishes its %s gets 408", async (_what, text) => {
    expect(await openConversation(await open(readAll), text).ended).toMatch(/^HTTP\/1\.1 408 /);
  });

  test("a client that does not read its response is disconnected", async () => {
    const bytes = Buffer.alloc(50_000_000);
    const handle: Handle = (_request, response) => {
      respond(response, { status: 200, headers: {}, bytes }, { unreadAnswerMs: 100, discardedBodyMs: 100 });
      return Promise.resolve();
    };
    const { socket, ended } = openConversation(await open(handle), "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 300));
    socket.resume();
    expect((await ended).length).toBeLessThan(bytes.length);
  });

  test("an unread body is discarded briefly, then the connection closes", async () => {
    const answer = { status: 413, headers: { "content-length": "8" }, bytes: Buffer.from("too much") };
    const handle: Handle = (_request, response) => {
      respond(response, answer, { unreadAnswerMs: 5_000, discardedBodyMs: 100 });
      return Promise.resolve();
    };
    const { socket, ended } = openConversation(await open(handle), `${head}Content-Length: 100000000\r\n\r\n`);
    const more = setInterval(() => socket.write("x".repeat(1_000)), 5);
    const got = await ended;
    clearInterval(more);
    expect(got).toMatch(/^HTTP\/1\.1 413 .*connection: close.*too much$/is);
  });
});

describe("the simulator", () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.close());

  test.each<readonly [string, "url" | "controlUrl", string]>([
    ["the Graph port, within a chunk", "url", "Transfer-Encoding: chunked\r\n\r\n10\r\n1"],
    ["the control port, within a body", "controlUrl", "Content-Length: 10\r\n\r\n1"],
    ["the control port, within the headers", "controlUrl", "X-Long: 1"],
    ["the Graph port, after 413", "url", "Content-Length: 99999999999\r\n\r\n1"],
  ])("closes at once while a client of %s is slow", async (_where, port, rest) => {
    const conversations = Array.from({ length: 20 }, () => openConversation(simulator[port], head + rest));
    await Promise.all(conversations.map(({ socket }) => new Promise((resolve) => socket.once("connect", resolve))));
    const before = performance.now();
    await simulator.close();
    await Promise.all(conversations.map(({ ended }) => ended));
    expect(performance.now() - before).toBeLessThan(5_000);
  });

  test("refuses a body of unknown length once it is too long", async () => {
    for (const url of [simulator.url, simulator.controlUrl]) {
      const own = head.replace("127.0.0.1", new URL(url).host);
      const { socket, ended } = openConversation(url, `${own}Transfer-Encoding: chunked\r\n\r\n`);
      const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
      const feed = (): void => {
        while (socket.writable && socket.write(chunk));
        if (socket.writable) socket.once("drain", feed);
      };
      socket.once("connect", feed);
      socket.once("data", () => socket.end());
      expect(await ended).toMatch(/^HTTP\/1\.1 413 /);
    }
  });
});
