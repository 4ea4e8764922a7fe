import { findBackend, listStacks, prepareBackend, refuseCompressed, type StackEntry, stackPaths } from "./backend";
import { StateError } from "./errors";
import { describeLostStacks, missingStackError, refuseLostStack } from "./lost-state";
import { findPassphrase } from "./secrets";
import { parseStackName } from "./stack-name";
import { FileStackStore } from "./stack-store";
import type { OpenStackOptions, Project, StackStore } from "./types";

export type * from "./types";
export { StateError, type StateErrorKind } from "./errors";
export { projectFromSettings, readProject, refuseOtherVersions, runtimeOf } from "./project";
export { versionProblem } from "./pulumi-version";
export { parseStackName } from "./stack-name";
export { rfc3339Nano } from "./time";
export { containsSecret, isSecret, makeSecret, masked, openSecrets, type SecretReader, withoutMarks } from "./values";
export { findBackend, type StackEntry } from "./backend";

/** Opens (or makes) one stack of a project in a file backend. */
export async function openStack(options: OpenStackOptions): Promise<StackStore> {
  const { project, env } = options;
  const stackName = parseStackName(options.stackName, project.name);
  const backend = findBackend(project, options.backendUrl, env);
  const paths = stackPaths(backend, project.name, stackName);
  const store = new FileStackStore({
    project,
    stackName,
    backend,
    paths,
    passphrase: findPassphrase(options.passphrase, env),
    keepBackups: !isTrue(env["PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS"]),
  });
  store.warmUp();
  const exists = await store.exists();
  const mode = options.mode ?? "createOrSelect";
  if (exists && mode === "create") throw new StateError("stack", `stack '${stackName}' already exists`);
  if (!exists) {
    await refuseCompressed(paths);
    if (mode === "select") throw await missingStackError(paths, stackName, backend.url);
    await refuseLostStack(paths, stackName);
  }
  await prepareBackend(backend);
  if (!exists) await store.create();
  return store;
}

/** The stacks of a project's backend, also those of other projects that share it. */
export async function findStacks(
  project: Project,
  backendUrl: string | undefined,
  env: OpenStackOptions["env"],
): Promise<readonly StackEntry[]> {
  return await listStacks(findBackend(project, backendUrl, env));
}

/** How to restore each stack of the project whose state file is missing beside its backup. */
export async function findLostStacks(project: Project, env: OpenStackOptions["env"]): Promise<readonly string[]> {
  return await describeLostStacks(findBackend(project, undefined, env), project.name);
}

function isTrue(text: string | undefined): boolean {
  return text !== undefined && ["1", "true"].includes(text.toLowerCase());
}
