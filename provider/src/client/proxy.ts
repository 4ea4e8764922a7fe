import { isLoopback } from "../schema/settings";
import { urlOf } from "../schema/url";
import { isProxyBypassed } from "./no-proxy";
import type { NotSentAttempt } from "./outcome";

/** A proxy that opens tunnels to https hosts (CONNECT). */
export interface Proxy {
  /** True if the connection to the proxy uses TLS as well. */
  readonly isSecure: boolean;
  /** Host name or address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Value of `Proxy-Authorization`; undefined without credentials. Never printed. */
  readonly authorization: string | undefined;
  /** EnvironmentVariables variable that names the proxy. */
  readonly variable: string;
  /** For messages, without credentials: `proxy.example:3128 (HTTPS_PROXY)`. */
  readonly label: string;
}

/** A failure to connect through a proxy, before anything was sent to Meta. Contains no credentials. */
export class ProxyFailure extends Error {
  override readonly name = "ProxyFailure";
  constructor(readonly outcome: NotSentAttempt) {
    super(outcome.why);
  }
}

/** Variables in order of precedence: lower case before upper case, as in curl. */
const proxyVariables = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] as const;
const defaultPorts: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/**
 * Finds the proxy for a base URL in the environment; undefined for a direct connection, as to every loopback address. An empty variable
 * counts as unset.
 *
 * @throws ProxyFailure if the variable is not a usable proxy address. The message omits its value.
 */
export function findProxy(baseUrl: string, environment: EnvironmentVariables): Proxy | undefined {
  const found = readProxy(baseUrl, environment);
  if (found === undefined || "host" in found) return found;
  const { variable, reason, remedy } = found;
  throw new ProxyFailure({ kind: "not_sent", why: `${variable} ${reason}`, mayRepeat: false, remedy });
}

/** Describes a variable that is not a usable proxy address, if the base URL needs a proxy; else none. */
export function findProxyProblem(baseUrl: string, environment: EnvironmentVariables): readonly string[] {
  const found = readProxy(baseUrl, environment);
  if (found === undefined || "host" in found) return [];
  return [`${found.variable}: ${found.reason}. ${found.remedy.replace(/\.$/, "")}`];
}

interface UnusableProxy {
  readonly variable: string;
  /** Begins with a verb: `names a SOCKS proxy`. */
  readonly reason: string;
  readonly remedy: string;
}

function readProxy(baseUrl: string, environment: EnvironmentVariables): Proxy | UnusableProxy | undefined {
  const variable = proxyVariables.find((name) => valueOf(environment, name) !== "");
  if (variable === undefined || isLoopback(baseUrl)) return undefined;
  const target = new URL(baseUrl);
  const noProxy = valueOf(environment, "no_proxy") || valueOf(environment, "NO_PROXY");
  if (isProxyBypassed(target, noProxy)) return undefined;
  const proxy = parseProxy(variable, valueOf(environment, variable));
  if (typeof proxy !== "string") return proxy;
  const remedy =
    `Set ${variable} to http://host:port or https://host:port, with credentials as in http://user:password@host:port, ` +
    `percent-encoded; or list ${target.hostname} in NO_PROXY to connect without a proxy.`;
  return { variable, reason: proxy, remedy };
}

function valueOf(environment: EnvironmentVariables, name: string): string {
  return environment[name]?.trim() ?? "";
}

/** Parses a proxy address. Returns the reason if it is not usable. */
function parseProxy(variable: string, text: string): Proxy | string {
  // Without a scheme it is http, as for curl and Pulumi's CLI.
  const url = urlOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === undefined) return "is not a proxy address";
  const defaultPort = defaultPorts[url.protocol];
  if (defaultPort === undefined) {
    return url.protocol.startsWith("socks")
      ? "names a SOCKS proxy, which is not supported"
      : "names a proxy that is neither http:// nor https://";
  }
  // A password with an unencoded # or ? looks the same: the host is then part of it, and must not be printed.
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") return "contains more than a proxy address";
  const credentials = decodeCredentials(url);
  if (credentials === undefined) return "has credentials that are not percent-encoded";
  const port = url.port === "" ? defaultPort : Number(url.port);
  return {
    isSecure: url.protocol === "https:",
    host: url.hostname.replace(/[[\]]/g, ""),
    port,
    authorization: credentials === "" ? undefined : `Basic ${Buffer.from(credentials).toString("base64")}`,
    variable,
    label: `${url.hostname}:${port} (${variable})`,
  };
}

/** Returns `user:password`, empty without credentials; undefined if it is malformed. */
function decodeCredentials({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return "";
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch {
    return undefined;
  }
}
