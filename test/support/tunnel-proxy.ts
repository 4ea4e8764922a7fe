import { createServer as createTcpServer, connect, type Server, type Socket } from "node:net";
import { pipeline } from "node:stream";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { bound } from "./listening";

/** What a proxy does with a connection once the head of a request has arrived. */
export type Behavior = (socket: Socket) => void;

/** Sends this and closes. */
export function answer(text: string): Behavior {
  return (socket) => socket.end(text);
}

/** Sends this and leaves the connection open. */
export function stall(text = ""): Behavior {
  return (socket) => void socket.write(text);
}

/** Sends this, waits for the client's first bytes, answers them with those of `forged` and closes. */
export function answerBytes(text: string, forged: string): Behavior {
  return (socket) => {
    socket.once("data", () => socket.end(forged));
    socket.write(text);
  };
}

/** Opens the tunnel, to this port of loopback whatever host was asked for. */
export function tunnelTo(port: number, head = "HTTP/1.1 200 Connection established\r\n\r\n"): Behavior {
  return (socket) => {
    socket.write(head);
    const target = connect(port, "127.0.0.1");
    pipeline(socket, target, socket, () => undefined);
  };
}

/** A response to CONNECT as proxies write it. */
export function response(line: string, body = "", headers = ""): string {
  return `HTTP/1.1 ${line}\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** A proxy of plain sockets, or of TLS: what it says is the test. */
export class TunnelProxy {
  /** Heads of all requests, in order of arrival. */
  readonly heads: string[] = [];
  readonly #open = new Set<Socket>();
  readonly #server: Server;
  #behavior: Behavior = stall();
  #whenDrained: (() => void) | undefined;

  private constructor(tls: TlsOptions | undefined) {
    const serve = (socket: Socket): void => this.#serve(socket);
    this.#server = tls === undefined ? createTcpServer(serve) : createTlsServer(tls, serve);
    this.#server.on("connection", (socket: Socket) => {
      this.#open.add(socket);
      socket.on("close", () => {
        this.#open.delete(socket);
        if (this.#open.size === 0) this.#whenDrained?.();
      });
    });
  }

  /** With a certificate it is a proxy for https:// addresses. */
  static async start(tls?: TlsOptions): Promise<TunnelProxy> {
    const proxy = new TunnelProxy(tls);
    await bound(proxy.#server);
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return address.port;
  }
  get openConnections(): number {
    return this.#open.size;
  }

  /** Forgets what it saw, and does this from now on. */
  behave(behavior: Behavior): void {
    this.heads.length = 0;
    this.#behavior = behavior;
  }

  /** Breaks every connection. */
  cut(): void {
    for (const socket of this.#open) socket.destroy();
  }

  /** Resolves when the clients have closed every connection; rejects when one is open after two seconds. */
  drained(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#open.size === 0) {
        resolve();
        return;
      }
      const timer = setTimeout(() => reject(new Error(`${this.#open.size} connections stay open`)), 2_000);
      this.#whenDrained = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket): void {
    let head = "";
    socket.on("error", () => undefined);
    const onData = (part: Buffer): void => {
      head += part.toString("latin1");
      if (!head.includes("\r\n\r\n")) return;
      socket.off("data", onData);
      this.heads.push(head);
      this.#behavior(socket);
    };
    socket.on("data", onData);
  }
}
