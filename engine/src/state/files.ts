/** Atomic file writes: after a power failure a file has either the old or the new content. */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode } from "./json";

export async function readIfExists(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** File mode of state, which contains encrypted secrets: only the owner may read it. */
const privateFileMode = 0o600;
const privateFolderMode = 0o700;

/** Replaces a file and gives it the private mode, whatever mode it had. Creates missing folders with a private mode. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: privateFolderMode });
  await replaceFile(path, text, privateFileMode);
}

/** Replaces a file that people edit and commit. It keeps its mode; a new file gets the default mode. */
export async function writeProjectFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await replaceFile(path, text, await readMode(path));
}

async function readMode(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode & 0o777;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Writes a temporary file in the same folder, syncs and renames it, then syncs the folder. */
async function replaceFile(path: string, text: string, mode: number | undefined): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeDurably(temporary, text, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Makes renames and removals in a folder durable, where the system can open folders. */
export async function syncFolder(dir: string): Promise<void> {
  try {
    const handle = await open(dir, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const code = errorCode(error);
    if (code !== "EPERM" && code !== "EISDIR" && code !== "EACCES" && code !== "EINVAL") throw error;
  }
}

async function writeDurably(path: string, text: string, mode: number | undefined): Promise<void> {
  const handle = await open(path, "wx", mode);
  try {
    // An explicit mode ignores the umask.
    if (mode !== undefined) await handle.chmod(mode);
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a blob as the CLI's file storage does: the file and its `.attrs`. The CLI ignores a stale or missing `.attrs`.
 */
export async function writeBlob(path: string, text: string): Promise<void> {
  await writePrivateFile(path, text);
  const attributes = {
    "user.cache_control": "",
    "user.content_disposition": "",
    "user.content_encoding": "",
    "user.content_language": "",
    "user.content_type": "text/plain; charset=utf-8",
    "user.metadata": null,
    md5: createHash("md5").update(text).digest("base64"),
  };
  await overwritePrivately(`${path}.attrs`, `${JSON.stringify(attributes)}\n`);
}

/** Writes a file in place, so that the path may be a device or a pipe. An existing file gets the private mode. */
export async function overwritePrivately(path: string, text: string): Promise<void> {
  const handle = await open(path, "w", privateFileMode);
  try {
    if ((await handle.stat()).isFile()) await handle.chmod(privateFileMode);
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

export async function removeBlob(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(`${path}.attrs`, { force: true });
}
