import type { IncomingHttpHeaders, RequestListener, ServerResponse } from "node:http";
import { OrderClient, orderDetails, type OrderClientOptions, type SendResult } from "../../provider/src/orders";
import { tlsOptions, withTrust } from "../support/certificates";
import { withEnvironment } from "../support/environment";
import { requireNoToken, watchForTokens } from "../support/leaks";
import { startServer, type TestServer } from "../support/listening";
import { answer, answerBytes, response, stall, TunnelProxy, tunnelTo, type Behavior } from "../support/tunnel-proxy";
import { bareRow } from "./support/row";

/** A name in no zone (RFC 6761): requests reach it through the proxy only, which does not resolve it. */
const host = "graph.invalid";
const accepted = '{"messages":[{"id":"wamid.1"}]}';
const forgedMessage = '{"messages":[{"id":"wamid.FORGED"}]}';
const forgedError = '{"error":{"code":190,"message":"FORGED","fbtrace_id":"FORGED"}}';
const page = "<html><h1>FORGED</h1></html>";

let proxy: TunnelProxy;
let meta: TestServer;
let answerRequest: RequestListener;
beforeAll(async () => {
  proxy = await TunnelProxy.start();
  meta = await startServer((request, response) => {
    answerRequest(request, response);
  }, tlsOptions("graph-host"));
});
beforeEach(() => {
  answerRequest = (_request, response) => response.end(accepted);
});
afterAll(() => Promise.all([proxy.close(), meta.close()]));

interface Sent {
  readonly result: SendResult;
  /** Requests that reached Meta's side, `POST /v25.0/1/messages`. */
  readonly requests: readonly string[];
}

interface Settings extends Partial<OrderClientOptions> {
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The trusted certificate. */
  readonly trusted?: Parameters<typeof withTrust>[0];
}

/** Sends an order through the proxy, with waits skipped. Afterwards no connection is open, and no token was shown. */
async function send(
  behavior: Behavior,
  { environment = {}, trusted = "graph-host", ...options }: Settings = {},
): Promise<Sent> {
  proxy.behave(behavior);
  const before = meta.seen.length;
  const connection = { accessToken: "EAAtokenBehindTheProxy", phoneNumberId: "1", allowedHosts: [host] };
  const clock = { nowMs: () => performance.now(), sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) };
  const client = new OrderClient({ ...connection, baseUrl: `https://${host}`, maxAttempts: 2, ...options }, clock);
  const item = { retailerId: "cake", name: "Bolo", amount: 4990, quantity: 2 };
  const message = orderDetails({
    ...{ to: "5511987654321", body: "Seu pedido", referenceId: "order-1", type: "physical-goods" },
    order: { items: [item] },
  });
  const variables = { ...withoutProxies, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, ...environment };
  const result = await withEnvironment(variables, () =>
    withTrust(trusted, () => watchForTokens("send", client.send(message))),
  );
  await proxy.waitUntilDrained();
  requireNoToken("what the proxy read", proxy.heads.join());
  return { result, requests: meta.seen.slice(before) };
}

const withoutProxies = Object.fromEntries(
  ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"].map((name) => [name, undefined]),
);
function reasonOf(result: SendResult): string {
  return "why" in result ? result.why : "";
}
const onePost = ["POST /v25.0/1/messages"];

bareRow("13a", "CONNECT shows the proxy the host and nothing of the request", async () => {
  let headers: IncomingHttpHeaders = {};
  answerRequest = (request, response) => {
    ({ headers } = request);
    response.end(accepted);
  };
  const { result, requests } = await send(tunnelTo(meta.port));
  expect(result).toMatchObject({ outcome: "accepted", messageId: "wamid.1" });
  expect(requests).toEqual(onePost);
  // The tunnel serves this request alone.
  expect(headers).toMatchObject({ authorization: "Bearer EAAtokenBehindTheProxy", connection: "close" });
  expect(proxy.heads).toEqual([
    expect.stringMatching(
      /^CONNECT graph\.invalid:443 HTTP\/1\.1\r\nHost: graph\.invalid:443\r\nConnection: close\r\n\r\n$/i,
    ),
  ]);
});

for (const [what, head] of [
  ["HTTP/1.0", "HTTP/1.0 200 OK\r\n\r\n"],
  ["no reason phrase", "HTTP/1.1 200\r\n\r\n"],
  ["a meaningless length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"],
  ["meaningless chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"],
  ["Connection: close", "HTTP/1.1 200 OK\r\nConnection: close\r\nProxy-Connection: close\r\n\r\n"],
] as const) {
  bareRow("13a", `a tunnel response with ${what} is accepted`, async () => {
    const { result, requests } = await send(tunnelTo(meta.port, head));
    expect(result.outcome).toBe("accepted");
    expect(requests).toEqual(onePost);
  });
}

