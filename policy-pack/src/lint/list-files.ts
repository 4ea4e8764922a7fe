import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import { describeFileError, explainUnreadable } from "./read-text";
import type { FileDiagnostic } from "./source";

/** Name of the default configuration file, which is never read as a sequence. */
export const configurationName = "pulumi-whatsapp-policy.yaml";

/** Files of a path, with the unreadable and the skipped ones. Paths are absolute. */
export interface FileList {
  readonly files: readonly string[];
  readonly errors: readonly FileDiagnostic[];
  readonly notes: readonly FileDiagnostic[];
}

/** Lists a file, or all files in a folder and its subfolders, including those behind links. Reports skipped ones as notes. */
export async function listFiles(path: string): Promise<FileList> {
  const walk = new FolderWalk();
  try {
    const file = await stat(path);
    if (!file.isDirectory()) return { files: [path], errors: [], notes: [] };
    await walk.visit(path);
    await walk.visitLinks();
  } catch (error) {
    walk.addError(path, describeFileError(error));
  }
  const { files, errors, notes } = walk;
  if (files.length === 0 && errors.length === 0) walk.addError(path, "contains no *.yaml, *.yml or *.json");
  return { files, errors, notes };
}

function isReadable(name: string): boolean {
  return /\.(ya?ml|json)$/i.test(name) && name !== configurationName && !isProjectFile(name);
}

/** True for files of a Pulumi or npm project, which a folder of texts may contain too. */
function isProjectFile(name: string): boolean {
  return /^(Pulumi(\..+)?\.ya?ml|package(-lock)?\.json)$/.test(name);
}

/** True for files of similar formats: templates, JSON with comments. */
function isLookalike(name: string): boolean {
  return !isReadable(name) && /\.((ya?ml|json)\.\w+|jsonc|json5|jsonl|ndjson)$/i.test(name);
}

/** Walks through a folder. Visits folders behind links last, so that reports prefer a file's own path. */
class FolderWalk {
  readonly files: string[] = [];
  readonly errors: FileDiagnostic[] = [];
  readonly notes: FileDiagnostic[] = [];
  readonly #visited = new Set<string>();
  readonly #links: string[] = [];

  addError(file: string, reason: string): void {
    this.errors.push({ file, reason });
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
        if (entry.isSymbolicLink() && !isReadable(entry.name)) this.#skip(path, describeFileError(error));
        else this.addError(path, describeFileError(error));
      }
    }
  }

  async #visitEntry(path: string, entry: Dirent): Promise<void> {
    const file = entry.isSymbolicLink() ? await stat(path) : entry;
    if (file.isDirectory()) await this.#visitFolder(path, entry);
    else if (isLookalike(entry.name)) this.#skip(path, "is skipped: only *.yaml, *.yml and *.json are read");
    else if (isProjectFile(entry.name)) this.#skip(path, "belongs to the project and is skipped");
    else if (isReadable(entry.name)) this.#addFile(path, explainUnreadable(file));
  }

  async #visitFolder(path: string, entry: Dirent): Promise<void> {
    if (entry.name === "node_modules") this.#skip(path, "contains installed packages and is skipped");
    else if (entry.name.startsWith(".")) await this.#skipHidden(path, entry.name);
    else if (entry.isSymbolicLink()) this.#links.push(path);
    else await this.visit(path);
  }

  async #skipHidden(path: string, name: string): Promise<void> {
    if (name === ".git" || !(await containsReadable(path))) return;
    this.#skip(path, "is a hidden folder and is skipped; name it as well to check its files");
  }

  #addFile(path: string, reason: string | undefined): void {
    if (reason === undefined) this.files.push(path);
    else this.addError(path, reason);
  }

  #skip(file: string, reason: string): void {
    this.notes.push({ file, reason });
  }
}

/** True if the folder or a subfolder contains a readable file. Counts links as files, without following them. */
async function containsReadable(folder: string): Promise<boolean> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some((entry) => !entry.isDirectory() && (entry.isSymbolicLink() || isReadable(entry.name)))) return true;
  for (const entry of entries) {
    if (entry.isDirectory() && (await containsReadable(join(folder, entry.name)))) return true;
  }
  return false;
}
