import { execFile } from "node:child_process";
import { join } from "node:path";
import { certificatePath, tlsOptions } from "../support/certificates";
import { requireNoToken } from "../support/leaks";
import { startServer } from "../support/listening";
import { stall, TunnelProxy, tunnelTo } from "../support/tunnel-proxy";
import { bareRow } from "./support/row";

const root = join(__dirname, "../..");

interface Ended {
  /** Undefined for a process that was ended. */
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** Runs Node with this environment alone; ends it after a minute. */
function run(words: readonly string[], environment: Readonly<Record<string, string>>): Promise<Ended> {
  return new Promise((resolve) => {
    const env = { PATH: process.env["PATH"], ...environment };
    execFile(process.execPath, words, { cwd: __dirname, env, timeout: 60_000 }, (error, out, err) => {
      requireNoToken("what the process printed", out + err);
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : undefined;
      resolve({ code, out, err });
    });
  });
}

/** Sends an order through each of the proxies in turn, then leaves the process to end by itself. */
const sends = `
  const { OrderClient, orderDetails } = require("pulumi-whatsapp/orders");
  const message = orderDetails({ to: "5511987654321", body: "Oi", referenceId: "r-1", type: "physical-goods",
    order: { items: [{ retailerId: "b", name: "B", amount: 100, quantity: 1 }] } });
  const client = new OrderClient({ accessToken: "EAAtokenOfTheChildProcess", phoneNumberId: "1", baseUrl: "https://graph.invalid",
    allowedHosts: ["graph.invalid"], maxAttempts: 1, attemptTimeoutMs: Number(process.argv[1]) });
  (async () => {
    for (const proxy of process.argv.slice(2)) {
      process.env.HTTPS_PROXY = proxy;
      const { outcome, why } = await client.send(message);
      console.log(outcome, why ?? "");
    }
  })();`;

bareRow("13h", "NODE_EXTRA_CA_CERTS covers an https proxy and Meta (real process)", async () => {
  const proxy = await TunnelProxy.start(tlsOptions("graph-host"));
  const meta = await startServer(
    (_request, response) => response.end('{"messages":[{"id":"wamid.1"}]}'),
    tlsOptions("graph-host"),
  );
  try {
    proxy.behave(tunnelTo(meta.port));
    const url = `https://maria:hunter%402@127.0.0.1:${proxy.port}`;
    const { code, out, err } = await run(["-e", sends, "10000", url], {
      NODE_EXTRA_CA_CERTS: certificatePath("graph-host"),
    });
    expect({ code, out: out.trim(), err }).toEqual({ code: 0, out: "accepted", err: "" });
    expect(meta.seen).toEqual(["POST /v25.0/1/messages"]);
    expect(proxy.heads.join()).toContain(
      `Proxy-Authorization: Basic ${Buffer.from("maria:hunter@2").toString("base64")}`,
    );
    requireNoToken("what the proxy read", proxy.heads.join());
    await proxy.waitUntilDrained();
  } finally {
    await Promise.all([proxy.close(), meta.close()]);
  }
});

bareRow("13d", "a process that used silent proxies ends by itself (real process)", async () => {
  const proxy = await TunnelProxy.start();
  try {
    proxy.behave(stall("HTTP/1.1 2"));
    const { port } = proxy;
    const { code, out } = await run(["-e", sends, "200", `http://127.0.0.1:${port}`, `https://127.0.0.1:${port}`], {});
    expect(code).toBe(0);
    expect(out.match(/^not_sent .* did not open a tunnel in time/gm)).toHaveLength(2);
    await proxy.waitUntilDrained();
  } finally {
    await proxy.close();
  }
});

bareRow("13d", "the command ends after a silent proxy times out (real process)", async () => {
  const proxy = await TunnelProxy.start();
  try {
    const { code, out, err } = await run([join(root, "provider/bin/pulumi-whatsapp.js"), "list"], {
      ...{ HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, WHATSAPP_ACCESS_TOKEN: "EAAtokenOfTheChildProcess" },
      ...{ WHATSAPP_WABA_ID: "1", WHATSAPP_MAX_ATTEMPTS: "1", WHATSAPP_ATTEMPT_TIMEOUT_MS: "200" },
    });
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(`the proxy 127.0.0.1:${proxy.port} (HTTPS_PROXY) did not open a tunnel in time`);
    await proxy.waitUntilDrained();
  } finally {
    await proxy.close();
  }
});
