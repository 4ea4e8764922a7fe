import type { IncomingMessage } from "node:http";
import { isLoopback, parseUrl } from "../url";

/** Where a request says it comes from and whom it means, as far as browsers let no page forge it. */
export interface Caller {
  /** The authority of an absolute address, otherwise the header `Host`; undefined without a readable one. */
  readonly host: URL | undefined;
  /** The page that sends it; undefined outside browsers, and for a page that reads from its own address. */
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`; undefined outside browsers. */
  readonly fetchSite: string | undefined;
}

export function callerOf({ url, headers }: IncomingMessage): Caller {
  const authority = /^https?:\/\/([^/?#]*)/i.exec(url ?? "")?.[1] ?? headers.host ?? "";
  const fetchSite = headers["sec-fetch-site"];
  return {
    host: /^[^/?#@\\]+$/.test(authority) ? parseUrl(`http://${authority}`) : undefined,
    origin: headers.origin,
    fetchSite: typeof fetchSite === "string" ? fetchSite : undefined,
  };
}

/** Path and query, without scheme and host, which a client behind a proxy may send. */
export function targetOf({ url }: IncomingMessage): string {
  const target = (url ?? "/").replace(/^https?:\/\/[^/?#]*/i, "");
  return target === "" ? "/" : target;
}

/** `localhost`, `app.localhost`, 127.0.0.0/8 and ::1: names that no stranger's name server answers for. */
export function isLoopbackName(hostname: string): boolean {
  return isLoopback(hostname) || hostname.endsWith(".localhost");
}

/**
 * True for a page on another machine that a browser sends a request for. A page's address is "null" where the browser hides it. Without
 * an origin, as for a picture or a link, only the browser's word remains.
 */
export function isForeignPage({ origin, fetchSite }: Caller): boolean {
  if (origin === undefined) return fetchSite === "cross-site";
  const url = parseUrl(origin);
  return url === undefined || !/^https?:$/.test(url.protocol) || !isLoopbackName(url.hostname);
}
