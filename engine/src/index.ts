import { createHost, NODE_HOST } from "./host/host";
import type { StartNode } from "./host/processes";
import { openStack, projectFromSettings, readProject } from "./state";
import { Stack } from "./stack";

export { DeploymentError, ExpectedNoChangesError } from "./deploy/errors";
export type { OutputMap, OutputValue } from "./deploy/outputs";
export type { Diagnostic, ViolatedPolicy } from "./deploy/reporter";
export type { EngineEvent, PolicyEvent, PolicyRemediationEvent, PolicySummaryEvent } from "./events";
export type { NodeProcess, NodeProcessOptions, ProcessEnd, StartNode } from "./host/processes";
export { NotSupportedError } from "./host/refused";
export { StateError } from "./state";
export type { ConfigValue, ExportedDeployment } from "./state";
export type { ImportResource } from "./imports/settings";
export {
  Stack,
  type ConfigInput,
  type DestroySettings,
  type ImportResult,
  type ImportSettings,
  type OperationResult,
  type OperationSettings,
  type OperationSummary,
  type PreviewResult,
  type RefreshSettings,
  type UpdateSettings,
  type UpResult,
} from "./stack";
export { createTemporaryStack, type TemporaryStack, type TemporaryStackOptions } from "./temporary-stack";

export interface StackOptions {
  readonly stackName: string;
  /** Folder with Pulumi.yaml (or below it). */
  readonly workDir: string;
  /** `file://<dir>`. Default: PULUMI_BACKEND_URL, then `backend.url` of Pulumi.yaml, then the project's folder. */
  readonly backendUrl?: string | undefined;
  /** Default: PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE. */
  readonly passphrase?: string | undefined;
  /** Added to this process's environment for the program and its providers; undefined takes a variable away. */
  readonly envVars?: Readonly<Record<string, string | undefined>> | undefined;
  /** The contents of a Pulumi.yaml, instead of the file in `workDir`. */
  readonly projectSettings?: unknown;
  /** Runs the SDK's scripts for the program, its providers and policy packs. Default: each in a Node process of its own. */
  readonly startNode?: StartNode | undefined;
}

/** A stack that exists is opened, one that does not is made. */
export function createOrSelectStack(options: StackOptions): Promise<Stack> {
  return open(options, "createOrSelect");
}

/** Refused when the stack exists already. */
export function createStack(options: StackOptions): Promise<Stack> {
  return open(options, "create");
}

/** Refused when there is no such stack. */
export function selectStack(options: StackOptions): Promise<Stack> {
  return open(options, "select");
}

async function open(options: StackOptions, mode: "createOrSelect" | "create" | "select"): Promise<Stack> {
  const { projectSettings, workDir, stackName, backendUrl, passphrase, startNode } = options;
  const env = { ...process.env, ...options.envVars };
  const project =
    projectSettings === undefined ? await readProject(workDir) : await projectFromSettings(projectSettings, workDir);
  const host = startNode === undefined ? NODE_HOST : createHost(startNode);
  return new Stack(await openStack({ project, stackName, backendUrl, passphrase, env, mode }), env, workDir, host);
}
