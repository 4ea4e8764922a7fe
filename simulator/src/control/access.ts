import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { callerOf, isForeignPage, isLoopbackName, type Caller } from "../server/caller";

/** Refusal of a request to the control API. */
interface AccessRefusal {
  readonly status: 401 | 403;
  readonly message: string;
}

/** Creates a random control token. */
export function createControlToken(): string {
  return randomBytes(24).toString("base64url");
}

/**
 * Protects the control API from browsers. A page on another machine has no access. A page on this machine may read, and needs the control
 * token to write. Programs need no token: they send no `Origin`, and no content type that a page may send without a preflight.
 */
export function findAccessRefusal(request: IncomingMessage, controlToken: string): AccessRefusal | undefined {
  const caller = callerOf(request);
  if (!isOwnHost(caller, request.socket.localPort)) {
    return forbiddenRefusal(
      "The control API does not accept this host name: use 127.0.0.1 or localhost with its own port.",
    );
  }
  if (isForeignPage(caller)) {
    return forbiddenRefusal(
      "Only pages on a loopback address, such as http://localhost:3000, may call the control API.",
    );
  }
  const given = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? "")?.[1];
  if (given !== undefined) {
    return isSameText(given, controlToken) ? undefined : unauthorizedRefusal("This is not the control token.");
  }
  if (!isWrite(request) || !mayComeFromBrowser(caller, request)) return undefined;
  return unauthorizedRefusal(
    "A write from a browser, or with a content type other than application/json, needs the header " +
      '"Authorization: Bearer <control token>". The simulator prints the token when it starts.',
  );
}

/** True for methods that write. A preflight must pass without a token: browsers do not send one. */
function isWrite({ method = "GET" }: IncomingMessage): boolean {
  return !["GET", "HEAD", "OPTIONS"].includes(method);
}

function isOwnHost({ host }: Caller, port: number | undefined): boolean {
  return host !== undefined && isLoopbackName(host.hostname) && Number(host.port === "" ? 80 : host.port) === port;
}

/** Content types that a page may send to another origin without a preflight. Source: the Fetch standard, CORS-safelisted headers. */
const simpleTypes: ReadonlySet<string> = new Set([
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/plain",
]);

function mayComeFromBrowser({ origin, fetchSite }: Caller, { headers }: IncomingMessage): boolean {
  const mediaType = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return origin !== undefined || fetchSite !== undefined || simpleTypes.has(mediaType);
}

function forbiddenRefusal(message: string): AccessRefusal {
  return { status: 403, message };
}

function unauthorizedRefusal(message: string): AccessRefusal {
  return { status: 401, message };
}

/** Compares in constant time. */
function isSameText(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
