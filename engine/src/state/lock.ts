/** Locks of a stack, one file per holder like the CLI's, so that each engine sees the locks of the other. */
import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { fileNames, type StackPaths } from "./backend";
import { StateError } from "./state-error";
import { escapeToLine } from "../terminal-text";
import { readIfExists, removeBlob, writeBlob } from "./files";
import { isRecord } from "./json";
import { rfc3339Nano } from "./time";

export interface Lock {
  release(): Promise<void>;
}

interface Holder {
  readonly file: string;
  readonly pid?: number;
  readonly username: string;
  readonly hostname: string;
  readonly timestamp: string;
}

/** Takes the stack's lock. Throws if another update has it. */
export async function takeLock(
  { locks: dir, journal }: Pick<StackPaths, "locks" | "journal">,
  stackName: string,
): Promise<Lock> {
  const refuse = async (own?: string): Promise<void> =>
    await refuseOthers(dir, own, await describeRemedy(journal, stackName));
  await refuse();
  const file = `${randomUUID()}.json`;
  const path = join(dir, file);
  const holder = { pid: process.pid, username: userName(), hostname: hostname(), timestamp: rfc3339Nano() };
  await writeBlob(path, JSON.stringify(holder));
  try {
    // If two updates start at the same moment, both see each other's lock here and both fail.
    await refuse(file);
  } catch (error) {
    await removeBlob(path);
    throw error;
  }
  return { release: () => removeBlob(path) };
}

/** Removes all locks of the stack and returns their number. */
export async function clearLocks(dir: string): Promise<number> {
  const files = await lockFiles(dir);
  for (const file of files) await removeBlob(join(dir, file));
  return files.length;
}

// `pulumi cancel` ignores the journal, which contains the steps of this engine's update.
async function describeRemedy(journal: string, stackName: string): Promise<string> {
  const hasJournal = (await readIfExists(journal)) !== undefined;
  return `\`cancel --stack ${stackName}\`${hasJournal ? " of this engine (`pulumi cancel` would lose the steps of that update)" : " (or `pulumi cancel`)"}`;
}

async function refuseOthers(dir: string, own: string | undefined, remedy: string): Promise<void> {
  const others = (await lockFiles(dir)).filter((file) => file !== own);
  if (others.length === 0) return;
  const holders = await Promise.all(others.map((file) => readHolder(dir, file)));
  const lines = holders.map(describeHolder).join("\n");
  throw new StateError(
    "locked",
    `the stack is currently locked by ${others.length} lock(s). Wait for the other update to end, or, if it never will, clear the lock with ${remedy}.\n${lines}`,
  );
}

function describeHolder(holder: Holder): string {
  const pid = holder.pid === undefined ? "pid unknown" : `pid ${holder.pid}`;
  const gone = isGone(holder) ? " - that process is no longer running" : "";
  return `  created by ${holder.username}@${holder.hostname} (${pid}) at ${holder.timestamp}${gone}`;
}

function isGone(holder: Holder): boolean {
  if (holder.pid === undefined || holder.hostname !== hostname()) return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return isRecord(error) && error["code"] === "ESRCH";
  }
}

async function readHolder(dir: string, file: string): Promise<Holder> {
  const unknown: Holder = { file, username: "unknown", hostname: "unknown", timestamp: "unknown time" };
  try {
    const value: unknown = JSON.parse((await readIfExists(join(dir, file))) ?? "");
    if (!isRecord(value)) return unknown;
    const text = (key: "username" | "hostname" | "timestamp"): string =>
      typeof value[key] === "string" ? escapeToLine(value[key]) : unknown[key];
    const pid = typeof value["pid"] === "number" ? { pid: value["pid"] } : {};
    return { file, ...pid, username: text("username"), hostname: text("hostname"), timestamp: text("timestamp") };
  } catch {
    return unknown;
  }
}

async function lockFiles(dir: string): Promise<readonly string[]> {
  return (await fileNames(dir)).filter((file) => file.endsWith(".json"));
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return "unknown";
  }
}
