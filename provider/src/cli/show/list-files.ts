import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";

/** The configuration of the policy pack, which lies beside the texts. */
const policyConfiguration = "pulumi-whatsapp-policy.yaml";

/**
 * Lists the sequence and order files of a path: the file itself, or every *.yaml, *.yml and *.json in a folder and its subfolders, sorted
 * by name. Hidden folders and node_modules are left out, and a subfolder that cannot be listed is listed itself. Throws the error of the
 * file system.
 */
export async function listFiles(cwd: string, path: string): Promise<readonly string[]> {
  return (await stat(resolve(cwd, path))).isDirectory() ? listFolder(cwd, path) : [path];
}

/** Follows no links to folders, which may lead back. */
async function listFolder(cwd: string, path: string): Promise<readonly string[]> {
  const entries = await readdir(resolve(cwd, path), { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries.sort(compareNames)) {
    const file = join(path, entry.name);
    if (entry.isDirectory()) {
      // A folder that cannot be listed cannot be read either, and is reported like a file.
      const listed = isListed(entry.name) ? await listFolder(cwd, file).catch(() => [file]) : [];
      files.push(...listed);
    } else if ((entry.isFile() || entry.isSymbolicLink()) && isReadable(entry.name)) files.push(file);
  }
  return files;
}

function compareNames(one: Dirent, other: Dirent): number {
  return one.name < other.name ? -1 : 1;
}

function isListed(folder: string): boolean {
  return !folder.startsWith(".") && folder !== "node_modules";
}

function isReadable(name: string): boolean {
  return /^[^.].*\.(ya?ml|json)$/i.test(name) && name !== policyConfiguration && !isProjectFile(name);
}

/** True for files of a Pulumi or npm project, which a folder of texts may contain too. */
function isProjectFile(name: string): boolean {
  return /^(Pulumi(\..+)?\.ya?ml|package(-lock)?\.json)$/.test(name);
}
