import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

export interface Listener {
  readonly url: string;
  close(): Promise<void>;
}

export type Handle = (request: IncomingMessage, response: ServerResponse, signal: AbortSignal) => Promise<void>;

/** Time limits for sending a request, in milliseconds. A slower client gets 408. */
interface RequestTimeouts {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  /** Interval of the check. */
  readonly connectionsCheckingInterval: number;
}

const defaultTimeouts: RequestTimeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
};

/** Listens on loopback. The signal aborts when the connection or the listener closes. */
export async function listen(
  port: number,
  handle: Handle,
  timeouts: RequestTimeouts = defaultTimeouts,
): Promise<Listener> {
  const closing = new AbortController();
  const server = createServer({ ...timeouts }, (request, response) => {
    const gone = new AbortController();
    const end = (): void => gone.abort();
    response.on("close", end);
    closing.signal.addEventListener("abort", end);
    handle(request, response, gone.signal)
      .catch((error: unknown) => sendInternalError(response, error))
      .finally(() => closing.signal.removeEventListener("abort", end));
  });
  const bound = await bind(server, port);
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Reports a bug in the simulator, in a form that Graph never sends. */
function sendInternalError(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  response.writeHead(500, { "content-type": "text/plain; charset=utf-8" });
  response.end(`internal error in the simulator: ${error instanceof Error ? error.message : String(error)}\n`);
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new TypeError("the listener has no port"));
      else resolve(address.port);
    });
  });
}
