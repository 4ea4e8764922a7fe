import { fork, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { bypassProxyOnLoopback } from "../../engine/src/host/loopback";
import {
  startNode,
  type NodeProcess,
  type NodeProcessOptions,
  type OutputLine,
  type ProcessEnd,
} from "../../engine/src/host/processes";

const preloads = join(__dirname, "../../engine/preload");

/** The grace period that the engine gives a process. */
const exitGraceMs = 2_000;

type Message = ScriptMessage | { readonly port: number };
interface ScriptMessage {
  readonly id: number;
  readonly line?: string;
  readonly stream?: "stdout" | "stderr";
  readonly end?: ProcessEnd;
}
interface Running {
  readonly onLine: OutputLine;
  readonly onEnd: (end: ProcessEnd) => void;
}

/**
 * A process that keeps the SDK loaded and runs programs, providers and policy packs in isolation (`warm-process`). TypeScript, ES
 * modules, options of Node and plugins get a real process.
 */
export class WarmHost {
  #child: ChildProcess | undefined;
  #started = 0;
  readonly #running = new Map<number, Running>();
  #announce: (port: number) => void = () => undefined;
  readonly #port = new Promise<number>((resolve) => (this.#announce = resolve));

  /** Replaces the engine's `startNode`. */
  readonly startNode = (options: NodeProcessOptions): NodeProcess => {
    if (needsNode(options)) return startNode(options);
    const id = this.#started++;
    const child = this.#open();
    const exited = new Promise<ProcessEnd>((resolve) =>
      this.#running.set(id, { onLine: options.onLine, onEnd: resolve }),
    );
    const { args, cwd, env } = options;
    child.send({ id, start: { args, cwd, env: bypassProxyOnLoopback(env) } });
    const alive = (): boolean => this.#running.has(id);
    return {
      exited,
      alive,
      stop: async () => {
        if (!alive()) return;
        child.send({ id, stop: true });
        const timer = setTimeout(() => child.send({ id, kill: true }), exitGraceMs);
        await exited;
        clearTimeout(timer);
      },
      kill: () => {
        if (alive()) child.send({ id, kill: true });
      },
    };
  };

  /** Creates a folder for PATH whose command `node` runs the SDK's scripts in the warm process. The caller removes it. */
  async createNodeCommand(): Promise<string> {
    this.#open();
    const dir = mkdtempSync(join(tmpdir(), "warm-node-"));
    const node = `exec '${process.execPath}'`;
    const client = `${node} '${join(__dirname, "warm-process/client.js")}' ${String(await this.#port)} "$@"`;
    const text = `#!/bin/sh\ncase "$*" in\n*@pulumi/pulumi/cmd/*/index.js*) ${client} ;;\n*) ${node} "$@" ;;\nesac\n`;
    writeFileSync(join(dir, "node"), text, { mode: 0o755 });
    return dir;
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const closed = new Promise((resolve) => child.once("exit", resolve));
    child.disconnect();
    await closed;
  }

  #open(): ChildProcess {
    this.#child ??= this.#fork();
    return this.#child;
  }

  #fork(): ChildProcess {
    const files = ["defer-closure-serialization.js", "plain-errors.js"];
    const execArgv = files.flatMap((file) => ["--require", join(preloads, file)]);
    const child = fork(join(__dirname, "warm-process/main.js"), {
      execArgv,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    child.on("message", (message: Message) => {
      if ("port" in message) this.#announce(message.port);
      else this.#receive(message);
    });
    child.once("exit", (code) => {
      this.#child = undefined;
      [...this.#running.keys()].forEach((id) => this.#end(id, { code: code ?? 1, signal: null }));
    });
    return child;
  }

  #receive({ id, line, stream, end }: ScriptMessage): void {
    if (line !== undefined && stream !== undefined) this.#running.get(id)?.onLine(line, stream);
    if (end !== undefined) this.#end(id, end);
  }

  #end(id: number, end: ProcessEnd): void {
    const script = this.#running.get(id);
    this.#running.delete(id);
    script?.onEnd(end);
  }
}

/** Starts a warm host for the tests of a file. */
export function useWarmHost(): WarmHost {
  const host = new WarmHost();
  afterAll(() => host.close());
  return host;
}

function needsNode({ command, args, cwd, env }: NodeProcessOptions): boolean {
  if (command !== undefined) return true;
  const script = args.findIndex((arg, index) => !arg.startsWith("-") && args[index - 1] !== "--require");
  const hasOptions = args.slice(0, script).some((arg) => arg.startsWith("-") && arg !== "--require");
  const isTypeScript =
    env["PULUMI_NODEJS_TYPESCRIPT"] === "true" && readdirSync(cwd).some((name) => /\.m?ts$|^tsconfig/.test(name));
  return hasOptions || isTypeScript || (env["NODE_OPTIONS"] ?? "") !== "" || isModulePackage(cwd);
}

function isModulePackage(dir: string): boolean {
  const manifest = join(dir, "package.json");
  if (existsSync(manifest)) return /"type"\s*:\s*"module"/.test(readFileSync(manifest, "utf8"));
  return dir !== dirname(dir) && isModulePackage(dirname(dir));
}
