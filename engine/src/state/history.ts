/** History of finished updates, as the CLI writes it: a record, the state, and a backup of the state. */
import { join } from "node:path";
import { writeBlob } from "./files";
import type { StackPaths } from "./backend";
import { formatVersion } from "./checkpoint";
import type { StoredConfig } from "./stack-file";
import { unixNano } from "./time";
import type { RunningUpdateKind, UpdateOutcome } from "./stack-state";

export interface FinishedUpdate {
  readonly kind: RunningUpdateKind;
  readonly startTimeS: number;
  readonly outcome: Pick<UpdateOutcome, "result" | "resourceChanges">;
  readonly config: StoredConfig;
  readonly checkpointText: string;
}

export async function recordHistory(paths: StackPaths, stackName: string, update: FinishedUpdate): Promise<void> {
  const stamp = unixNano();
  const record = {
    kind: update.kind === "import" ? "resource-import" : update.kind,
    startTime: update.startTimeS,
    message: "",
    environment: {
      "exec.kind": "embedded",
      "pulumi.version": formatVersion,
      "runtime.name": "nodejs",
      "runtime.version": process.version,
    },
    config: update.config,
    version: 0,
    result: update.outcome.result,
    endTime: unixSeconds(),
    resourceChanges: update.outcome.resourceChanges,
  };
  await writeBlob(join(paths.history, `${stackName}-${stamp}.history.json`), JSON.stringify(record));
  await writeBlob(join(paths.history, `${stackName}-${stamp}.checkpoint.json`), update.checkpointText);
}

export async function recordBackup(paths: StackPaths, stackName: string, checkpointText: string): Promise<void> {
  await writeBlob(join(paths.backups, `${stackName}.${unixNano()}.json`), checkpointText);
}

export function unixSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
