/**
 * The selected stack, in the CLI's workspace file so that both engines agree. The file contains names, never
 * credentials.
 */
import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { join } from "node:path";
import { type Project } from "../state";
import { readIfExists, writePrivateFile } from "../state/files";
import { isRecord, type JsonRecord } from "../state/json";
import type { CommandIo } from "./io";

/** Returns the stack that PULUMI_STACK or `stack select` names. */
export async function readSelectedStack(
  project: Project,
  backendUrl: string,
  env: CommandIo["env"],
): Promise<string | undefined> {
  const fromEnv = env["PULUMI_STACK"];
  if (fromEnv !== undefined && fromEnv !== "") return fromEnv;
  const settings = await readSettings(settingsPath(project, env));
  const stacks: unknown = settings["stacks"];
  const perBackend: unknown = isRecord(stacks) ? stacks[backendUrl] : undefined;
  const name: unknown = perBackend ?? settings["stack"];
  return typeof name === "string" && name !== "" ? name : undefined;
}

export async function selectStack(
  project: Project,
  backendUrl: string,
  stackName: string,
  env: CommandIo["env"],
): Promise<void> {
  const path = settingsPath(project, env);
  const settings = await readSettings(path);
  const stacks: unknown = settings["stacks"];
  const changed = {
    ...settings,
    stacks: { ...(isRecord(stacks) ? stacks : {}), [backendUrl]: `organization/${project.name}/${stackName}` },
  };
  await writePrivateFile(path, JSON.stringify(changed, undefined, 4));
}

async function readSettings(path: string): Promise<JsonRecord> {
  const text = await readIfExists(path);
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function settingsPath(project: Project, env: CommandIo["env"]): string {
  const home = env["PULUMI_HOME"] ?? join(homedir(), ".pulumi");
  const place = createHash("sha1").update(join(project.root, "Pulumi.yaml")).digest("hex");
  return join(home, "workspaces", `${project.name}-${place}-workspace.json`);
}
