import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";

/** The configuration of the policy pack, which lies beside the texts. */
const policyConfiguration = "pulumi-whatsapp-policy.yaml";

/**
 * Lists the sequence and order files of a path: the file itself, or every *.yaml, *.yml and *.json in a folder and its subfolders, sorted
 * by name. Hidden folders and node_modules are left out. Throws the error of the file system.
 */
export async function listFiles(cwd: string, path: string): Promise<readonly string[]> {
  const full = resolve(cwd, path);
  if (!(await stat(full)).isDirectory()) return [path];
  const entries = await readdir(full, { withFileTypes: true });
  const names = entries
    .filter((entry) => !entry.name.startsWith(".") && entry.name !== "node_modules")
    .filter((entry) => entry.isDirectory() || isReadable(entry.name))
    .map(({ name }) => name)
    .sort();
  return (await Promise.all(names.map((name) => listFiles(cwd, join(path, name))))).flat();
}

function isReadable(name: string): boolean {
  return /\.(ya?ml|json)$/i.test(name) && name !== policyConfiguration;
}
