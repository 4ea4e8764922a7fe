import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCodeOf } from "../error-code";

/** Locks of this process. */
const ownLocks = new Set<string>();

/** Keeps other processes from a folder. Returns a function that ends the lock. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, "lock");
  if (!(await createLock(file))) {
    await removeStaleLock(file, folder);
    if (!(await createLock(file))) throw new Error(describeUse(folder, file, "another process"));
  }
  ownLocks.add(file);
  return async () => {
    ownLocks.delete(file);
    await rm(file, { force: true });
  };
}

async function createLock(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (errorCodeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** A process that was killed leaves its lock. In a container, the next process may have the same number. */
async function removeStaleLock(file: string, folder: string): Promise<void> {
  const owner = Number(await readFile(file, "utf8").catch(() => ""));
  const isOwn = owner === process.pid;
  if (isOwn ? ownLocks.has(file) : isRunning(owner)) throw new Error(describeUse(folder, file, `process ${owner}`));
  await rm(file, { force: true });
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user exists but cannot be signaled.
    return errorCodeOf(error) === "EPERM";
  }
}

function describeUse(folder: string, file: string, owner: string): string {
  return `the data folder ${folder} is in use by ${owner}: stop it, choose another folder, or delete ${file} if it is not a simulator`;
}
