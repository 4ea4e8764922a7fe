import { parseArgs } from "node:util";
import { StateError } from "pulumi-whatsapp-engine";
import { deployShard } from "./deploy-shard";
import { findShard, FleetError, PassphraseError, passphraseExitCode, readFleet } from "./fleet";
import { engines, type Engine } from "./fleet-stack";
import { formatManifests } from "./manifests";
import { createReport, formatReport, writeReport } from "./report";
import { runFleet } from "./run";
import { createLostResult, isCompleted, readResult, writeResult } from "./shard-result";
import { rings } from "./shards";
import { findStopReason } from "./stop-rule";

const usage = `Usage: node dist/main.js COMMAND
  check                            validate fleet.yaml, inventory.csv and content/
  shards [--ring RING]             print the names of the stacks as JSON, for a job matrix
  run [--workers N] [--all]        deploy ring after ring; N processes, 0 for none (default 2); --all also completed shards
  deploy STACK [--recover]         deploy one shard; --recover after a killed worker
  gate --ring RING                 report the results of deploy; exit code 1 if they stop the rollout
  manifests --repo URL --commit SHA [--ring RING]
                                   print Stack resources of the Pulumi Kubernetes Operator
run and deploy take --engine embedded (default) or --engine cli, which uses the Automation API.
`;

/** Wrong usage of the command line. */
class UsageError extends Error {}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        all: { type: "boolean", default: false },
        commit: { type: "string" },
        engine: { type: "string", default: "embedded" },
        recover: { type: "boolean", default: false },
        repo: { type: "string" },
        ring: { type: "string" },
        workers: { type: "string", default: "2" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

type Options = ReturnType<typeof readArguments>["values"];

/** Runs a command. Returns the exit code. */
async function runCommand(): Promise<number> {
  const { values, positionals } = readArguments();
  const [command, stack, ...rest] = positionals;
  if (rest.length > 0 || (stack === undefined) === (command === "deploy")) throw new UsageError("wrong arguments");
  switch (command) {
    case "check":
      print(`${readFleet().shards.reduce((sum, { accounts }) => sum + accounts.length, 0)} accounts are valid.`);
      return 0;
    case "shards":
      print(JSON.stringify(selectShards(values).map((shard) => shard.stack)));
      return 0;
    case "manifests":
      print(
        formatManifests(selectShards(values), {
          repo: requireOption(values.repo),
          commit: requireOption(values.commit),
        }),
      );
      return 0;
    case "deploy":
      return deploy(stack ?? "", values);
    case "gate":
      return checkRing(values);
    case "run":
      return run(values);
    default:
      throw new UsageError(command === undefined ? "a command is missing" : `unknown command ${command}`);
  }
}

async function deploy(stack: string, values: Options): Promise<number> {
  const fleet = readFleet();
  const result = await deployShard(fleet, findShard(fleet, stack), {
    engine: readEngine(values),
    recover: values.recover,
  });
  writeResult(result);
  for (const { wabaId, problem } of result.accounts) if (problem !== undefined) print(`${wabaId}: ${problem}`);
  return isCompleted(result) ? 0 : 1;
}

async function run(values: Options): Promise<number> {
  const workers = Number(values.workers);
  if (!Number.isInteger(workers) || workers < 0) throw new UsageError("--workers must be a whole number, 0 or more");
  const report = await runFleet({ engine: readEngine(values), workers, all: values.all, print });
  writeReport(report);
  print(formatReport(report));
  return report.completed === report.accounts ? 0 : 1;
}

/** Reports the results that `deploy` has written for the shards of a ring, wherever it ran. */
function checkRing(values: Options): number {
  const fleet = readFleet();
  const ring = rings.find((each) => each === values.ring);
  if (ring === undefined) throw new UsageError(`gate needs --ring, one of ${rings.join(", ")}`);
  const results = selectShards(values).map((shard) => readResult(shard.stack) ?? createLostResult(fleet, shard));
  const stopReason = findStopReason(ring, results, fleet.settings.stopAbove);
  print(formatReport(createReport({ fleet, results, stopReason, seconds: 0 })));
  return stopReason === undefined ? 0 : 1;
}

/** Selects shards with accounts, of one ring or all. */
function selectShards({ ring }: Options) {
  if (ring !== undefined && !rings.some((each) => each === ring)) {
    throw new UsageError(`--ring must be one of ${rings.join(", ")}`);
  }
  return readFleet().shards.filter((shard) => shard.accounts.length > 0 && (ring ?? shard.ring) === shard.ring);
}

function readEngine({ engine }: Options): Engine {
  const found = engines.find((each) => each === engine);
  if (found === undefined) throw new UsageError(`--engine must be one of ${engines.join(", ")}`);
  return found;
}

function requireOption(value: string | undefined): string {
  if (value === undefined) throw new UsageError("--repo and --commit are required");
  return value;
}

function exitCodeOf(error: Error): number {
  if (error instanceof UsageError) return 2;
  return error instanceof PassphraseError ? passphraseExitCode : 1;
}

runCommand().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    if (!(error instanceof FleetError || error instanceof UsageError || error instanceof StateError)) throw error;
    process.stderr.write(`${error.message}\n${error instanceof UsageError ? `\n${usage}` : ""}`);
    process.exitCode = exitCodeOf(error);
  },
);
