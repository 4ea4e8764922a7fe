import {
  type Backend,
  findBackend,
  listStacks,
  prepareBackend,
  refuseCompressed,
  type StackEntry,
  type StackPaths,
  stackPaths,
} from "./backend";
import { StateError } from "./state-error";
import { readIfExists } from "./files";
import { describeLostStacks, missingStackError, refuseLostStack } from "./lost-state";
import { findPassphrase, missingPassphraseError } from "./passphrase-cipher";
import { readStackConfig } from "./stack-config";
import { parseStackName } from "./stack-name";
import { FileStackStore } from "./stack-store";
import type { OpenStackOptions, Project, StackStore } from "./stack-state";

export type * from "./stack-state";
export { maskSecrets, type PropertyMap, type PropertyValue } from "./property-value";
export { StateError, type StateErrorKind } from "./state-error";
export { projectFromSettings, readProject, refuseOtherVersions, runtimeOf } from "./project";
export { normalizeKey } from "./project-config";
export { versionProblem } from "./pulumi-version";
export { listConfigKeys } from "./stack-config";
export { makeSecret, deserializeSecrets, type SecretReader, unwrapSecrets } from "./secret-values";
export { findBackend, type StackEntry } from "./backend";

/** Opens or creates one stack of a project in a file backend. */
export async function openStack(options: OpenStackOptions): Promise<StackStore> {
  const { project, env } = options;
  const stackName = parseStackName(options.stackName, project.name);
  const backend = findBackend(project, options.backendUrl, env);
  const paths = stackPaths(backend, project.name, stackName);
  const exists = (await readIfExists(paths.checkpoint)) !== undefined;
  await refuseMode(options.mode ?? "createOrSelect", { exists, paths, stackName, backend });
  const store = new FileStackStore({
    ...{ project, stackName, backend, paths },
    passphrase: await readPassphrase(options, stackName, exists),
    keepBackups: !isTrue(env["PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS"]),
  });
  store.warmUp();
  await prepareBackend(backend);
  if (!exists) await store.create();
  return store;
}

interface FoundStack {
  readonly exists: boolean;
  readonly paths: StackPaths;
  readonly stackName: string;
  readonly backend: Backend;
}

async function refuseMode(
  mode: NonNullable<OpenStackOptions["mode"]>,
  { exists, paths, stackName, backend }: FoundStack,
): Promise<void> {
  if (exists && mode === "create") throw new StateError("stack", `stack '${stackName}' already exists`);
  if (exists) return;
  await refuseCompressed(paths);
  if (mode === "select") throw await missingStackError(paths, stackName, backend.url);
  await refuseLostStack(paths, stackName);
}

async function readPassphrase(options: OpenStackOptions, stackName: string, exists: boolean): Promise<string> {
  const found = findPassphrase(options.passphrase, options.env);
  if (found !== undefined) return found;
  if (options.askPassphrase === undefined) throw missingPassphraseError();
  const { salt } = await readStackConfig(options.project, stackName);
  return await options.askPassphrase(!exists && salt === undefined);
}

/** Lists the stacks of the project's backend, including those of other projects. */
export async function findStacks(
  project: Project,
  backendUrl: string | undefined,
  env: OpenStackOptions["env"],
): Promise<readonly StackEntry[]> {
  return await listStacks(findBackend(project, backendUrl, env));
}

/** Describes how to restore each stack whose state file is missing but has a backup. */
export async function findLostStacks(project: Project, env: OpenStackOptions["env"]): Promise<readonly string[]> {
  return await describeLostStacks(findBackend(project, undefined, env), project.name);
}

function isTrue(text: string | undefined): boolean {
  return text !== undefined && ["1", "true"].includes(text.toLowerCase());
}
