import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { existsSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { createFolder } from "../runtime/create-folder";
import { UserError } from "../runtime/user-error";

export interface OutputFile {
  /** Path as the user wrote it, for messages. */
  readonly path: string;
  readonly text: string | Uint8Array;
}

/** @throws UserError if one of the files exists. */
export function refuseExisting(cwd: string, paths: readonly string[]): void {
  if (paths.includes("")) throw new UserError("Nothing was written: the path of a file is empty. Name a file.");
  const existing = paths.filter((path) => existsSync(resolve(cwd, path)));
  if (existing.length === 0) return;
  throw new UserError(
    `Nothing was written: ${existing.join(" and ")} ${existing.length === 1 ? "exists" : "exist"}. Use --force to overwrite, or choose another path.`,
  );
}

/** Writes all files or none. If one fails, the files already replaced are restored. */
export async function writeAll(cwd: string, files: readonly OutputFile[], force: boolean): Promise<void> {
  const drafts = files.map(({ path, text }) => {
    const target = targetOf(resolve(cwd, path));
    return { path, text, target, draft: `${target}.${process.pid}.tmp` };
  });
  const undo: (() => Promise<void>)[] = [];
  let at = "";
  try {
    for (const { path, text, target, draft } of drafts) {
      at = path;
      // A pipe would be read, and a device replaced.
      if (existsSync(target) && !statSync(target).isFile()) throw new Error("it exists and is not a file");
      createFolder(dirname(target));
      undo.push(() => rm(draft, { force: true }));
      await writeFile(draft, text, { flag: "wx" });
    }
    for (const { path, target, draft } of drafts) {
      at = path;
      const before = force ? await contentOf(target) : undefined;
      // Unlike a rename, a link does not replace a file that was created meanwhile.
      await (force ? rename(draft, target) : link(draft, target));
      undo.push(() => (before === undefined ? rm(target) : writeFile(target, before)));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw new UserError(
      `Nothing was written: ${at} cannot be written (${error instanceof Error ? error.message : String(error)}).`,
    );
  }
  for (const { draft } of drafts) await rm(draft, { force: true });
}

/** The file that a link leads to, whether it exists or not, so that a write keeps the link. */
function targetOf(path: string, most = 40): string {
  if (existsSync(path)) return realpathSync(path);
  const link = readLink(path);
  return link !== undefined && most > 0 ? targetOf(resolve(dirname(path), link), most - 1) : path;
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    // Not a link, or nothing at all.
    return undefined;
  }
}

async function contentOf(path: string): Promise<Buffer | undefined> {
  return existsSync(path) ? await readFile(path) : undefined;
}
