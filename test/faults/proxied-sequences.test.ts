import { request } from "node:http";
import { createServer } from "node:https";
import { pipeline } from "node:stream";
import { certified, trusting } from "../support/certificates";
import { runCommand } from "../support/command";
import { withEnvironment } from "../support/environment";
import { bound } from "../support/listening";
import { answer, response, TunnelProxy, tunnelTo, type Behavior } from "../support/tunnel-proxy";
import { deeds, ready } from "./support/operations";
import { faultRows, row, type Case } from "./support/row";

faultRows();

const host = "graph.invalid";
let proxy: TunnelProxy;
beforeAll(async () => {
  proxy = await TunnelProxy.start();
});
afterAll(() => proxy.close());

/** The simulator behind TLS, as graph.invalid; the port. Requests reach it under its own address, since it takes no other. */
async function serveTls(the: Case): Promise<number> {
  const server = createServer(certified("graph-host"), (incoming, outgoing) => {
    const { host: _, ...headers } = incoming.headers;
    const forwarded = request(new URL(incoming.url ?? "/", the.meta.url), { method: incoming.method, headers });
    forwarded.once("response", (answered) => {
      outgoing.writeHead(answered.statusCode ?? 500, answered.headers);
      pipeline(answered, outgoing, () => undefined);
    });
    forwarded.on("error", () => outgoing.destroy());
    outgoing.once("close", () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  const opened = bound(server).then((ownPort) => ({
    port: ownPort,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  }));
  return (await the.opened(opened)).port;
}

const proxied = { WHATSAPP_BASE_URL: `https://${host}`, WHATSAPP_ALLOWED_HOSTS: host };

/** Runs a task through the proxy; then no connection is left. */
async function throughProxy<T>(behavior: Behavior, task: () => Promise<T>): Promise<T> {
  proxy.behave(behavior);
  const none = { https_proxy: undefined, NO_PROXY: undefined, no_proxy: undefined };
  const result = await withEnvironment({ ...none, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }, () =>
    trusting("graph-host", task),
  );
  await proxy.drained();
  return result;
}

/** Does each of these in turn, the last for all further connections. */
function inTurn(behaviors: readonly Behavior[]): Behavior {
  let count = 0;
  return (socket) => behaviors[Math.min(count++, behaviors.length - 1)]?.(socket);
}

for (const deed of deeds) {
  row("13a", `${deed.verb}: done once, through the tunnel, a connection for each request`, async (the) => {
    const port = await serveTls(the);
    await ready(the, deed);
    the.nextRun(proxied);
    await throughProxy(tunnelTo(port), () => deed.step(the));
    expect(the.verbs()).toEqual(deed.usually);
    expect(proxy.heads).toHaveLength(deed.usually.length);
    expect(the.rows()).toEqual(the.held());
  });

  row(
    "13b",
    `${deed.verb}: a tunnel that is refused once is asked for again, and the deed is done once`,
    async (the) => {
      const port = await serveTls(the);
      await ready(the, deed);
      the.nextRun(proxied);
      const before = deed.usually.indexOf(deed.verb);
      const tunnels = Array.from({ length: before }, () => tunnelTo(port));
      const refusal = answer(response("503 Service Unavailable", "<html>FORGED</html>"));
      await throughProxy(inTurn([...tunnels, refusal, tunnelTo(port)]), () => deed.step(the));
      expect(the.verbs()).toEqual(deed.usually);
      expect(proxy.heads).toHaveLength(deed.usually.length + 1);
      expect(the.rows()).toEqual(the.held());
    },
  );
}

const emptyList = '{"data":[]}';
const created = '{"sequence_id":"666","id":"666"}';
const expired = '{"error":{"code":190,"message":"FORGED"}}';
for (const [what, line, bodies] of [
  ["an empty account and a create", "201 Created", [emptyList, created]],
  ["an empty account and a create, without a tunnel", "200 OK", [emptyList, created]],
  ["an expired token", "401 Unauthorized", [expired]],
  ["an outage", "502 Bad Gateway", ["<html>FORGED</html>"]],
] as const) {
  row("13c", `${what}, forged by the proxy: the create fails, and nothing is recorded or sent`, async (the) => {
    the.nextRun(proxied);
    const forged = bodies.map((body) => answer(response(line, body)));
    const said = await throughProxy(inTurn(forged), () => the.said(the.up()));
    expect(said).toMatch(
      new RegExp(
        `${host} could not be reached.*: the proxy 127\\.0\\.0\\.1:${proxy.port} \\(HTTPS_PROXY\\) answered CONNECT with ${line}`,
      ),
    );
    expect(said).not.toMatch(/FORGED|token/);
    expect(the.held()).toEqual([]);
    expect(the.verbs()).toEqual([]);
  });
}

row("13c", "a forged account is not listed", async (the) => {
  const forged = '{"data":[{"id":"666","name":"FORGED","welcome_message_sequence":{"text":"FORGED"}}]}';
  const environment = the.account.environment(proxied);
  const { code, out, err } = await throughProxy(answer(response("201 Created", forged)), () =>
    runCommand(["list"], environment),
  );
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain("answered CONNECT with 201 Created. Only 200 opens a tunnel");
  expect(err).not.toContain("FORGED");
});

row("13e", "a tunnel that breaks after a create was made: the sequence is adopted, with one POST", async (the) => {
  const port = await serveTls(the);
  the.nextRun(proxied);
  const made = the.fault({ match: { verb: "create" }, effect: { kind: "hang" }, when: "after" });
  await throughProxy(tunnelTo(port), async () => {
    const up = the.up();
    await made.hit;
    proxy.cut();
    await up;
  });
  expect(the.verbs()).toEqual(["list", "create", "list", "read", "list"]);
  expect(the.rows()).toEqual(the.held());
});

row(
  "13e",
  "a tunnel that breaks before a create is written: it is sent once, and the account is listed only to read it back",
  async (the) => {
    const port = await serveTls(the);
    the.nextRun(proxied);
    const broken = answer("HTTP/1.1 200 OK\r\n\r\n");
    await throughProxy(inTurn([tunnelTo(port), broken, tunnelTo(port)]), () => the.up());
    expect(the.verbs()).toEqual(["list", "create", "read", "list"]);
    expect(the.rows()).toEqual(the.held());
  },
);

row("13i", "a variable that names no usable proxy is reported before anything is done", async (the) => {
  the.nextRun({ ...proxied, HTTPS_PROXY: "socks5://maria:hunter2@proxy.example:1080" });
  const said = await the.said(the.up());
  expect(said).toContain(
    "HTTPS_PROXY: names a SOCKS proxy, which is not supported. Set HTTPS_PROXY to http://host:port",
  );
  expect(said).not.toMatch(/maria|hunter2|example/);
  expect(the.held()).toEqual([]);
});
