import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { failureMessage } from "../support/world/failures";
import { settingNames } from "../../provider/src/schema/settings";
import { args } from "../support/world/sequences";
import { useAccount, row, type FaultStack } from "./support/row";
import { certified, trusting } from "../support/certificates";
import { withEnvironment } from "../support/environment";
import { decoy, listening, type Listening } from "../support/listening";

useAccount();

const asked = [
  ["list", (stack: FaultStack) => stack.up()],
  ["create", (stack: FaultStack) => stack.up()],
  ["read", (stack: FaultStack) => stack.refresh()],
  ["delete", (stack: FaultStack) => stack.destroy()],
] as const;

for (const status of [301, 302, 307, 308]) {
  for (const [verb, step] of status === 307 ? asked : asked.slice(1, 2)) {
    row("10", `${verb}: a redirect ${status} is not followed`, async (stack) => {
      const other = await stack.closeAtEnd(decoy());
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
function startServer(stack: FaultStack, certificate: Parameters<typeof certified>[0]): Promise<Listening> {
  return stack.closeAtEnd(
    listening((_request, response) => response.end('{"error":{"code":190,"message":"no"}}'), certified(certificate)),
  );
}

for (const [what, certificate, code, trusted] of [
  ["that is self-signed", "loopback", "DEPTH_ZERO_SELF_SIGNED_CERT", "expired"],
  ["that is expired", "expired", "CERT_HAS_EXPIRED", "expired"],
  ["of another host", "other-host", "ERR_TLS_CERT_ALTNAME_INVALID", "other-host"],
] as const) {
  row("11", `a certificate ${what} stops the run before any request`, async (stack) => {
    const server = await startServer(stack, certificate);
    stack.startRun({ WHATSAPP_BASE_URL: server.url });
    expect(await trusting(trusted, () => failureMessage(stack.up()))).toContain(
      `could not be reached: the certificate is not trusted (${code}). Check the network and whatsapp:baseUrl`,
    );
    expect([server.connections(), server.seen]).toEqual([1, []]);
  });
}

row("11", "a trusted certificate works, and no setting disables the check", async (stack) => {
  const server = await startServer(stack, "loopback");
  stack.startRun({ WHATSAPP_BASE_URL: server.url });
  await trusting("loopback", () => failureMessage(stack.up()));
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
  const words = ["-e", childScript, JSON.stringify(args())];
  const { stdout } = await promisify(execFile)(process.execPath, words, { env, cwd: __dirname });
  return JSON.parse(stdout) as { readonly failures: readonly string[]; readonly created: string };
}

row("12", "with certificate checks disabled, Meta is not contacted", async (stack) => {
  const proxy = await stack.closeAtEnd(decoy());
  const { failures, created } = await runUnchecked(stack, { WHATSAPP_BASE_URL: "", HTTPS_PROXY: proxy.url });
  expect(failures).toEqual([expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED=0 .* unset it/)]);
  expect(created).toMatch(/^The settings are malformed\. NODE_TLS_REJECT_UNAUTHORIZED=0 .* Nothing was sent\.$/);
  expect(proxy.connections()).toBe(0);
});

row("12", "with certificate checks disabled, loopback addresses work", async (stack) => {
  const { failures, created } = await runUnchecked(stack, {});
  expect([failures, created]).toEqual([[], `${stack.meta.wabaId}/${stack.storedIds()[0] ?? ""}`]);
  stack.markForeign(...stack.storedIds());
  const server = await startServer(stack, "loopback");
  expect((await runUnchecked(stack, { WHATSAPP_BASE_URL: server.url })).failures).toEqual([]);
  expect(server.seen).not.toEqual([]);
  // Another process created it, so the test engine knows of no create.
  stack.meta.clearJournal();
});

row("13", "proxies receive nothing for loopback addresses", async (stack) => {
  const proxy = await stack.closeAtEnd(decoy());
  const names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
  const proxies = Object.fromEntries(names.map((name) => [name, proxy.url]));
  await withEnvironment({ ...proxies, NO_PROXY: undefined, no_proxy: undefined }, () => stack.up());
  expect(proxy.connections()).toBe(0);
  expect(stack.storedIds()).toEqual(stack.stateIds());
});
