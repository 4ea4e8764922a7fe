import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Server as TcpServer, Socket } from "node:net";

/** A server that is no Graph API; the test defines its responses. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  /** `GET /path?query`, in order of arrival. */
  readonly seen: readonly string[];
  /** Number of connections, with or without a request. */
  connections(): number;
  close(): Promise<void>;
}

/** Starts a server; with a certificate it uses https. */
export async function startServer(
  listener: RequestListener,
  tls?: { readonly key: string; readonly cert: string },
): Promise<TestServer> {
  const seen: string[] = [];
  let connections = 0;
  const noting: RequestListener = (request, response) => {
    seen.push(`${request.method ?? ""} ${request.url ?? ""}`);
    listener(request, response);
  };
  const server = tls === undefined ? createServer(noting) : createTlsServer(tls, noting);
  server.on("connection", () => connections++);
  // Request of a client to a proxy for an https address.
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    seen.push(`CONNECT ${request.url ?? ""}`);
    socket.destroy();
  });
  const port = await listen(server);
  return {
    url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    port,
    seen,
    connections: () => connections,
    close: () => closeServer(server),
  };
}

/** Starts listening on loopback; returns the port. */
export async function listen(server: TcpServer, port = 0): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const end = once(server, "close");
  server.close();
  server.closeAllConnections();
  await end;
}

/** Starts a server that must receive nothing. */
export function startDecoy(): Promise<TestServer> {
  return startServer((_request, response) => response.end("{}"));
}
