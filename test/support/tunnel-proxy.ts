import { createServer as createTcpServer, connect, type Server, type Socket } from "node:net";
import { pipeline } from "node:stream";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { listen } from "./listening";

/** Handles a connection after the head of its request arrived. */
export type Behavior = (socket: Socket) => void;

/** Sends a text and closes. */
export function answer(text: string): Behavior {
  return (socket) => socket.end(text);
}

/** Sends a text and leaves the connection open. */
export function stall(text = ""): Behavior {
  return (socket) => void socket.write(text);
}

/** Sends a text, answers the client's first bytes with `forged` and closes. */
export function answerBytes(text: string, forged: string): Behavior {
  return (socket) => {
    socket.once("data", () => socket.end(forged));
    socket.write(text);
  };
}

/** Opens a tunnel to this port of loopback, whatever the requested host. */
export function tunnelTo(port: number, head = "HTTP/1.1 200 Connection established\r\n\r\n"): Behavior {
  return (socket) => {
    socket.write(head);
    const target = connect(port, "127.0.0.1");
    pipeline(socket, target, socket, () => undefined);
  };
}

/** Formats a response to CONNECT as proxies do. */
export function response(line: string, body = "", headers = ""): string {
  return `HTTP/1.1 ${line}\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** A proxy with plain or TLS sockets; the test defines its responses. */
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

  /** Starts a proxy; with a certificate its own address is https://. */
  static async start(tls?: TlsOptions): Promise<TunnelProxy> {
    const proxy = new TunnelProxy(tls);
    await listen(proxy.#server);
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

  /** Clears the recorded heads and changes the behavior. */
  behave(behavior: Behavior): void {
    this.heads.length = 0;
    this.#behavior = behavior;
  }

  /** Breaks every connection. */
  cut(): void {
    for (const socket of this.#open) socket.destroy();
  }

  /** Resolves when the clients closed every connection; rejects if one is still open after two seconds. */
  waitUntilDrained(): Promise<void> {
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