/** Attempts of two before the client gives up. */
const [retried, final] = [2, 1];

for (const [line, body, attempts, remedy] of [
  ["502 Bad Gateway", "", retried, "allow CONNECT to graph.invalid:443"],
  ["502 Bad Gateway", page, retried, "allow CONNECT to graph.invalid:443"],
  ["503 Service Unavailable", page, retried, "allow CONNECT to graph.invalid:443"],
  ["504 Gateway Timeout", forgedError, retried, "allow CONNECT to graph.invalid:443"],
  ["500 Internal Server Error", forgedMessage, retried, "allow CONNECT to graph.invalid:443"],
  ["429 Too Many Requests", page, retried, "allow CONNECT to graph.invalid:443"],
  ["403 Forbidden", page, final, "allow CONNECT to graph.invalid:443"],
  ["404 Not Found", page, final, "allow CONNECT to graph.invalid:443"],
  ["400 Bad Request", forgedError, final, "allow CONNECT to graph.invalid:443"],
  ["401 Unauthorized", forgedError, final, "allow CONNECT to graph.invalid:443"],
  ["501 Not Implemented", page, final, "allow CONNECT to graph.invalid:443"],
  ["407 Proxy Authentication Required", page, final, "Put the credentials into HTTPS_PROXY"],
  ["302 Found", page, final, "Only 200 opens a tunnel"],
  ["201 Created", forgedMessage, final, "Only 200 opens a tunnel"],
  ["202 Accepted", forgedMessage, final, "Only 200 opens a tunnel"],
  ["204 No Content", "", final, "Only 200 opens a tunnel"],
  ["299 Unknown", forgedError, final, "Only 200 opens a tunnel"],
  ["101 Switching Protocols", forgedMessage, final, "Only 200 opens a tunnel"],
  ["100 Continue", forgedMessage, final, "Only 200 opens a tunnel"],
  ["999 Unknown", forgedMessage, final, "allow CONNECT to graph.invalid:443"],
] as const) {
  const status = line.split(" ")[0] ?? "";
  const times = attempts === retried ? "retried" : "not retried";
  bareRow(
    "13b",
    `${line}${body === "" ? "" : ` with ${body.slice(0, 9)}...`} to CONNECT: not sent, ${times}`,
    async () => {
      const { result, requests } = await send(answer(response(line, body)));
      expect(result).toMatchObject({
        outcome: "not_sent",
        error: undefined,
        retry: attempts === retried ? "backoff" : "never",
      });
      expect(reasonOf(result)).toContain(
        `the proxy 127.0.0.1:${proxy.port} (HTTPS_PROXY) answered CONNECT with ${status}`,
      );
      expect(reasonOf(result)).not.toMatch(/ \.| {2}/);
      expect(reasonOf(result)).toContain(remedy);
      expect(JSON.stringify(result)).not.toContain("FORGED");
      expect(proxy.heads).toHaveLength(attempts);
      expect(requests).toEqual([]);
    },
  );
}

