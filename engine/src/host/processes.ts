import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { bypassProxyOnLoopback } from "./loopback";

const endSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const exitGraceMs = 2_000;
/** Defers the SDK's closure serialization, which most processes never use. */
const deferClosureSerialization = ["--require", join(__dirname, "../../preload/defer-closure-serialization.js")];

export type OutputLine = (line: string, stream: "stdout" | "stderr") => void;
export interface ProcessEnd {
  /** 1 if a signal ended the process. */
  readonly code: number;
  readonly signal: NodeJS.Signals | null;
  /** Cause of the failure, unless the output tells it. */
  readonly error?: string;
}
export interface NodeProcess {
  readonly exited: Promise<ProcessEnd>;
  readonly alive: () => boolean;
  /** Sends SIGTERM, then SIGKILL. Resolves when the process has exited. */
  stop(): Promise<void>;
  /** Sends SIGKILL. */
  kill(): void;
}
export interface NodeProcessOptions {
  /** Executable to run. Default: Node. */
  readonly command?: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onLine: OutputLine;
}

/** Runs Node, or another command, with the given arguments. */
export type StartNode = (options: NodeProcessOptions) => NodeProcess;

const running = new Set<ChildProcess>();

/** Starts a process in its own group, so that Ctrl-C reaches only the engine, which lets running calls finish. */
export function startNode(options: NodeProcessOptions): NodeProcess {
  const { command = process.execPath, args } = options;
  // Windows runs a `.cmd` file only in a shell.
  const shell = command.endsWith(".cmd");
  const nodeArgs = options.command === undefined ? deferClosureSerialization : [];
  const child = spawn(shell ? `"${command}"` : command, [...nodeArgs, ...args], {
    shell,
    cwd: options.cwd,
    env: { ...bypassProxyOnLoopback(options.env) },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  track(child);
  const drained = [readLines(child, "stdout", options.onLine), readLines(child, "stderr", options.onLine)];
  const closed = new Promise<ProcessEnd>((resolve) => {
    child.once("error", ({ message }) => {
      options.onLine(message, "stderr");
      resolve({ code: 1, signal: null });
    });
    child.once("exit", (code, signal) => resolve({ code: code ?? 1, signal }));
  });
  void closed.then(() => untrack(child));
  const exited = closed.then(async (end) => {
    await Promise.race([Promise.all(drained), delay(exitGraceMs)]);
    return end;
  });
  const alive = (): boolean => child.exitCode === null && child.signalCode === null;
  return { exited, alive, stop: () => stop(child, closed, alive), kill: () => kill(child, "SIGKILL") };
}

async function stop(child: ChildProcess, closed: Promise<ProcessEnd>, alive: () => boolean): Promise<void> {
  if (!alive()) return;
  kill(child, "SIGTERM");
  await Promise.race([closed, delay(exitGraceMs)]);
  if (alive()) {
    kill(child, "SIGKILL");
    await closed;
  }
}

function readLines(child: ChildProcess, stream: "stdout" | "stderr", onLine: OutputLine): Promise<void> {
  const source = child[stream];
  if (source === null) return Promise.resolve();
  const lines = createInterface({ input: source, crlfDelay: Infinity });
  lines.on("line", (line) => onLine(line, stream));
  return new Promise((resolve) => lines.once("close", () => resolve()));
}

function delay(timeoutMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, timeoutMs).unref());
}

function kill(child: ChildProcess, signal: NodeJS.Signals): void {
  const group = process.platform !== "win32" && child.pid !== undefined ? -child.pid : undefined;
  try {
    if (group === undefined) {
      child.kill(signal);
    } else {
      process.kill(group, signal);
    }
  } catch {
    child.kill(signal);
  }
}

function track(child: ChildProcess): void {
  if (running.size === 0) {
    process.on("exit", killAll);
    endSignals.forEach((signal) => process.on(signal, onSignal));
  }
  running.add(child);
}

function untrack(child: ChildProcess): void {
  running.delete(child);
  if (running.size === 0) {
    process.off("exit", killAll);
    endSignals.forEach((signal) => process.off(signal, onSignal));
  }
}

function killAll(): void {
  running.forEach((child) => kill(child, "SIGKILL"));
}

/** Restores the default action of a signal that has no other listener: kills the child processes, then this one. */
function onSignal(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) > 1) return;
  killAll();
  process.off(signal, onSignal);
  process.kill(process.pid, signal);
}
