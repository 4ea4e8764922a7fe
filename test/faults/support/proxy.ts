import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { pipeline } from "node:stream";
import { listen, closeServer } from "../../support/listening";

/** A proxy before a simulator with one connection for each request. It can refuse connections, and it counts the bytes it sends. */
export class ForwardProxy {
  readonly #target: string;
  #server: Server;
  #requestsLeft = Infinity;
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

  static async start(target: string): Promise<ForwardProxy> {
    const server = createServer();
    return new ForwardProxy(target, await listen(server), server);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }
  /** Bytes that clients received, with response headers. */
  get sentBytes(): number {
    return [...this.#sockets].reduce((sum, { bytesWritten }) => sum + bytesWritten, 0);
  }
  get isOpen(): boolean {
    return this.#server.listening;
  }

  /** Refuses connections after this number of further requests. */
  shutAfter(requests: number): void {
    this.#requestsLeft = requests;
    if (requests === 0) this.#server.close();
  }

  async reopen(): Promise<void> {
    if (this.isOpen) return;
    this.#requestsLeft = Infinity;
    this.#server = createServer();
    this.#serve();
    await listen(this.#server, this.port);
  }

  close(): Promise<void> {
    return closeServer(this.#server);
  }

  #serve(): void {
    this.#server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      // Before the response, so that the next connection is refused.
      if (--this.#requestsLeft === 0) this.#server.close();
      this.#sockets.add(request.socket);
      const { method, headers, url = "" } = request;
      const further = forward(`${this.#target}${url}`, { method, headers, agent: false }, (answer) => {
        response.writeHead(answer.statusCode ?? 0, { ...answer.headers, connection: "close" });
        pipeline(answer, response, () => undefined);
      });
      pipeline(request, further, () => undefined);
      response.on("close", () => further.destroy());
    });
  }
}
