import type { IncomingMessage, ServerResponse } from "node:http";

/** How long a client may take, in milliseconds. */
export interface ResponseTimeouts {
  /** Until it has read the answer. */
  readonly unreadAnswerMs: number;
  /** Until it stops sending a body of which nothing more is kept. */
  readonly discardedBodyMs: number;
}

export const defaultResponseTimeouts: ResponseTimeouts = { unreadAnswerMs: 30_000, discardedBodyMs: 2_000 };

export interface CompleteResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for an answer without a body. */
  readonly bytes: Buffer | undefined;
}

/**
 * Sends an answer in one piece, and ends the connection of a client that does not read it. A request whose body was not read to its end
 * is answered at once; the rest is thrown away for a moment, because a connection that is closed while the client still sends is reset,
 * and the client may never see the answer.
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

/** Ends the connection unless the answer has gone out by then. */
export function destroyAfter(response: ServerResponse, durationMs: number): void {
  // Keeps no process alive: an answer behind another on a connection that breaks off never closes.
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
