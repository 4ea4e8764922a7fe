import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { deployShard } from "./deploy-shard";
import { findShard, FleetError, PassphraseError, passphraseExitCode, readFleet, type Fleet } from "./fleet";
import { outputFile, readJsonFile, writeWhole } from "./files";
import type { Engine } from "./fleet-stack";
import { createReport, type Report } from "./report";
import {
  createLostResult,
  hashInputs,
  isCompleted,
  listResults,
  readResult,
  resultFile,
  writeResult,
  type ShardResult,
} from "./shard-result";
import { rings, type Ring, type Shard } from "./shards";
import { findStopReason } from "./stop-rule";

export interface RunOptions {
  readonly engine: Engine;
  /** Number of worker processes; 0 deploys in this process. */
  readonly workers: number;
  /** True to deploy shards again that are completed and unchanged. */
  readonly all: boolean;
  readonly print: (line: string) => void;
  readonly onWorker?: (stack: string, worker: ChildProcess) => void;
}

/** Deploys ring after ring until one stops the rollout. Completed shards without changes are not deployed again. */
export async function runFleet(options: RunOptions): Promise<Report> {
  const startMs = Date.now();
  const fleet = readFleet();
  // Refuses another number of shards than before, and damaged results, before anything is deployed.
  listResults().forEach((stack) => {
    findShard(fleet, stack);
    readResult(stack);
  });
  const results: ShardResult[] = [];
  let stopReason: string | undefined;
  const stopForwarding = forwardSignals();
  try {
    for (const ring of rings) {
      const deployed = await deployRing(fleet, ring, options);
      results.push(...deployed);
      stopReason = findStopReason(ring, deployed, fleet.settings.stopAbove);
      if (stopReason !== undefined) break;
    }
  } finally {
    stopForwarding();
  }
  return createReport({ fleet, results, stopReason, seconds: (Date.now() - startMs) / 1000 });
}

async function deployRing(fleet: Fleet, ring: Ring, options: RunOptions): Promise<readonly ShardResult[]> {
  // A shard that lost its last account still has the sequences of it.
  const isUsed = ({ stack, accounts }: Shard): boolean => accounts.length > 0 || readResult(stack) !== undefined;
  const queue = fleet.shards.filter((shard) => shard.ring === ring && isUsed(shard));
  const results: ShardResult[] = [];
  const work = async (): Promise<void> => {
    for (let shard = queue.shift(); shard !== undefined; shard = queue.shift()) {
      const known = options.all ? undefined : readResult(shard.stack);
      const isUnchanged = known !== undefined && isCompleted(known) && known.inputs === hashInputs(fleet, shard);
      const result = isUnchanged ? known : await runShard(fleet, shard, options);
      results.push(result);
      options.print(describe(result, isUnchanged));
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, options.workers) }, work));
  return results;
}

function describe({ stack, accounts, seconds }: ShardResult, isUnchanged: boolean): string {
  const failed = accounts.filter(({ problem }) => problem !== undefined).length;
  const outcome = isUnchanged
    ? "unchanged"
    : `${accounts.length - failed} completed, ${failed} failed, ${seconds.toFixed(1)} s`;
  return `${stack}: ${outcome}`;
}

async function runShard(fleet: Fleet, shard: Shard, options: RunOptions): Promise<ShardResult> {
  const recover = isInterrupted(shard.stack);
  const earlier = readResult(shard.stack);
  rmSync(resultFile(shard.stack), { force: true });
  try {
    await startDeployment(fleet, shard, options, recover);
  } catch (error) {
    if (error instanceof PassphraseError) {
      // Nothing was deployed.
      if (earlier !== undefined) writeResult(earlier);
      if (!recover) rmSync(startFile(shard.stack));
    }
    throw error;
  }
  const result = readResult(shard.stack);
  if (result === undefined) return createLostResult(fleet, shard);
  rmSync(startFile(shard.stack));
  return result;
}

async function startDeployment(fleet: Fleet, shard: Shard, options: RunOptions, recover: boolean): Promise<void> {
  if (options.workers === 0) {
    markStarted(shard.stack, process.pid);
    writeResult(await deployShard(fleet, shard, { engine: options.engine, recover }));
  } else {
    await runWorker(shard.stack, options, recover);
    if (readResult(shard.stack) === undefined) await runWorker(shard.stack, options, true);
  }
}

/** Runs a worker, which prints its own errors. @throws PassphraseError if the worker ended with one */
async function runWorker(stack: string, { engine, onWorker, print }: RunOptions, recover: boolean): Promise<void> {
  const words = [join(__dirname, "main.js"), "deploy", stack, "--engine", engine, ...(recover ? ["--recover"] : [])];
  // A process group of its own: the CLI that a killed worker started must not go on beside the next worker.
  const worker = spawn(process.execPath, words, { stdio: ["ignore", "ignore", "inherit"], detached: true });
  if (worker.pid !== undefined) markStarted(stack, worker.pid);
  onWorker?.(stack, worker);
  runningWorkers.add(worker);
  const [code, signal] = (await once(worker, "exit")) as [number | null, NodeJS.Signals | null];
  runningWorkers.delete(worker);
  signalGroup(worker, "SIGKILL");
  if (code === passphraseExitCode) {
    throw new PassphraseError(
      `The rollout ended before ${stack} was deployed, because the other stacks would fail too.`,
    );
  }
  if (readResult(stack) === undefined) print(`${stack}: the worker ended with ${signal ?? `exit code ${code}`}`);
}

const runningWorkers = new Set<ChildProcess>();

/** Passes Ctrl-C on to the groups of the workers, and then ends this process as without a handler. */
function forwardSignals(): () => void {
  const forward = (signal: NodeJS.Signals): void => {
    runningWorkers.forEach((worker) => signalGroup(worker, signal));
    process.kill(process.pid, signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.once(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
  };
}

/** Sends a signal to the worker and the processes that it started, if any are left. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid !== undefined && isRunning(-pid)) process.kill(-pid, signal);
}

function startFile(stack: string): string {
  return outputFile("results", `${stack}.started.json`);
}

function markStarted(stack: string, pid: number): void {
  writeWhole(startFile(stack), JSON.stringify({ pid }));
}

/** Returns true if an earlier worker of the stack was killed. @throws FleetError if it still runs */
function isInterrupted(stack: string): boolean {
  const started = readJsonFile(startFile(stack)) as { readonly pid: number } | undefined;
  if (started === undefined) return false;
  if (!isRunning(started.pid) && !isRunning(-started.pid)) return true;
  throw new FleetError(
    `${stack}: process ${started.pid} is deploying it. Wait for its end, or stop it, and run again.`,
  );
}

/** Returns true if a process has this id, or if a process group has its negative. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
