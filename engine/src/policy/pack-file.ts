/** Parser of PulumiPolicy.yaml. */
import { readFile, realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import { refuseOtherVersions, runtimeOf } from "../state";
import { errorCode } from "../state/json";
import { parseYamlMap } from "../state/yaml";
import type { PackProgram } from "../host/policy-process";

const packFileName = "PulumiPolicy.yaml";

export interface PackFile extends PackProgram {
  /** Overrides the version in package.json. */
  readonly version: string | undefined;
}

/**
 * Reads a pack's settings. As on the CLI, `main` is not used: Node finds the program through package.json. `path` may
 * be relative to `baseDir`.
 */
export async function readPackFile(baseDir: string, path: string): Promise<PackFile> {
  const { dir, text } = await findFile(resolve(baseDir, path), path);
  const fileName = join(path, packFileName);
  const { value } = parseYamlMap(text, fileName, "project");
  refuseOtherVersions(value["requiredPulumiVersion"], fileName);
  return { dir, ...runtimeOf(value["runtime"], fileName), version: versionOf(value["version"], fileName) };
}

async function findFile(given: string, path: string): Promise<{ readonly dir: string; readonly text: string }> {
  try {
    const dir = await realpath(given);
    return { dir, text: await readFile(join(dir, packFileName), "utf8") };
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") {
      throw new Error(`there is no ${packFileName} in "${path}": name the folder of a policy pack.`, { cause: error });
    }
    throw error;
  }
}

function versionOf(version: unknown, fileName: string): string | undefined {
  if (version === undefined || version === "" || typeof version === "string") {
    return version === "" ? undefined : version;
  }
  throw new Error(`${fileName}: version: expected text such as "1.0.0".`);
}
