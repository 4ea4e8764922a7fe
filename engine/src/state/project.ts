/** Parser of Pulumi.yaml. Unsupported settings are rejected by name, never ignored. */
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { StateError } from "./state-error";
import { errorCode, isRecord, type JsonRecord } from "./json";
import { projectConfigEntries } from "./project-config";
import { pluginPaths } from "./project-plugins";
import { versionProblem } from "./pulumi-version";
import { isPathSafeName } from "./stack-name";
import type { Project } from "./stack-state";
import { parseYamlMap } from "./yaml";

const projectFileNames: readonly string[] = ["Pulumi.yaml", "Pulumi.yml"];

/** Keys that do not affect a deployment. */
const descriptiveKeys: readonly string[] = ["description", "author", "website", "license", "template"];
const usedKeys: readonly string[] = [
  ...["name", "runtime", "main", "backend", "config", "stackConfigDir", "requiredPulumiVersion", "packages", "plugins"],
];
/** Keys of a YAML program, which its language host reads. */
const yamlKeys: readonly string[] = ["resources", "variables", "outputs"];
const refusedKeys: Readonly<Record<string, string>> = {
  options: "project options are not supported",
};

/** Finds the project file in `startDir` or the nearest folder above it. */
export async function readProject(startDir: string): Promise<Project> {
  let dir = resolve(startDir);
  for (;;) {
    const found = await readFirst(dir);
    if (found !== undefined) {
      return await projectFromSettings(parseYamlMap(found.text, found.name, "project").value, dir, found.name);
    }
    const above = dirname(dir);
    if (above === dir) {
      throw new StateError(
        "project",
        "No Pulumi.yaml found in this folder or any folder above it. Make one with `name:` and `runtime: nodejs`.",
      );
    }
    dir = above;
  }
}

/** Parses settings with the keys of Pulumi.yaml or, equally, of the Automation API's ProjectSettings. */
export async function projectFromSettings(
  settings: unknown,
  root: string,
  fileName = "project settings",
): Promise<Project> {
  if (!isRecord(settings)) throw new StateError("project", `${fileName}: expected keys and values.`);
  const isYaml = runtimeName(settings["runtime"]) === "yaml";
  refuseUnsupportedKeys(settings, isYaml ? [...usedKeys, ...yamlKeys] : usedKeys, fileName);
  const name = projectName(settings["name"], fileName);
  refuseOtherVersions(settings["requiredPulumiVersion"], fileName);
  const absoluteRoot = resolve(root);
  const runtime = isYaml
    ? yamlRuntime(settings["runtime"], fileName)
    : runtimeOf(settings["runtime"], fileName, "only nodejs and yaml are");
  const entryPoint = await entryPointOf(settings["main"], absoluteRoot, fileName);
  const backendUrl = backendUrlOf(settings["backend"], fileName);
  return {
    name,
    root: absoluteRoot,
    ...entryPoint,
    runtime: isYaml ? "yaml" : "nodejs",
    ...runtime,
    plugins: pluginPaths(settings, absoluteRoot, fileName),
    ...(backendUrl === undefined ? {} : { backendUrl }),
    stackConfigDir: join(absoluteRoot, stackConfigDirOf(settings, fileName)),
    configEntries: isRecord(settings["config"]) ? projectConfigEntries(settings["config"], name, fileName) : {},
  };
}

async function readFirst(dir: string): Promise<{ readonly name: string; readonly text: string } | undefined> {
  for (const name of projectFileNames) {
    try {
      return { name, text: await readFile(join(dir, name), "utf8") };
    } catch (error) {
      if (errorCode(error) !== "ENOENT") throw error;
    }
  }
  return undefined;
}

function refuseUnsupportedKeys(settings: JsonRecord, supported: readonly string[], fileName: string): void {
  for (const [key, value] of Object.entries(settings)) {
    if (value === undefined || supported.includes(key) || descriptiveKeys.includes(key)) continue;
    const reason = refusedKeys[key] ?? "the key is not known to the embedded engine";
    throw new StateError("project", `${fileName}: ${key}: ${reason}. Remove it, or use the Pulumi CLI.`);
  }
}

