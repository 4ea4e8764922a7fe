/** Paths of the CLI's file backend. Other backends are rejected by name. */
import { readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { StateError } from "./state-error";
import { readIfExists, writeBlob } from "./files";
import { errorCode } from "./json";
import { isPathSafeName } from "./stack-name";
import type { Project } from "./stack-state";
import { parseYamlMap } from "./yaml";

export interface Backend {
  /** `file://<absolute folder>`. */
  readonly url: string;
  readonly dir: string;
}

type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/**
 * Finds the backend: the option, then `PULUMI_BACKEND_URL`, then the project's `backend.url`, then the project's
 * folder. The CLI's login is not used.
 */
export function findBackend(
  project: Pick<Project, "root" | "backendUrl">,
  given: string | undefined,
  env: EnvironmentVariables,
): Backend {
  const url = given ?? nonEmpty(env["PULUMI_BACKEND_URL"]) ?? project.backendUrl ?? `file://${project.root}`;
  const dir = folderOf(url, project.root);
  return { url: `file://${dir}`, dir };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

function folderOf(url: string, root: string): string {
  const scheme = /^([a-z0-9+.-]+):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme !== "file") {
    const shown = scheme === undefined ? `"${url}"` : `${scheme}://`;
    throw new StateError(
      "backend",
      `Backend ${shown} is not supported by the embedded engine, only file:// is. Use the Pulumi CLI, or set PULUMI_BACKEND_URL=file://<folder>.`,
    );
  }
  const [path = "", query] = url.slice("file://".length).split("?");
  if (query !== undefined && query !== "no_tmp_dir=true") {
    throw new StateError(
      "backend",
      `Backend url option "${query}" is not supported by the embedded engine. Use the Pulumi CLI.`,
    );
  }
  if (path === "~" || path.startsWith("~/")) return resolve(homedir(), `.${path.slice(1)}`);
  // Windows: file:///C:/state
  return resolve(root, /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path);
}

export interface StackPaths {
  /** `organization/<project>/<stack>`, the stack's name in the checkpoint. */
  readonly reference: string;
  readonly checkpoint: string;
  readonly backup: string;
  readonly journal: string;
  readonly locks: string;
  readonly history: string;
  readonly backups: string;
}

export function stackPaths(backend: Backend, projectName: string, stackName: string): StackPaths {
  const base = join(backend.dir, ".pulumi");
  const checkpoint = join(base, "stacks", projectName, `${stackName}.json`);
  return {
    reference: `organization/${projectName}/${stackName}`,
    checkpoint,
    backup: `${checkpoint}.bak`,
    journal: `${checkpoint}.journal`,
    locks: join(base, "locks", "organization", projectName, stackName),
    history: join(base, "history", projectName, stackName),
    backups: join(base, "backups", projectName, stackName),
  };
}

/** Creates the layout's marker file, or rejects a folder with another layout. */
export async function prepareBackend(backend: Backend): Promise<void> {
  const path = join(backend.dir, ".pulumi", "meta.yaml");
  const text = await readIfExists(path);
  if (text !== undefined) {
    const { version } = parseYamlMap(text, ".pulumi/meta.yaml", "backend").value;
    if (version === 1) return;
    throw new StateError(
      "backend",
      `.pulumi/meta.yaml: layout version ${JSON.stringify(version)} is not supported by the embedded engine. Use the Pulumi CLI.`,
    );
  }
  if ((await fileNames(join(backend.dir, ".pulumi", "stacks"))).some((name) => name.endsWith(".json"))) {
    throw new StateError(
      "backend",
      "The state folder has the old layout without projects. Upgrade it with `pulumi state upgrade`.",
    );
  }
  await writeBlob(path, "version: 1\n");
}

export interface StackEntry {
  readonly projectName: string;
  readonly stackName: string;
}

/** Lists all stacks of the backend, sorted by name. */
export async function listStacks(backend: Backend): Promise<readonly StackEntry[]> {
  const root = join(backend.dir, ".pulumi", "stacks");
  const found: StackEntry[] = [];
  for (const projectName of await folderNames(root)) {
    for (const file of await fileNames(join(root, projectName))) {
      const stackName = file.slice(0, -".json".length);
      if (file.endsWith(".json") && isPathSafeName(stackName)) found.push({ projectName, stackName });
    }
  }
  return found;
}

/** Rejects compressed states, which the CLI can write: without this check the stack would seem to have no state. */
export async function refuseCompressed(paths: StackPaths): Promise<void> {
  if ((await readIfExists(`${paths.checkpoint}.gz`)) === undefined) return;
  throw new StateError(
    "checkpoint",
    "The state is compressed (.json.gz), which the embedded engine does not support. Use the Pulumi CLI.",
  );
}

export async function folderNames(dir: string): Promise<readonly string[]> {
  return (await entries(dir))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export async function fileNames(dir: string): Promise<readonly string[]> {
  return (await entries(dir))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
    .sort();
}

async function entries(dir: string) {
  try {
    return await readdir(dir, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
