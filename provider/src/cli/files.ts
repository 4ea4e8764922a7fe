import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UserError } from "../runtime/user-error";

export interface TextFile {
  /** As the person wrote it, for messages. */
  readonly path: string;
  readonly text: string;
}

/** Refuses to touch what exists. */
export function refuseExisting(cwd: string, paths: readonly string[]): void {
  const existing = paths.filter((path) => existsSync(resolve(cwd, path)));
  if (existing.length === 0) return;
  throw new UserError(
    `Nothing was written: ${existing.join(" and ")} ${existing.length === 1 ? "exists" : "exist"}. Give --force to overwrite, or another place.`,
  );
}

/** Writes all files whole, or none: what has taken its place already is put back when a later one fails. */
export async function writeAll(cwd: string, files: readonly TextFile[], force: boolean): Promise<void> {
  const drafts = files.map(({ path, text }) => {
    const target = resolve(cwd, path);
    return { path, text, target, draft: `${target}.${process.pid}.tmp` };
  });
  const undo: (() => Promise<void>)[] = [];
  let at = "";
  try {
    for (const { path, text, target, draft } of drafts) {
      at = path;
      await mkdir(dirname(target), { recursive: true });
      undo.push(() => rm(draft, { force: true }));
      await writeFile(draft, text, { flag: "wx" });
    }
    for (const { path, target, draft } of drafts) {
      at = path;
      const before = force ? await contentOf(target) : undefined;
      // A link, unlike a rename, does not replace what somebody else put there meanwhile.
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

async function contentOf(path: string): Promise<Buffer | undefined> {
  return existsSync(path) ? await readFile(path) : undefined;
}
