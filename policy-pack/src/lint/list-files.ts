import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { describeFileError, reasonAgainst } from "./read-text";
import type { Remark } from "./source";

/** Looked for in the working folder; in a folder of sequences it is no sequence. */
export const configurationName = "pulumi-whatsapp-policy.yaml";

/** What a path stands for: files to read, what cannot be read, and what is left out. Paths are absolute. */
export interface FileList {
  readonly files: readonly string[];
  readonly complaints: readonly Remark[];
  readonly notes: readonly Remark[];
}

/** Lists a file, or all files in a folder and the folders in it, through links too. Whatever is left out is named. */
export async function listFiles(path: string): Promise<FileList> {
  const walk = new FolderWalk();
  try {
    const file = await stat(path);
    if (!file.isDirectory()) return { files: [path], complaints: [], notes: [] };
    await walk.visit(path);
    await walk.visitLinks();
  } catch (error) {
    walk.complain(path, describeFileError(error));
  }
  const { files, complaints, notes } = walk;
  if (files.length === 0 && complaints.length === 0) walk.complain(path, "has no *.yaml, *.yml or *.json in it");
  return { files, complaints, notes };
}

function isReadable(name: string): boolean {
  return /\.(ya?ml|json)$/i.test(name) && name !== configurationName;
}

/** Names like those that are read, for other formats: templates, JSON with comments. */
function isLookalike(name: string): boolean {
  return !isReadable(name) && /\.((ya?ml|json)\.\w+|jsonc|json5|jsonl|ndjson)$/i.test(name);
}

/** One walk through a folder. Folders behind links come last, so that a file is named by its own path where it has one. */
class FolderWalk {
  readonly files: string[] = [];
  readonly complaints: Remark[] = [];
  readonly notes: Remark[] = [];
  readonly #visited = new Set<string>();
  readonly #links: string[] = [];

  complain(file: string, reason: string): void {
    this.complaints.push({ file, reason });
  }

  async visitLinks(): Promise<void> {
    for (let link = this.#links.shift(); link !== undefined; link = this.#links.shift()) await this.visit(link);
  }

  async visit(folder: string): Promise<void> {
    const real = await realpath(folder);
    if (this.#visited.has(real)) return;
    this.#visited.add(real);
    const entries = await readdir(folder, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      try {
        await this.#visitEntry(path, entry);
      } catch (error) {
        if (entry.isSymbolicLink() && !isReadable(entry.name)) this.#leaveOut(path, describeFileError(error));
        else this.complain(path, describeFileError(error));
      }
    }
  }

  async #visitEntry(path: string, entry: Dirent): Promise<void> {
    const file = entry.isSymbolicLink() ? await stat(path) : entry;
    if (file.isDirectory()) await this.#visitFolder(path, entry);
    else if (isLookalike(entry.name)) this.#leaveOut(path, "is not read: only *.yaml, *.yml and *.json are");
    else if (isReadable(entry.name)) this.#addFile(path, reasonAgainst(file));
  }

  async #visitFolder(path: string, entry: Dirent): Promise<void> {
    if (entry.name === "node_modules") this.#leaveOut(path, "holds installed packages and is not read");
    else if (entry.name.startsWith(".")) await this.#leaveOutHidden(path, entry.name);
    else if (entry.isSymbolicLink()) this.#links.push(path);
    else await this.visit(path);
  }

  async #leaveOutHidden(path: string, name: string): Promise<void> {
    if (name === ".git" || !(await containsReadable(path))) return;
    this.#leaveOut(path, "is a hidden folder and is not read; name it as well to check its files");
  }

  #addFile(path: string, reason: string | undefined): void {
    if (reason === undefined) this.files.push(path);
    else this.complain(path, reason);
  }

  #leaveOut(file: string, reason: string): void {
    this.notes.push({ file, reason });
  }
}

/** True if a file in the folder, or in a folder in it, would be read. Links are taken for such a file: what is behind them is not looked at. */
async function containsReadable(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some((entry) => !entry.isDirectory() && (entry.isSymbolicLink() || isReadable(entry.name)))) return true;
  for (const entry of entries) {
    if (entry.isDirectory() && (await containsReadable(join(folder, entry.name)))) return true;
  }
  return false;
}
