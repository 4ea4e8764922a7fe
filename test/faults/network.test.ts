import { failureMessage } from "../support/world/failures";
import { ForwardProxy } from "./support/proxy";
import { operations, prepare } from "./support/operations";
import { useAccount, row, type FaultStack } from "./support/row";
import { withEnvironment } from "../support/environment";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { settingNames } from "../../provider/src/schema/settings";
import { sequenceArgs } from "../support/world/sequences";
import { tlsOptions, withTrust } from "../support/certificates";
import { startDecoy, startServer, type TestServer } from "../support/listening";

useAccount();

for (const operation of operations) {
  row("01", `${operation.kind}: a refused connection is retried and the write happens once`, async (stack) => {
    const proxy = await stack.closeAtEnd(ForwardProxy.start(stack.meta.url));
    await prepare(stack, operation);
    let waits = 0;
    stack
      .startRun({ WHATSAPP_BASE_URL: proxy.url })
      .duringWaits(() => (proxy.isOpen || ++waits < 2 ? 0 : proxy.reopen()));
    proxy.shutAfter(operation.requestKinds.indexOf(operation.kind));
    await operation.run(stack);
    expect(waits).toBe(2);
    expect(stack.requestKinds()).toEqual(operation.requestKinds);
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });

  row("01", `${operation.kind}: a permanently refused connection names the host and records nothing`, async (stack) => {
    const proxy = await stack.closeAtEnd(ForwardProxy.start(stack.meta.url));
    await prepare(stack, operation);
    const before = structuredClone([...stack.engine.entries.values()]);
    stack.startRun({ WHATSAPP_BASE_URL: proxy.url });
    proxy.shutAfter(operation.requestKinds.indexOf(operation.kind));
    expect(await failureMessage(operation.run(stack))).toContain(
      `127.0.0.1:${proxy.port} could not be reached (4 attempts in `,
    );
    expect([...stack.engine.entries.values()]).toEqual(before);
    expect(stack.meta.journal().filter(({ method }) => method !== "GET")).toEqual([]);
  });
}

row("02", "an unresolvable host name is retried and named in the error", async (stack) => {
  // No resolver sends a query for a label of more than 63 characters (RFC 1035, 2.3.4).
  const host = `graph-${"x".repeat(64)}.invalid`;
  stack.startRun({ WHATSAPP_BASE_URL: `https://${host}`, WHATSAPP_ALLOWED_HOSTS: host });
  const message = await withEnvironment({ NO_PROXY: "*", no_proxy: "*" }, () => failureMessage(stack.up()));
  expect(message).toMatch(new RegExp(`${host} could not be reached \\(4 attempts in .*ENOTFOUND.*nothing was changed`));
  expect(stack.stateIds()).toEqual([]);
  expect(stack.requestKinds()).toEqual([]);
});

row("03", "a create lost before Meta received it is searched, then repeated", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
  await stack.up();
  expect(stack.requestKinds()).toEqual(["list", "create", "list", "list", "list", "list", "create", "read", "list"]);
  expect(stack.storedIds()).toHaveLength(1);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

row("03", "a lost create beside a sibling of the same name creates both", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
  await Promise.all(["one", "two"].map((text) => stack.up(text, { name: "same", text })));
  expect(stack.requests("create")).toHaveLength(3);
  expect(stack.storedIds()).toHaveLength(2);
  expect(new Set(stack.stateIds())).toEqual(new Set(stack.storedIds()));
});

row("04", "a create with a lost response finds its sequence after one POST", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "after" });
  await stack.up();
  expect(stack.requestKinds()).toEqual(["list", "create", "list", "read", "list"]);
  expect(stack.storedIds()).toHaveLength(1);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

/** A real timer ends attempts that hang. */
const quick = { WHATSAPP_ATTEMPT_TIMEOUT_MS: "150" };

row("05", "a read without a response times out and is repeated", async (stack) => {
  await stack.up();
  stack.startRun(quick);
  stack.meta.clearJournal();
  stack.addFault({ match: { verb: "read" }, effect: { kind: "hang" } });
  await stack.refresh();
  expect(stack.requestKinds()).toEqual(["read", "read"]);
});

