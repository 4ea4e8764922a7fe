/**
 * Stacks whose state file is missing although a backup exists. The errors name the backup and the command that restores
 * it.
 */
import { dirname, join } from "node:path";
import { type Backend, fileNames, folderNames, type StackPaths, stackPaths } from "./backend";
import { StateError } from "./state-error";
import { readIfExists } from "./files";
import { isRecord, type JsonRecord } from "./json";

interface Backup {
  readonly path: string;
  readonly writtenAtMs: number;
  readonly hasResources: boolean;
}

/** The error for a stack without a state file. */
export async function missingStackError(paths: StackPaths, stackName: string, backendUrl: string): Promise<StateError> {
  const backup = await findBackup(paths);
  const remedy =
    backup === undefined ? `. Make it with \`stack init ${stackName}\`.` : `: ${describeRestore(backup, paths)}`;
  return new StateError("stackNotFound", `no stack named '${stackName}' found in ${backendUrl}${remedy}`);
}

/** Rejects a new stack if a backup of a stack with its name exists: its resources would be created a second time. */
export async function refuseLostStack(paths: StackPaths, stackName: string): Promise<void> {
  const backup = await findBackup(paths);
  if (backup === undefined) return;
  throw new StateError(
    "stack",
    `stack '${stackName}' cannot be created: ${describeRestore(backup, paths)} To create it without its resources, first delete ${paths.backup} and ${paths.history}.`,
  );
}

/** One sentence for each stack of the project that can be restored. */
export async function describeLostStacks(backend: Backend, projectName: string): Promise<readonly string[]> {
  const described = (await listLostNames(backend, projectName)).map(async (stackName) => {
    const paths = stackPaths(backend, projectName, stackName);
    const backup = await findBackup(paths);
    return backup === undefined ? [] : [`stack '${stackName}': ${describeRestore(backup, paths)}`];
  });
  return (await Promise.all(described)).flat();
}

async function listLostNames(backend: Backend, projectName: string): Promise<readonly string[]> {
  const { checkpoint, history } = stackPaths(backend, projectName, "any");
  const files = await fileNames(dirname(checkpoint));
  const besides = files.filter((name) => name.endsWith(".json.bak")).map((name) => name.slice(0, -".json.bak".length));
  const recorded = await folderNames(dirname(history));
  return [...new Set([...besides, ...recorded])].filter((name) => !files.includes(`${name}.json`));
}

function describeRestore({ path }: Backup, { checkpoint }: StackPaths): string {
  const command = `cp ${quoteForShell(path)} ${quoteForShell(checkpoint)}`;
  return `its state file ${checkpoint} is missing, but there is a backup: ${path}. Restore it with \`${command}\`, then check it with \`preview --refresh\`.`;
}

function quoteForShell(path: string): string {
  return /^[\w./:\\-]+$/.test(path) ? path : `'${path}'`;
}

/** Finds the latest backup, if it contains resources. */
async function findBackup(paths: StackPaths): Promise<Backup | undefined> {
  const beside = await readBackup(paths.backup);
  const history = await fileNames(paths.history);
  // Removing a stack deletes its history but keeps its backups.
  if (beside === undefined && history.length === 0) return undefined;
  const copies = await Promise.all([
    readLast(paths.backups, await fileNames(paths.backups), /\.\d+\.json$/),
    readLast(paths.history, history, /\.checkpoint\.json$/),
  ]);
  const found = [...copies, beside].filter((each) => each !== undefined);
  const latest = found.sort((left, right) => right.writtenAtMs - left.writtenAtMs)[0];
  return latest?.hasResources === true ? latest : undefined;
}

/** Reads the newest file: names end with the time of writing. */
async function readLast(dir: string, names: readonly string[], pattern: RegExp): Promise<Backup | undefined> {
  const name = names.findLast((each) => pattern.test(each));
  return name === undefined ? undefined : await readBackup(join(dir, name));
}

async function readBackup(path: string): Promise<Backup | undefined> {
  const latest = parseLatest((await readIfExists(path)) ?? "");
  if (latest === undefined) return undefined;
  const { manifest, resources, pending_operations } = latest;
  const time: unknown = isRecord(manifest) ? manifest["time"] : undefined;
  return {
    path,
    writtenAtMs: (typeof time === "string" && Date.parse(time)) || 0,
    hasResources: [resources, pending_operations].some((rows) => Array.isArray(rows) && rows.length > 0),
  };
}

function parseLatest(text: string): JsonRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const checkpoint: unknown = isRecord(value) ? value["checkpoint"] : undefined;
    const latest: unknown = isRecord(checkpoint) ? checkpoint["latest"] : undefined;
    return isRecord(latest) ? latest : undefined;
  } catch {
    return undefined;
  }
}
