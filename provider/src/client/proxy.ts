import { isLoopback } from "../schema/settings";
import { urlOf } from "../schema/url";
import { isProxyBypassed } from "./no-proxy";
import type { NotSent } from "./outcome";

/** A proxy that opens tunnels to https hosts (CONNECT). */
export interface Proxy {
  /** True if the way to the proxy is TLS as well. */
  readonly isSecure: boolean;
  /** Host name or address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Value of `Proxy-Authorization`; undefined without credentials. Never shown. */
  readonly authorization: string | undefined;
  /** Environment variable that names the proxy. */
  readonly variable: string;
  /** For messages, without credentials: `proxy.example:3128 (HTTPS_PROXY)`. */
  readonly label: string;
}

/** Failure on the way through a proxy, before anything was sent to Meta. Holds no credentials. */
export class ProxyFailure extends Error {
  override readonly name = "ProxyFailure";
  constructor(readonly outcome: NotSent) {
    super(outcome.why);
  }
}

/** The first that is set decides: lower case before upper case, as curl does it. */
const proxyVariables = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] as const;
const defaultPorts: Readonly<Record<string, number>> = { "http:": 80, "https:": 443 };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The proxy that the environment names for a base URL; undefined for a direct connection, as to every loopback address. An empty
 * variable counts as unset.
 *
 * @throws ProxyFailure when the variable does not name a proxy that opens tunnels; its value is not repeated.
 */
export function findProxy(baseUrl: string, environment: Environment): Proxy | undefined {
  const found = readProxy(baseUrl, environment);
  if (found === undefined || "host" in found) return found;
  const { variable, reason, remedy } = found;
  throw new ProxyFailure({ kind: "not_sent", why: `${variable} ${reason}`, mayRepeat: false, remedy });
}

/** A line about a variable that names no usable proxy, for a base URL that would need it; else none. */
export function findProxyProblem(baseUrl: string, environment: Environment): readonly string[] {
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

function readProxy(baseUrl: string, environment: Environment): Proxy | UnusableProxy | undefined {
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

function valueOf(environment: Environment, name: string): string {
  return environment[name]?.trim() ?? "";
}

/** The proxy, or what is wrong with the text. */
function parseProxy(variable: string, text: string): Proxy | string {
  // Without a scheme it is http, as for curl and Pulumi's CLI.
  const url = urlOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`);
  if (url === undefined) return "does not hold the address of a proxy";
  const defaultPort = defaultPorts[url.protocol];
  if (defaultPort === undefined) {
    return url.protocol.startsWith("socks")
      ? "names a SOCKS proxy, which is not supported"
      : "names a proxy that is neither http:// nor https://";
  }
  // Also what a password with an unencoded # or ? looks like: then the host is a part of it, and must not be shown.
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") return "holds more than the address of a proxy";
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

/** `user:password`, empty without credentials; undefined when it is malformed. */
function decodeCredentials({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return "";
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch {
    return undefined;
  }
}