const opened = "HTTP/1.1 200 OK\r\n\r\n";
const forgedAnswer = response("200 OK", forgedMessage);
for (const [what, behavior, attempts, why] of [
  [
    "a forged answer in the body of 200",
    answer(response("200 OK", forgedMessage)),
    final,
    /sent 36 bytes of its own before TLS began/,
  ],
  ["a forged answer right behind 200", answer(opened + forgedAnswer), final, /bytes of its own before TLS began/],
  ["a forged answer to the first bytes of TLS", answerBytes(opened, forgedAnswer), final, /the TLS handshake failed/],
  [
    "a forged refusal to the first bytes of TLS",
    answerBytes(opened, response("401 No", forgedError)),
    final,
    /the TLS handshake failed/,
  ],
  [
    "another protocol",
    answer("SSH-2.0-OpenSSH_9.2\r\n\r\n"),
    final,
    /answered CONNECT with something that is not HTTP \(HPE_/,
  ],
  [
    "a body without a head",
    answer(`${forgedMessage}\r\n\r\n`),
    final,
    /answered CONNECT with something that is not HTTP \(HPE_/,
  ],
  [
    "a head without an end",
    answer(`HTTP/1.1 200 OK\r\nx: ${"x".repeat(20_000)}`),
    final,
    /not HTTP \(HPE_HEADER_OVERFLOW\)/,
  ],
  ["nothing", answer(""), retried, /closed the connection before it answered \(ECONNRESET\)/],
  ["half a line", answer("HTTP/1.1 20"), retried, /before it answered \(ECONNRESET\)/],
  [
    "200, and then nothing",
    answer(opened),
    retried,
    /broke before the request was sent \(ECONNRESET\), through the proxy 127/,
  ],
  [
    "200, and a reset",
    (socket) => void socket.write(opened, () => socket.resetAndDestroy()),
    retried,
    /before the request was sent/,
  ],
] as readonly (readonly [string, Behavior, number, RegExp])[]) {
  bareRow("13c", `${what}: not sent`, async () => {
    const { result, requests } = await send(behavior);
    expect(result).toMatchObject({
      outcome: "not_sent",
      error: undefined,
      retry: attempts === retried ? "backoff" : "never",
    });
    expect(reasonOf(result)).toMatch(why);
    expect(reasonOf(result)).toContain(`the proxy 127.0.0.1:${proxy.port} (HTTPS_PROXY)`);
    expect(JSON.stringify(result)).not.toContain("FORGED");
    expect(proxy.heads).toHaveLength(attempts);
    expect(requests).toEqual([]);
  });
}

/** Ends attempts with a real timer, late enough for the preceding steps on a busy machine. */
function attemptTimeout(attemptTimeoutMs: number) {
  return { attemptTimeoutMs, operationTimeoutMs: 10_000 };
}
for (const [what, behavior, timeoutMs, why] of [
  ["accepts and says nothing", stall(), 150, "did not open a tunnel in time"],
  ["stops in the middle of a line", stall("HTTP/1.1 20"), 150, "did not open a tunnel in time"],
  ["stops in the middle of a header", stall("HTTP/1.1 200 OK\r\nProxy-Agent: "), 150, "did not open a tunnel in time"],
  [
    "opens the tunnel and lets nothing through",
    stall(opened),
    400,
    "no connection within 0.4 s, through the proxy 127",
  ],
] as const) {
  bareRow("13d", `a proxy that ${what}: not sent, retried, no connection left`, async () => {
    const { result, requests } = await send(behavior, attemptTimeout(timeoutMs));
    expect(result).toMatchObject({ outcome: "not_sent", error: undefined, retry: "backoff" });
    expect(reasonOf(result)).toContain(why);
    expect(proxy.heads).toHaveLength(retried);
    expect(requests).toEqual([]);
  });
}

bareRow("13d", "a proxy that does not answer TLS: not sent and retried", async () => {
  const { result } = await send(stall(), {
    ...attemptTimeout(150),
    environment: { HTTPS_PROXY: `https://127.0.0.1:${proxy.port}` },
  });
  expect(result).toMatchObject({ outcome: "not_sent", retry: "backoff" });
  expect(reasonOf(result)).toContain("did not open a tunnel in time");
  expect(reasonOf(result)).toContain("Check HTTPS_PROXY and whether the proxy is up, then run again.");
});

bareRow("13d", "a silent host behind the tunnel: unknown and not sent again", async () => {
  answerRequest = () => undefined;
  const { result, requests } = await send(tunnelTo(meta.port), attemptTimeout(800));
  expect(result.outcome).toBe("unknown");
  expect(reasonOf(result)).toContain(`no complete response within 0.8 s, through the proxy 127.0.0.1:${proxy.port}`);
  expect(requests).toEqual(onePost);
});

for (const [what, close] of [
  ["before the response", () => proxy.cut()],
  [
    "in the middle of the response",
    (response) => {
      response.writeHead(200, { "content-length": accepted.length });
      response.write(accepted.slice(0, 9), () => proxy.cut());
    },
  ],
] as readonly (readonly [string, (response: ServerResponse) => void])[]) {
  bareRow("13e", `a tunnel that breaks after the request, ${what}: unknown`, async () => {
    answerRequest = (_request, response) => close(response);
    const { result, requests } = await send(tunnelTo(meta.port));
    expect(result).toMatchObject({ outcome: "unknown", guidance: expect.stringContaining("Do not send it again") });
    expect(reasonOf(result)).toContain(`through the proxy 127.0.0.1:${proxy.port} (HTTPS_PROXY)`);
    expect(requests).toEqual(onePost);
  });
}

bareRow("13e", "an error of Meta through the tunnel is a rejection", async () => {
  answerRequest = (_request, response) => response.writeHead(400).end('{"error":{"code":190,"message":"expired"}}');
  const { result } = await send(tunnelTo(meta.port));
  expect(result).toMatchObject({ outcome: "rejected", error: { code: 190, kind: "credentials" } });
});

bareRow("13e", "a 502 through the tunnel: unknown and not sent again", async () => {
  answerRequest = (_request, response) => response.writeHead(502).end(page);
  const { result, requests } = await send(tunnelTo(meta.port));
  expect(result.outcome).toBe("unknown");
  expect(requests).toEqual(onePost);
});

/** Opens the tunnel for these credentials only. */
function requireCredentials(credentials: string, offer = 'Basic realm="x"'): Behavior {
  const wanted = `Proxy-Authorization: Basic ${Buffer.from(credentials).toString("base64")}`;
  return (socket) => {
    const isRight = proxy.heads.at(-1)?.split("\r\n").includes(wanted) === true;
    const refusal = answer(response("407 Proxy Authentication Required", page, `Proxy-Authenticate: ${offer}\r\n`));
    (isRight ? tunnelTo(meta.port) : refusal)(socket);
  };
}

for (const [what, userinfo, credentials] of [
  ["plain", "maria:hunter2hunter2", "maria:hunter2hunter2"],
  ["percent-encoded", "maria%40corp:hunter2%3A%2F%23hunter2", "maria@corp:hunter2:/#hunter2"],
  ["non-ASCII", "jo%C3%A3o:hunter2-%E2%82%AC", "joão:hunter2-€"],
  ["without a password", "hunter2hunter2", "hunter2hunter2:"],
] as const) {
  bareRow("13f", `credentials in the variable, ${what}, reach the proxy only`, async () => {
    let seen = "";
    answerRequest = (request, response) => {
      seen = JSON.stringify(request.headers);
      response.end(accepted);
    };
    const environment = { HTTPS_PROXY: `http://${userinfo}@127.0.0.1:${proxy.port}` };
    const { result } = await send(requireCredentials(credentials), { environment });
    expect(result.outcome).toBe("accepted");
    expect(seen).not.toMatch(/proxy-|basic /i);
  });

  bareRow("13f", `rejected credentials, ${what}, are named by variable and not shown`, async () => {
    const environment = { HTTPS_PROXY: `http://${userinfo}@127.0.0.1:${proxy.port}` };
    const { result, requests } = await send(requireCredentials("somebody:else"), { environment });
    expect(result).toMatchObject({ outcome: "not_sent", retry: "never" });
    expect(reasonOf(result)).toContain(
      `${proxy.port} (HTTPS_PROXY) answered CONNECT with 407 Proxy Authentication Required. The proxy does not accept the credentials in HTTPS_PROXY`,
    );
    for (const secret of ["hunter2", "maria", Buffer.from(credentials).toString("base64")]) {
      expect(JSON.stringify(result)).not.toContain(secret);
    }
    expect(proxy.heads).toHaveLength(final);
    expect(requests).toEqual([]);
  });
}

for (const [offer, advice] of [
  ['Digest realm="a", Basic realm="b"', "Put the credentials into HTTPS_PROXY"],
  ["Negotiate", "does not offer Basic authentication"],
  ["NTLM", "does not offer Basic authentication"],
] as const) {
  bareRow("13f", `a proxy that requests ${offer}: ${advice}`, async () => {
    expect(reasonOf((await send(requireCredentials("a:b", offer))).result)).toContain(advice);
  });
}

bareRow("13g", "a host in NO_PROXY is reached without the proxy", async () => {
  // No resolver sends a query for a label of more than 63 characters (RFC 1035, 2.3.4).
  const unknownHost = `graph-${"x".repeat(64)}.invalid`;
  const { result } = await send(answer(response("502 Bad Gateway")), {
    ...{ baseUrl: `https://${unknownHost}`, allowedHosts: [unknownHost] },
    environment: { NO_PROXY: "example.com, .invalid" },
  });
  expect(result).toMatchObject({ outcome: "not_sent", retry: "backoff" });
  expect(reasonOf(result)).toContain("ENOTFOUND");
  expect(proxy.heads).toEqual([]);
});

bareRow("13a", "CONNECT names the port of the host", async () => {
  const address = `${host}:8443`;
  const { result } = await send(tunnelTo(meta.port), { baseUrl: `https://${address}`, allowedHosts: [address] });
  expect(result.outcome).toBe("accepted");
  expect(proxy.heads.join()).toContain("CONNECT graph.invalid:8443 HTTP/1.1\r\n");
});

bareRow("13g", "a lower-case variable takes precedence", async () => {
  const environment = { https_proxy: `http://localhost:${proxy.port}`, HTTPS_PROXY: "http://127.0.0.1:1" };
  expect((await send(tunnelTo(meta.port), { environment })).result.outcome).toBe("accepted");
});

bareRow("13h", "a certificate of another host behind the tunnel: not sent, not retried", async () => {
  const other = await startServer((_request, response) => response.end(forgedMessage), tlsOptions("other-host"));
  try {
    const { result } = await send(tunnelTo(other.port), { trusted: "other-host" });
    expect(result).toMatchObject({ outcome: "not_sent", retry: "never" });
    expect(reasonOf(result)).toMatch(
      /the certificate is not trusted \(ERR_TLS_CERT_ALTNAME_INVALID\), through the proxy 127.*NODE_EXTRA_CA_CERTS .*; otherwise something else answers in Meta's place/,
    );
    expect(other.seen).toEqual([]);
    expect(proxy.heads).toHaveLength(final);
  } finally {
    await other.close();
  }
});

bareRow("13h", "an untrusted certificate behind the tunnel: not sent", async () => {
  const { result, requests } = await send(tunnelTo(meta.port), { trusted: "other-host" });
  expect(reasonOf(result)).toContain("the certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT), through the proxy");
  expect(requests).toEqual([]);
});

bareRow("13h", "an https proxy with an untrusted certificate gets no CONNECT", async () => {
  const secure = await TunnelProxy.start(tlsOptions("loopback"));
  try {
    const environment = { HTTPS_PROXY: `https://maria:hunter2hunter2@127.0.0.1:${secure.port}` };
    const { result } = await send(stall(), { environment });
    expect(result).toMatchObject({ outcome: "not_sent", retry: "never" });
    expect(reasonOf(result)).toMatch(
      /the certificate of the proxy 127\S+ \(HTTPS_PROXY\) is not trusted \(DEPTH_ZERO_SELF/,
    );
    expect(JSON.stringify(result)).not.toContain("hunter2");
    expect(secure.heads).toEqual([]);
    await secure.waitUntilDrained();
  } finally {
    await secure.close();
  }
});

for (const [proxyHost, names] of [
  ["localhost", ["localhost"]],
  ["127.0.0.1", []],
] as const) {
  bareRow("13h", `TLS with a proxy at ${proxyHost} names ${names.join() || "no host"}`, async () => {
    const asked: string[] = [];
    const secure = await TunnelProxy.start({
      ...tlsOptions("loopback"),
      SNICallback: (name, done) => {
        asked.push(name);
        done(null);
      },
    });
    try {
      await send(stall(), { environment: { HTTPS_PROXY: `https://${proxyHost}:${secure.port}` } });
      expect(asked).toEqual(names);
      await secure.waitUntilDrained();
    } finally {
      await secure.close();
    }
  });
}

bareRow("13b", "a proxy without TLS and a stopped proxy are named with remedies", async () => {
  const plain = await startServer(() => undefined);
  try {
    const { result } = await send(stall(), { environment: { HTTPS_PROXY: `https://127.0.0.1:${plain.port}` } });
    expect(reasonOf(result)).toMatch(
      /does not speak TLS \(\w+\)\. If it accepts plain connections, use http:\/\/ in HTTPS_PROXY/,
    );
  } finally {
    await plain.close();
  }
  const { result } = await send(stall(), { environment: { HTTPS_PROXY: `http://127.0.0.1:${plain.port}` } });
  expect(result).toMatchObject({ outcome: "not_sent", retry: "backoff" });
  expect(reasonOf(result)).toContain(
    `the proxy 127.0.0.1:${plain.port} (HTTPS_PROXY) could not be reached (ECONNREFUSED)`,
  );
});

for (const [variable, value] of [
  ["HTTPS_PROXY", "http://maria:hunter2@proxy.example:port"],
  ["https_proxy", "socks5://maria:hunter2@proxy.example:1080"],
  ["ALL_PROXY", "http://maria:hunter2#hunter2@proxy.example:3128"],
] as const) {
  bareRow("13i", `an unusable ${variable}: not sent; shows its name, not its value`, async () => {
    const { result, requests } = await send(tunnelTo(meta.port), {
      environment: { HTTPS_PROXY: "", [variable]: value },
    });
    expect(result).toMatchObject({ outcome: "not_sent", retry: "never" });
    expect(reasonOf(result)).toMatch(
      new RegExp(`could not be reached: ${variable} \\w.*Set ${variable} to http://host:port`),
    );
    expect(JSON.stringify(result)).not.toMatch(/hunter2|maria|example/);
    expect([...proxy.heads, ...requests]).toEqual([]);
  });
}
