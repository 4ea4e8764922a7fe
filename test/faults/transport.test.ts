import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { settingNames } from "../../provider/src/schema/settings";
import { args } from "../support/world/sequences";
import { faultRows, row, type Case } from "./support/row";
import { certified, trusting } from "../support/certificates";
import { withEnvironment } from "../support/environment";
import { decoy, listening, type Listening } from "../support/listening";

faultRows();

const asked = [
  ["list", (the: Case) => the.up()],
  ["create", (the: Case) => the.up()],
  ["read", (the: Case) => the.refresh()],
  ["delete", (the: Case) => the.destroy()],
] as const;

for (const status of [301, 302, 307, 308]) {
  for (const [verb, step] of status === 307 ? asked : asked.slice(1, 2)) {
    row("10", `${verb}: a redirect ${status} is not followed, and the other host sees nothing`, async (the) => {
      const other = await the.opened(decoy());
      if (verb === "read" || verb === "delete") await the.up();
      the.nextRun();
      the.meta.clearJournal();
      the.fault({ match: { verb }, effect: { kind: "status", status, headers: { location: other.url } } });
      const said = await the.said(step(the));
      expect(said).toContain(`unexpected redirect, not followed (HTTP ${status}`);
      expect(said).toContain(
        "Something else may have answered in Meta's place: check the network and whatsapp:baseUrl",
      );
      expect(the.sent(verb)).toHaveLength(1);
      expect(other.connections()).toBe(0);
      expect(the.held()).toEqual(the.rows());
    });
  }
}

/** A listener on loopback with one of the fixtures' certificates; whoever reaches it is told at once to go away. */
function serverWith(the: Case, certificate: Parameters<typeof certified>[0]): Promise<Listening> {
  return the.opened(
    listening((_request, response) => response.end('{"error":{"code":190,"message":"no"}}'), certified(certificate)),
  );
}

for (const [what, certificate, code, trusted] of [
  ["that signed itself", "loopback", "DEPTH_ZERO_SELF_SIGNED_CERT", "expired"],
  ["that is expired", "expired", "CERT_HAS_EXPIRED", "expired"],
  ["of another host", "other-host", "ERR_TLS_CERT_ALTNAME_INVALID", "other-host"],
] as const) {
  row("11", `a certificate ${what} ends the run before a request, and is not tried again`, async (the) => {
    const server = await serverWith(the, certificate);
    the.nextRun({ WHATSAPP_BASE_URL: server.url });
    expect(await trusting(trusted, () => the.said(the.up()))).toContain(
      `could not be reached: the certificate is not trusted (${code}). Check the network and whatsapp:baseUrl`,
    );
    expect([server.connections(), server.seen]).toEqual([1, []]);
  });
}

row("11", "a certificate that is trusted is taken, and no setting turns the checks off", async (the) => {
  const server = await serverWith(the, "loopback");
  the.nextRun({ WHATSAPP_BASE_URL: server.url });
  await trusting("loopback", () => the.said(the.up()));
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

/** What check and create say in a process of its own whose environment switches the checks of certificates off. */
async function unchecked(the: Case, changes: Readonly<Record<string, string>>) {
  const env = { PATH: process.env["PATH"], ...the.account.environment(changes), NODE_TLS_REJECT_UNAUTHORIZED: "0" };
  const words = ["-e", childScript, JSON.stringify(args())];
  const { stdout } = await promisify(execFile)(process.execPath, words, { env, cwd: __dirname });
  return JSON.parse(stdout) as { readonly failures: readonly string[]; readonly created: string };
}

row("12", "with certificate checks switched off in the environment, Meta is not contacted", async (the) => {
  const proxy = await the.opened(decoy());
  const { failures, created } = await unchecked(the, { WHATSAPP_BASE_URL: "", HTTPS_PROXY: proxy.url });
  expect(failures).toEqual([expect.stringMatching(/^NODE_TLS_REJECT_UNAUTHORIZED=0 .* unset it/)]);
  expect(created).toMatch(/^The settings are malformed\. NODE_TLS_REJECT_UNAUTHORIZED=0 .* Nothing was sent\.$/);
  expect(proxy.connections()).toBe(0);
});

row("12", "with certificate checks switched off in the environment, this machine may be contacted", async (the) => {
  const { failures, created } = await unchecked(the, {});
  expect([failures, created]).toEqual([[], `${the.meta.wabaId}/${the.rows()[0] ?? ""}`]);
  the.markForeign(...the.rows());
  const server = await serverWith(the, "loopback");
  expect((await unchecked(the, { WHATSAPP_BASE_URL: server.url })).failures).toEqual([]);
  expect(server.seen).not.toEqual([]);
  // Another process made it, so the small engine knows of no create.
  the.meta.clearJournal();
});

row("13", "proxies of the environment see nothing of what is meant for this machine", async (the) => {
  const proxy = await the.opened(decoy());
  const names = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
  const proxies = Object.fromEntries(names.map((name) => [name, proxy.url]));
  await withEnvironment({ ...proxies, NO_PROXY: undefined, no_proxy: undefined }, () => the.up());
  expect(proxy.connections()).toBe(0);
  expect(the.rows()).toEqual(the.held());
});
