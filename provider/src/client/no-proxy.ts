import { BlockList, isIP } from "node:net";

/**
 * True if a NO_PROXY list names an https host: `*`, a host name (with its subdomains, as in Pulumi's CLI and curl), `.domain`
 * or `*.domain` (subdomains only), an address or a range such as `10.0.0.0/8`, each with or without a port (IPv6 in brackets then).
 * Entries are separated by commas or spaces; case and a trailing dot do not matter. An entry of another form matches nothing.
 */
export function isProxyBypassed(target: URL, noProxy: string): boolean {
  const host = normalizeHost(target.hostname);
  const port = target.port || "443";
  return noProxy
    .toLowerCase()
    .split(/[\s,]/)
    .map(parseEntry)
    .some(
      (entry) => (entry.port ?? port) === port && (entry.host === "*" || namesHost(normalizeHost(entry.host), host)),
    );
}

interface NoProxyEntry {
  readonly host: string;
  /** Undefined for every port. */
  readonly port: string | undefined;
}

function parseEntry(entry: string): NoProxyEntry {
  // An IPv6 address without brackets contains colons.
  const [host = entry, port] = /^(\[.+\]|[^:]+):(\d+)$/.exec(entry)?.slice(1) ?? [];
  return { host, port };
}

function normalizeHost(host: string): string {
  return host.replace(/^\[(.*)\]$/, "$1").replace(/(.)\.$/, "$1");
}

function namesHost(entry: string, host: string): boolean {
  if (entry === host || matchesAddress(entry, host)) return true;
  const domain = /^\*?(\..+)/.exec(entry)?.[1];
  return isIP(host) === 0 && host.endsWith(domain ?? `.${entry}`);
}

/** True if the entry is the host's address, however it is written, or a range around it. */
function matchesAddress(entry: string, host: string): boolean {
  const [network = entry, prefix] = /^([^/]+)\/(\d{1,3})$/.exec(entry)?.slice(1) ?? [];
  const version = isIP(host);
  if (version === 0 || isIP(network) !== version) return false;
  const [family, bits] = version === 4 ? (["ipv4", 32] as const) : (["ipv6", 128] as const);
  const length = Number(prefix ?? bits);
  if (length > bits) return false;
  const range = new BlockList();
  range.addSubnet(network, length, family);
  return range.check(host, family);
}
