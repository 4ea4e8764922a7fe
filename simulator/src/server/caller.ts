import type { IncomingMessage } from "node:http";
import { isLoopback, parseUrl } from "../url";

/** Origin and host of a request, from headers that a browser does not let pages forge. */
export interface Caller {
  /** Authority of an absolute request target, otherwise the header `Host`; undefined if it is malformed. */
  readonly host: URL | undefined;
  /** Origin of the page; undefined outside browsers, and for same-origin reads. */
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

/** Returns path and query, without the scheme and host that a client behind a proxy may send. */
export function targetOf({ url }: IncomingMessage): string {
  const target = (url ?? "/").replace(/^https?:\/\/[^/?#]*/i, "");
  return target === "" ? "/" : target;
}

/** True for `localhost`, `app.localhost`, 127.0.0.0/8 and ::1, which no foreign name server can resolve. */
export function isLoopbackName(hostname: string): boolean {
  return isLoopback(hostname) || hostname.endsWith(".localhost");
}

/**
 * True for a request that a browser sends for a page on another machine. The origin is "null" where the browser hides it. Without an
 * origin, as for images and links, `Sec-Fetch-Site` decides.
 */
export function isForeignPage({ origin, fetchSite }: Caller): boolean {
  if (origin === undefined) return fetchSite === "cross-site";
  const url = parseUrl(origin);
  return url === undefined || !/^https?:$/.test(url.protocol) || !isLoopbackName(url.hostname);
}