row("05", "a stored create without a response is found after one POST", async (stack) => {
  stack.startRun(quick);
  stack.addFault({ match: { verb: "create" }, effect: { kind: "hang" }, when: "after" });
  await stack.up();
  expect(stack.requests("create")).toHaveLength(1);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

for (const operation of operations) {
  row("05", `${operation.kind}: a silent API ends within the operation timeout`, async (stack) => {
    await prepare(stack, operation);
    const before = stack.stateIds();
    stack.startRun({ ...quick, WHATSAPP_OPERATION_TIMEOUT_MS: "400" });
    stack.addFault({ effect: { kind: "hang" }, times: "always" });
    expect(await failureMessage(operation.run(stack))).toMatch(
      /no complete response within 0\S* s|timed out before the request/,
    );
    expect(stack.engine.operations.at(-1)?.elapsedMs).toBeLessThan(400 + 200);
    expect(stack.requestKinds().length).toBeLessThanOrEqual(4);
    expect(stack.stateIds()).toEqual(before);
  });
}

row("05", "a create that gets no response ends in time with one POST", async (stack) => {
  stack.startRun({ ...quick, WHATSAPP_OPERATION_TIMEOUT_MS: "1000" });
  stack.addFault({ match: { verb: "create" }, effect: { kind: "hang" }, times: "always" });
  expect(await failureMessage(stack.up())).toMatch(
    /is unknown: no complete response within 0\.2 s.*the next run finds it/,
  );
  expect(stack.requests("create")).toHaveLength(1);
  expect(stack.engine.operations.at(-1)?.elapsedMs).toBeLessThan(1_000 + 200);
});

for (const operation of operations) {
  for (const [number, what, effect] of [
    ["06", "arrives byte by byte", { kind: "slow-body", chunkBytes: 1, everyMs: 50 }],
    ["07", "is truncated", { kind: "truncate", bytes: 9 }],
  ] as const) {
    row(number, `${operation.kind}: a response that ${what} is rejected and the write is found`, async (stack) => {
      await prepare(stack, operation);
      stack.startRun(quick);
      stack.addFault({ match: { verb: operation.kind }, effect });
      await operation.run(stack);
      expect(stack.requests("create").length + stack.requests("update").length + stack.requests("delete").length).toBe(
        operation.kind === "read" ? 0 : 1,
      );
      expect(stack.requestKinds().length).toBeGreaterThan(operation.requestKinds.length);
      expect(stack.storedIds()).toEqual(stack.stateIds());
    });
  }
}

const stale = { kind: "close", on: "next-request" } as const;

row("14", "create: on a connection that the server closed, one sequence is created", async (stack) => {
  stack.addFault({ match: { verb: "list" }, effect: stale });
  await stack.up();
  expect(stack.requestKinds()).toEqual(["list", "list", "list", "list", "list", "create", "read", "list"]);
  expect(stack.storedIds()).toHaveLength(1);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});

for (const operation of operations.filter(({ kind }) => kind !== "create")) {
  row("14", `${operation.kind}: on a connection that the server closed, it is repeated`, async (stack) => {
    await prepare(stack, operation);
    stack.startRun();
    stack.addFault({ match: { verb: "read" }, effect: stale });
    await stack.refresh();
    stack.meta.clearJournal();
    await operation.run(stack);
    // Without the 10 ms that collect reads, one wait remains: that before the repeat.
    expect(stack.run.waitsMs.filter((ms) => ms !== 10)).toHaveLength(1);
    // The second read of a run lists the account.
    expect(stack.requestKinds()).toContain(operation.kind === "read" ? "list" : operation.kind);
    expect(stack.meta.journal().filter(({ method }) => method !== "GET").length).toBeLessThanOrEqual(1);
    expect(stack.storedIds()).toEqual(stack.stateIds());
  });
}

row("03", "a rejected retry of a lost create still reports an unknown outcome", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before" });
  stack.addFault({ match: { verb: "create" }, effect: { kind: "graph", code: 10 }, nth: 2 });
  const message = await failureMessage(stack.up());
  expect(message).toMatch(
    /is unknown.*a second attempt failed: Meta refused.*code 10.*Grant the app.*Run again: if the sequence was created/,
  );
  expect(stack.requests("create")).toHaveLength(2);
  expect(stack.storedIds()).toEqual([]);
});

row("03", "an unknown create with duplicates allowed asks to check the account", async (stack) => {
  stack.addFault({ match: { verb: "create" }, effect: { kind: "drop" }, when: "before", times: 2 });
  const message = await failureMessage(stack.up("signup", { duplicates: "allow" }));
  expect(message).toContain("look for it with `pulumi-whatsapp list`");
  expect(message).not.toContain("the next run finds it");
  expect(stack.storedIds()).toEqual([]);
});

const asked = [
  ["list", (stack: FaultStack) => stack.up()],
  ["create", (stack: FaultStack) => stack.up()],
  ["read", (stack: FaultStack) => stack.refresh()],
  ["delete", (stack: FaultStack) => stack.destroy()],
] as const;

for (const status of [301, 302, 307, 308]) {
  for (const [verb, step] of status === 307 ? asked : asked.slice(1, 2)) {
    row("10", `${verb}: a redirect ${status} is not followed`, async (stack) => {
      const other = await stack.closeAtEnd(startDecoy());
      if (verb === "read" || verb === "delete") await stack.up();
      stack.startRun();
      stack.meta.clearJournal();
      stack.addFault({ match: { verb }, effect: { kind: "status", status, headers: { location: other.url } } });
      const message = await failureMessage(step(stack));
      expect(message).toContain(`unexpected redirect, not followed (HTTP ${status}`);
      expect(message).toContain(
        "Something else may have answered in Meta's place: check the network and whatsapp:baseUrl",
      );
      expect(stack.requests(verb)).toHaveLength(1);
      expect(other.connections()).toBe(0);
      expect(stack.stateIds()).toEqual(stack.storedIds());
    });
  }
}

/** Starts a server with one of the certificates of the fixtures; it rejects every request. */
function startTlsServer(stack: FaultStack, certificate: Parameters<typeof tlsOptions>[0]): Promise<TestServer> {
  return stack.closeAtEnd(
    startServer((_request, response) => response.end('{"error":{"code":190,"message":"no"}}'), tlsOptions(certificate)),
  );
}

for (const [what, certificate, code, trusted] of [
  ["that is self-signed", "loopback", "DEPTH_ZERO_SELF_SIGNED_CERT", "expired"],
  ["that is expired", "expired", "CERT_HAS_EXPIRED", "expired"],
  ["of another host", "other-host", "ERR_TLS_CERT_ALTNAME_INVALID", "other-host"],
] as const) {
  row("11", `a certificate ${what} stops the run before any request`, async (stack) => {
    const server = await startTlsServer(stack, certificate);
    stack.startRun({ WHATSAPP_BASE_URL: server.url });
    expect(await withTrust(trusted, () => failureMessage(stack.up()))).toContain(
      `could not be reached: the certificate is not trusted (${code}). Check the network and whatsapp:baseUrl`,
    );
    expect([server.connections(), server.seen]).toEqual([1, []]);
  });
}

row("11", "a trusted certificate works, and no setting disables the check", async (stack) => {
  const server = await startTlsServer(stack, "loopback");
  stack.startRun({ WHATSAPP_BASE_URL: server.url });
  await withTrust("loopback", () => failureMessage(stack.up()));
  expect(server.seen).not.toEqual([]);
  expect(settingNames.filter((name) => /tls|cert|verify|insecure|reject/i.test(name))).toEqual([]);
});

const childScript = `
  const { welcomeMessageSequence: handler } = require("pulumi-whatsapp/runtime");
  (async () => {
    await handler.configure({ config: { get: () => undefined } });
    const { inputs, failures } = await handler.check({}, JSON.parse(process.argv[1]));
    const created = await handler.create(inputs).then(({ id }) => id, ({ message }) => message);
    console.log(JSON.stringify({ failures: failures.map(({ reason }) => reason), created }));
  })();`;

/** Runs check and create in a process whose environment disables certificate checks. */
async function runUnchecked(stack: FaultStack, changes: Readonly<Record<string, string>>) {
  const env = { PATH: process.env["PATH"], ...stack.account.environment(changes), NODE_TLS_REJECT_UNAUTHORIZED: "0" };
  const words = ["-e", childScript, JSON.stringify(sequenceArgs())];
  const { stdout } = await promisify(execFile)(process.execPath, words, { env, cwd: __dirname });
  return JSON.parse(stdout) as { readonly failures: readonly string[]; readonly created: string };
}

row("12", "with certificate checks disabled, Meta is not contacted", async (stack) => {
  const proxy = await stack.closeAtEnd(startDecoy());
  const { failures, created } = await runUnchecked(stack, { WHATSAPP_BASE_URL: "", HTTPS_PROXY: proxy.url });
  expect(failures).toEqual([expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED=0 .* unset it/)]);
  expect(created).toMatch(/^The settings are malformed\. NODE_TLS_REJECT_UNAUTHORIZED=0 .* Nothing was sent\.$/);
  expect(proxy.connections()).toBe(0);
});

row("12", "with certificate checks disabled, loopback addresses work", async (stack) => {
  const { failures, created } = await runUnchecked(stack, {});
  expect([failures, created]).toEqual([[], `${stack.meta.wabaId}/${stack.storedIds()[0] ?? ""}`]);
  stack.markForeign(...stack.storedIds());
  const server = await startTlsServer(stack, "loopback");
  expect((await runUnchecked(stack, { WHATSAPP_BASE_URL: server.url })).failures).toEqual([]);
  expect(server.seen).not.toEqual([]);
  // Another process created it, so the test engine knows of no create.
  stack.meta.clearJournal();
});

row("13", "proxies receive nothing for loopback addresses", async (stack) => {
  const proxy = await stack.closeAtEnd(startDecoy());
  const names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
  const proxies = Object.fromEntries(names.map((name) => [name, proxy.url]));
  await withEnvironment({ ...proxies, NO_PROXY: undefined, no_proxy: undefined }, () => stack.up());
  expect(proxy.connections()).toBe(0);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});
