import type { IncomingMessage, ServerResponse } from "node:http";

/** Time limits for a client, in milliseconds. */
interface ResponseTimeouts {
  /** For reading the response. */
  readonly unreadAnswerMs: number;
  /** For sending the rest of a discarded body. */
  readonly discardedBodyMs: number;
}

export const defaultResponseTimeouts: ResponseTimeouts = { unreadAnswerMs: 30_000, discardedBodyMs: 2_000 };

interface CompleteResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined without a body. */
  readonly bytes: Buffer | undefined;
}

/**
 * Sends a response in one piece, and closes the connection of a client that does not read it. If the request body was not read to its
 * end, responds at once and discards the rest for a moment: closing while the client still sends would reset the connection, and the
 * client could miss the response.
 */
export function respond(
  response: ServerResponse,
  { status, headers, bytes }: CompleteResponse,
  { unreadAnswerMs, discardedBodyMs }: ResponseTimeouts = defaultResponseTimeouts,
): void {
  destroyAfter(response, unreadAnswerMs);
  if (!hasUnreadBody(response.req)) {
    response.writeHead(status, headers).end(bytes);
    return;
  }
  response.writeHead(status, { ...headers, connection: "close" });
  response.flushHeaders();
  if (bytes !== undefined) response.write(bytes);
  discardBody(response.req, discardedBodyMs, () => response.end());
}

/** Destroys the connection unless the response is sent by then. */
function destroyAfter(response: ServerResponse, durationMs: number): void {
  // Unref: a pipelined response on a broken connection never closes, and must not keep the process alive.
  const timer = setTimeout(() => response.destroy(), durationMs).unref();
  response.once("close", () => clearTimeout(timer));
}

function hasUnreadBody({ complete, headers }: IncomingMessage): boolean {
  const isAnnounced = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
  return isAnnounced && !complete;
}

function discardBody(request: IncomingMessage, durationMs: number, end: () => void): void {
  const timer = setTimeout(end, durationMs).unref();
  const stop = (): void => {
    clearTimeout(timer);
    end();
  };
  request.once("end", stop).once("error", stop).once("close", stop).resume();
}
