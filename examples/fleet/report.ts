import type { Fleet } from "./fleet";
import { outputFile, writeWhole } from "./files";
import type { ShardResult } from "./shard-result";
import { rings } from "./shards";

export interface Report {
  readonly accounts: number;
  readonly completed: number;
  /** Accounts with a problem. */
  readonly failed: readonly { readonly wabaId: string; readonly stack: string; readonly problem: string }[];
  /** Accounts of rings that were not reached. */
  readonly waiting: number;
  readonly stopReason: string | null;
  readonly seconds: number;
  /** Highest memory of one worker, without the processes of its program and provider. */
  readonly workerMemoryMb: number;
  readonly rings: readonly {
    readonly ring: string;
    readonly shards: number;
    readonly completed: number;
    readonly failed: number;
  }[];
}

interface ReportParts {
  readonly fleet: Fleet;
  readonly results: readonly ShardResult[];
  readonly stopReason: string | undefined;
  readonly seconds: number;
}

export function createReport({ fleet, results, stopReason, seconds }: ReportParts): Report {
  const accounts = fleet.shards.reduce((sum, shard) => sum + shard.accounts.length, 0);
  const failed = listFailures(results);
  const reached = results.reduce((sum, result) => sum + result.accounts.length, 0);
  return {
    accounts,
    completed: reached - failed.length,
    failed,
    waiting: accounts - reached,
    stopReason: stopReason ?? null,
    seconds,
    workerMemoryMb: Math.round(Math.max(0, ...results.map(({ memoryMb }) => memoryMb))),
    rings: rings.map((ring) => {
      const own = results.filter((result) => result.ring === ring);
      const failures = listFailures(own).length;
      const reachedInRing = own.reduce((sum, result) => sum + result.accounts.length, 0);
      return { ring, shards: own.length, completed: reachedInRing - failures, failed: failures };
    }),
  };
}

function listFailures(results: readonly ShardResult[]): Report["failed"] {
  return results.flatMap(({ stack, accounts }) =>
    accounts.flatMap(({ wabaId, problem }) => (problem === undefined ? [] : [{ wabaId, stack, problem }])),
  );
}

/** Writes the report as JSON and Markdown. */
export function writeReport(report: Report): void {
  writeWhole(outputFile("report.json"), `${JSON.stringify(report, undefined, 2)}\n`);
  writeWhole(outputFile("report.md"), formatReport(report));
}

export function formatReport(report: Report): string {
  const { accounts, completed, failed, waiting, stopReason, seconds, workerMemoryMb } = report;
  const outcome = stopReason === null ? "Every ring was reached." : `The rollout stopped: ${stopReason}.`;
  return `# Rollout

${outcome} ${completed} of ${accounts} accounts completed, ${failed.length} failed, ${waiting} wait, in ${seconds.toFixed(1)} s. The largest worker used ${workerMemoryMb} MB.

| ring | shards | completed | failed |
| --- | --- | --- | --- |
${report.rings.map(({ ring, shards, ...counts }) => `| ${ring} | ${shards} | ${counts.completed} | ${counts.failed} |`).join("\n")}
${formatFailures(failed)}`;
}

function formatFailures(failed: Report["failed"]): string {
  if (failed.length === 0) return "";
  const rows = failed.map(({ wabaId, stack, problem }) => `| ${wabaId} | ${stack} | ${toCell(problem)} |`);
  return `\n| account | stack | problem |\n| --- | --- | --- |\n${rows.join("\n")}\n`;
}

function toCell(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("|", "\\|");
}
