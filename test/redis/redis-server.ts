import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** `everything` is on disk before a command is answered; `nothing` is. */
export type Persistence = "everything" | "nothing";

/** A Redis server of one test: on a free loopback port, in a folder of its own. */
export class RedisServer {
  readonly #dir = mkdtempSync(join(tmpdir(), "redis-"));
  readonly #persistence: Persistence;
  #process: ChildProcess | undefined;
  #port = 0;

  constructor(persistence: Persistence = "nothing") {
    this.#persistence = persistence;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  /** Also after `kill`: on the same port, with what is on disk. */
  async start(): Promise<void> {
    if (this.#port === 0) this.#port = await findFreePort();
    const flags = {
      bind: "127.0.0.1",
      port: String(this.#port),
      dir: this.#dir,
      save: "",
      appendonly: this.#persistence === "everything" ? "yes" : "no",
      appendfsync: "always",
    };
    const args = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
    const server = spawn("redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
    this.#process = server;
    for await (const line of createInterface(server.stdout)) {
      if (line.includes("Ready to accept connections")) {
        server.stdout.resume();
        return;
      }
    }
    throw new Error("redis-server did not start");
  }

  /** As a crash: nothing is written any more. */
  async kill(): Promise<void> {
    await this.#signal("SIGKILL");
  }
  /** It keeps its connections and answers nothing. */
  pause(): void {
    this.#process?.kill("SIGSTOP");
  }
  resume(): void {
    this.#process?.kill("SIGCONT");
  }

  async close(): Promise<void> {
    await this.#signal("SIGKILL");
    rmSync(this.#dir, { recursive: true, force: true });
  }

  async #signal(signal: NodeJS.Signals): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (server === undefined || server.exitCode !== null) return;
    const exited = once(server, "exit");
    server.kill(signal);
    await exited;
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
