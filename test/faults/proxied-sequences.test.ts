import { request } from "node:http";
import { createServer } from "node:https";
import { pipeline } from "node:stream";
import { failureMessage } from "../support/world/failures";
import { tlsOptions, withTrust } from "../support/certificates";
import { runCommand } from "../support/command";
import { withEnvironment } from "../support/environment";
import { listen } from "../support/listening";
import { answer, response, TunnelProxy, tunnelTo, type Behavior } from "../support/tunnel-proxy";
import { operations, prepare } from "./support/operations";
import { useAccount, row, type FaultStack } from "./support/row";

useAccount();

const host = "graph.invalid";
let proxy: TunnelProxy;
beforeAll(async () => {
  proxy = await TunnelProxy.start();
});
afterAll(() => proxy.close());

/** Serves the simulator with TLS as graph.invalid; returns the port. Requests reach it under its own address: it accepts no other. */
async function serveTls(stack: FaultStack): Promise<number> {
  const server = createServer(tlsOptions("graph-host"), (incoming, outgoing) => {
    const { host: _, ...headers } = incoming.headers;
    const forwarded = request(new URL(incoming.url ?? "/", stack.meta.url), { method: incoming.method, headers });
    forwarded.once("response", (answered) => {
      outgoing.writeHead(answered.statusCode ?? 500, answered.headers);
      pipeline(answered, outgoing, () => undefined);
    });
    forwarded.on("error", () => outgoing.destroy());
    outgoing.once("close", () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  const opened = listen(server).then((ownPort) => ({
    port: ownPort,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  }));
  return (await stack.closeAtEnd(opened)).port;
}

const proxied = { WHATSAPP_BASE_URL: `https://${host}`, WHATSAPP_ALLOWED_HOSTS: host };

/** Runs a task through the proxy; afterwards no connection is left. */
async function throughProxy<T>(behavior: Behavior, task: () => Promise<T>): Promise<T> {
  proxy.behave(behavior);
  const none = { https_proxy: undefined, NO_PROXY: undefined, no_proxy: undefined };
  const result = await withEnvironment({ ...none, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` }, () =>
    withTrust("graph-host", task),
  );
  await proxy.waitUntilDrained();
  return result;
}

/** Uses each behavior for one connection, the last for all further ones. */
function inTurn(behaviors: readonly Behavior[]): Behavior {
  let count = 0;
  return (socket) => behaviors[Math.min(count++, behaviors.length - 1)]?.(socket);
}

for (const operation of operations) {
  row("13a", `${operation.kind}: runs once through the tunnel, one connection for each request`, async (stack) => {
    const port = await serveTls(stack);
    await prepare(stack, operation);
    stack.startRun(proxied);
    await throughProxy(tunnelTo(port), () => operation.run(stack));
    expect(stack.requestKinds()).toEqual(operation.requestKinds);
    expect(proxy.heads).toHaveLength(operation.requestKinds.length);
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });

  row("13b", `${operation.kind}: a refused tunnel is requested again and the write happens once`, async (stack) => {
    const port = await serveTls(stack);
    await prepare(stack, operation);
    stack.startRun(proxied);
    const before = operation.requestKinds.indexOf(operation.kind);
    const tunnels = Array.from({ length: before }, () => tunnelTo(port));
    const refusal = answer(response("503 Service Unavailable", "<html>FORGED</html>"));
    await throughProxy(inTurn([...tunnels, refusal, tunnelTo(port)]), () => operation.run(stack));
    expect(stack.requestKinds()).toEqual(operation.requestKinds);
    expect(proxy.heads).toHaveLength(operation.requestKinds.length + 1);
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });
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
  row("13c", `a proxy that forges ${what}: the create fails and records nothing`, async (stack) => {
    stack.startRun(proxied);
    const forged = bodies.map((body) => answer(response(line, body)));
    const message = await throughProxy(inTurn(forged), () => failureMessage(stack.up()));
    expect(message).toMatch(
      new RegExp(
        `${host} could not be reached.*: the proxy 127\\.0\\.0\\.1:${proxy.port} \\(HTTPS_PROXY\\) answered CONNECT with ${line}`,
      ),
    );
    expect(message).not.toMatch(/FORGED|token/);
    expect(stack.stateIds()).toEqual([]);
    expect(stack.requestKinds()).toEqual([]);
  });
}

row("13c", "a forged list of sequences is not printed", async (stack) => {
  const forged = '{"data":[{"id":"666","name":"FORGED","welcome_message_sequence":{"text":"FORGED"}}]}';
  const environment = stack.account.environment(proxied);
  const { code, out, err } = await throughProxy(answer(response("201 Created", forged)), () =>
    runCommand(["list"], environment),
  );
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain("answered CONNECT with 201 Created. Only 200 opens a tunnel");
  expect(err).not.toContain("FORGED");
});

row("13e", "a tunnel that breaks after a stored create: one POST", async (stack) => {
  const port = await serveTls(stack);
  stack.startRun(proxied);
  const made = stack.addFault({ match: { verb: "create" }, effect: { kind: "hang" }, when: "after" });
  await throughProxy(tunnelTo(port), async () => {
    const up = stack.up();
    await made.hit;
    proxy.cut();
    await up;
  });
  expect(stack.requestKinds()).toEqual(["list", "create", "list", "read", "list"]);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

row("13e", "a tunnel that breaks before the create is sent: no search", async (stack) => {
  const port = await serveTls(stack);
  stack.startRun(proxied);
  const broken = answer("HTTP/1.1 200 OK\r\n\r\n");
  await throughProxy(inTurn([tunnelTo(port), broken, tunnelTo(port)]), () => stack.up());
  expect(stack.requestKinds()).toEqual(["list", "create", "read", "list"]);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

row("13i", "an unusable proxy variable is reported before any request", async (stack) => {
  stack.startRun({ ...proxied, HTTPS_PROXY: "socks5://maria:hunter2@proxy.example:1080" });
  const message = await failureMessage(stack.up());
  expect(message).toContain(
    "HTTPS_PROXY: names a SOCKS proxy, which is not supported. Set HTTPS_PROXY to http://host:port",
  );
  expect(message).not.toMatch(/maria|hunter2|example/);
  expect(stack.stateIds()).toEqual([]);
});