export function refuseOtherVersions(range: unknown, fileName: string): void {
  if (range === undefined) return;
  const problem = typeof range === "string" ? versionProblem(range) : "expected text such as >=3.200.0";
  if (problem !== undefined) throw new StateError("project", `${fileName}: requiredPulumiVersion: ${problem}.`);
}

function projectName(value: unknown, fileName: string): string {
  if (typeof value === "string" && isPathSafeName(value)) return value;
  throw new StateError(
    "project",
    `${fileName}: name: expected 1 to 100 letters, digits, dots, dashes or underscores, but not . or .. alone.`,
  );
}

export type Runtime = Pick<Project, "typescript" | "nodeArgs">;

function runtimeName(value: unknown): unknown {
  return isRecord(value) ? value["name"] : value;
}

/** A YAML program has no options of Node.js, and the option `compiler` is not supported. */
function yamlRuntime(value: unknown, fileName: string): Runtime {
  if (isRecord(value) && value["options"] !== undefined) {
    throw new StateError(
      "project",
      `${fileName}: runtime.options of yaml are not supported by the embedded engine. Remove them, or use the Pulumi CLI.`,
    );
  }
  return { typescript: false, nodeArgs: [] };
}

/** Runtime of a program or a policy pack for Node.js. `supported` completes the error about another one. */
export function runtimeOf(value: unknown, fileName: string, supported = "only nodejs is"): Runtime {
  const name = runtimeName(value);
  if (name !== "nodejs") {
    throw new StateError(
      "project",
      `${fileName}: runtime: ${describe(name)} is not supported by the embedded engine, ${supported}. Use the Pulumi CLI.`,
    );
  }
  const options: unknown = isRecord(value) ? (value["options"] ?? {}) : {};
  if (!isRecord(options)) throw new StateError("project", `${fileName}: runtime.options: expected keys and values.`);
  return runtimeOptions(options, fileName);
}

function runtimeOptions(options: JsonRecord, fileName: string): Runtime {
  const { typescript = true, nodeargs = "", packagemanager: _installsOnly, ...others } = options;
  const [unknownKey] = Object.keys(others);
  if (unknownKey !== undefined) {
    throw new StateError(
      "project",
      `${fileName}: runtime.options.${unknownKey} is not supported by the embedded engine. Remove it, or use the Pulumi CLI.`,
    );
  }
  if (typeof typescript !== "boolean") {
    throw new StateError("project", `${fileName}: runtime.options.typescript: expected true or false.`);
  }
  if (typeof nodeargs !== "string") {
    throw new StateError("project", `${fileName}: runtime.options.nodeargs: expected text such as "--import tsx".`);
  }
  return { typescript, nodeArgs: splitArgs(nodeargs) };
}

async function entryPointOf(
  main: unknown,
  root: string,
  fileName: string,
): Promise<Pick<Project, "programDir" | "entry">> {
  if (main === undefined || main === "") return { programDir: root, entry: "." };
  if (typeof main !== "string") throw new StateError("project", `${fileName}: main: expected a folder or a file.`);
  const path = resolve(root, main);
  try {
    if ((await stat(path)).isDirectory()) return { programDir: path, entry: "." };
  } catch (error) {
    throw new StateError("project", `${fileName}: main: ${main} does not exist.`, { cause: error });
  }
  return { programDir: dirname(path), entry: basename(path) };
}

function backendUrlOf(backend: unknown, fileName: string): string | undefined {
  if (backend === undefined || backend === null) return undefined;
  const url: unknown = isRecord(backend) ? backend["url"] : undefined;
  if (typeof url !== "string") {
    throw new StateError("project", `${fileName}: backend.url: expected a url such as file://./state.`);
  }
  return url;
}

// A string under `config` is the old form of stackConfigDir.
function stackConfigDirOf(settings: JsonRecord, fileName: string): string {
  const value: unknown =
    settings["stackConfigDir"] ?? (typeof settings["config"] === "string" ? settings["config"] : ".");
  if (typeof value === "string") return value;
  throw new StateError("project", `${fileName}: stackConfigDir: expected a folder.`);
}

function splitArgs(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}

function describe(name: unknown): string {
  return typeof name === "string" ? name : "a runtime without a name";
}
