#!/usr/bin/env node
import { once } from "node:events";
import { isatty } from "node:tty";
import pico from "picocolors";
import { exitCodes } from "./exit-codes";
import type { CommandIo } from "./io";
import { runCommandLine } from "./command-line";
import { askOnTerminal } from "./prompt";

const io: CommandIo = {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  env: process.env,
  cwd: process.cwd(),
  ask: process.stdin.isTTY ? askOnTerminal : undefined,
  isOutputVisible: process.stdout.isTTY,
  readStdin,
  // `process.stdout.isTTY` is undefined for a pipe; picocolors would then decide, and it colors output in CI.
  isColorTerminal: pico.isColorSupported && isatty(1),
  onInterrupt,
};

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  process.stdin.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(process.stdin, "end");
  return Buffer.concat(chunks).toString("utf8");
}

const interruptSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Passes on the first two signals. The third ends the process. */
function onInterrupt(interrupted: () => void, terminated: () => void): () => void {
  const reactions = [interrupted, terminated];
  const listener = (): void => (reactions.shift() ?? (() => process.exit(exitCodes.cancelled)))();
  interruptSignals.forEach((signal) => process.on(signal, listener));
  return () => interruptSignals.forEach((signal) => process.off(signal, listener));
}

// A closed pipe (`... | head`) must not interrupt an update.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);

void runCommandLine(process.argv.slice(2), io).then((exitCode) => {
  process.exitCode = exitCode;
});
