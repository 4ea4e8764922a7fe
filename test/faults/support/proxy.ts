import { createServer, request as passOn, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { pipeline } from "node:stream";
import { bound, closed } from "../../support/listening";

/** Stands before a simulator and passes everything on, a connection for each request. It can shut, and it counts what it sends. */
export class Door {
  readonly #target: string;
  #server: Server;
  #openFor = Infinity;
  readonly #sockets = new Set<Socket>();

  private constructor(
    target: string,
    readonly port: number,
    server: Server,
  ) {
    this.#target = target;
    this.#server = server;
    this.#serve();
  }

  static async before(target: string): Promise<Door> {
    const server = newServer();
    return new Door(target, await bound(server), server);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }
  /** Bytes that clients took, heads of answers included. */
  get sentBytes(): number {
    return [...this.#sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
  }
  get isOpen(): boolean {
    return this.#server.listening;
  }

  /** After so many requests more, connections are refused. */
  shutAfter(requests: number): void {
    this.#openFor = requests;
    if (requests === 0) this.#server.close();
  }

  async reopen(): Promise<void> {
    if (this.isOpen) return;
    this.#openFor = Infinity;
    this.#server = newServer();
    this.#serve();
    await bound(this.#server, this.port);
  }

  close(): Promise<void> {
    return closed(this.#server);
  }

  #serve(): void {
    this.#server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      // Before the answer goes out, so that the next connection finds it shut.
      if (--this.#openFor === 0) this.#server.close();
      this.#sockets.add(request.socket);
      const { method, headers, url = "" } = request;
      const further = passOn(`${this.#target}${url}`, { method, headers, agent: false }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, { ...answer.headers, connection: "close" });
        pipeline(answer, response, () => undefined);
      });
      pipeline(request, further, () => undefined);
      response.on("close", () => further.destroy());
    });
  }
}

function newServer(): Server {
  return createServer();
}
