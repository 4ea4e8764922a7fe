import { request as requestHttp, STATUS_CODES, type IncomingMessage } from "node:http";
import { Agent, globalAgent, request as requestHttps, type RequestOptions } from "node:https";
import { isIP, type Socket } from "node:net";
import { isCertificateError, isTlsError, type NotSentAttempt } from "./outcome";
import { ProxyFailure, type Proxy } from "./proxy";

/**
 * Opens a tunnel through a proxy to an https host: a connection on which nothing was sent yet. The caller destroys it. If `signal` aborts
 * first, the connection to the proxy is destroyed.
 *
 * @throws ProxyFailure if the proxy cannot be reached or does not respond with 200.
 */
export function openTunnel(proxy: Proxy, target: URL, signal: AbortSignal): Promise<Socket> {
  const authority = `${target.hostname}:${target.port || "443"}`;
  return new Promise((resolve, reject) => {
    const request = (proxy.isSecure ? requestHttps : requestHttp)(connectOptions(proxy, authority, signal));
    request.once("connect", (response, socket, head) => {
      // TLS on the connection reports its failures.
      socket.on("error", () => undefined);
      const refusal = findRefusal(response, head, proxy, authority);
      if (refusal === undefined) {
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new ProxyFailure(refusal));
    });
    request.once("error", (error: NodeJS.ErrnoException) =>
      reject(new ProxyFailure(signal.aborted ? describeSilence(proxy) : describeFailure(proxy, error))),
    );
    request.end();
  });
}

/** Creates an agent for one request through the tunnel: TLS with the host, with the trust settings of a direct connection. */
export function agentOf(tunnel: Socket): Agent {
  return new Agent({ ...globalAgent.options, keepAlive: false, socket: tunnel });
}

function connectOptions(proxy: Proxy, authority: string, signal: AbortSignal): RequestOptions {
  const { host, port, authorization } = proxy;
  return {
    ...{ method: "CONNECT", path: authority, host, port, signal },
    headers: { Host: authority, ...(authorization === undefined ? {} : { "Proxy-Authorization": authorization }) },
    // A separate connection: with NODE_USE_ENV_PROXY, the global agents would send it through a proxy again.
    agent: false,
    // The proxy's name. Node would take it from the Host header.
    servername: isIP(host) === 0 ? host : "",
  };
}

/** Returns undefined for the only response that opens a tunnel. No other response is from Meta, whatever its content. */
function findRefusal(
  response: IncomingMessage,
  head: Buffer,
  proxy: Proxy,
  authority: string,
): NotSentAttempt | undefined {
  const status = Number(response.statusCode);
  const answered = `the proxy ${proxy.label} answered CONNECT with ${status} ${STATUS_CODES[status] ?? ""}`.trim();
  if (status === 200) {
    if (head.length === 0) return undefined;
    return createNotSent(
      `${answered} and sent ${head.length} bytes of its own before TLS began`,
      suggestProxyCheck(proxy),
    );
  }
  if (status === 407) return createNotSent(answered, suggestCredentials(proxy, response.headers["proxy-authenticate"]));
  if (status >= 400) {
    const remedy = `Ask the proxy's operator to allow CONNECT to ${authority}, or list the host in NO_PROXY to connect without it.`;
    return createNotSent(answered, remedy, temporaryStatuses.has(status));
  }
  return createNotSent(answered, suggestProxyCheck(proxy));
}

function createNotSent(why: string, remedy: string, mayRepeat = false): NotSentAttempt {
  return {
    kind: "not_sent",
    why,
    mayRepeat,
    remedy,
  };
}

/** Statuses of a proxy that could not reach the host, or is overloaded. */
const temporaryStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

function suggestProxyCheck({ variable }: Proxy): string {
  return `Only 200 opens a tunnel: check that ${variable} is the address of a proxy.`;
}

function suggestCredentials(
  { authorization, variable }: Proxy,
  offered: readonly string[] | string | undefined,
): string {
  if (offered !== undefined && !/\bbasic\b/i.test(String(offered))) {
    return "The proxy does not offer Basic authentication, the only kind supported here: run a local proxy that authenticates for you.";
  }
  return authorization === undefined
    ? `Put the credentials into ${variable}, percent-encoded: http://user:password@host:port.`
    : `The proxy does not accept the credentials in ${variable}: correct them, percent-encoded.`;
}

function describeSilence(proxy: Proxy): NotSentAttempt {
  return {
    ...createNotSent(`the proxy ${proxy.label} did not open a tunnel in time`, suggestReachingProxy(proxy), true),
    isTimeout: true,
  };
}

function suggestReachingProxy({ variable }: Proxy): string {
  return `Check ${variable} and whether the proxy is up, then run again.`;
}

/** Describes a failure before the proxy responded. */
function describeFailure(proxy: Proxy, error: NodeJS.ErrnoException): NotSentAttempt {
  const { label, variable } = proxy;
  const code = String(error.code);
  if (isCertificateError(code)) {
    return createNotSent(
      `the certificate of the proxy ${label} is not trusted (${code})`,
      "If the certificate is correct, set NODE_EXTRA_CA_CERTS to the file of its certificate authority.",
    );
  }
  if (isTlsError(code)) {
    return createNotSent(
      `the proxy ${label} does not speak TLS (${code})`,
      `If it accepts plain connections, use http:// in ${variable}.`,
    );
  }
  if (code.startsWith("HPE_")) {
    return createNotSent(
      `the proxy ${label} answered CONNECT with something that is not HTTP (${code})`,
      suggestProxyCheck(proxy),
    );
  }
  const broken = code === "ECONNRESET" ? "closed the connection before it answered" : "could not be reached";
  return createNotSent(`the proxy ${label} ${broken} (${code})`, suggestReachingProxy(proxy), true);
}
