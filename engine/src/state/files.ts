/** Files that are either the old or the new text, also after a power cut. */
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

/** State contains what was deployed, and encrypted secrets: only its owner may read it. */
const privateFileMode = 0o600;
const privateFolderMode = 0o700;

/** Replaces a file that only its owner may read, whatever its mode was before. Folders it creates are private too. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: privateFolderMode });
  await replaceFile(path, text, privateFileMode);
}

/** Replaces a file that people edit and commit. It keeps its mode; a new one is as readable as the umask allows. */
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

/** Temp file in the same folder, fsync, rename, fsync of the folder. */
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

/** Makes renames and removals inside a folder durable; not every system lets a folder be opened. */
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
    // The umask has no say in a mode that is given.
    if (mode !== undefined) await handle.chmod(mode);
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A blob as the CLI's file storage keeps it: the file and its `.attrs`. A stale or missing `.attrs` is ignored by the CLI. */
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

/** Writes a file in place, so that a device or a pipe works too. An existing file loses its wider mode. */
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
