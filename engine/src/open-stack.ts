import { nodeHost, type Host } from "./host/host";
import { Stack } from "./stack";
import { openStack, type OpenStackOptions, projectFromSettings, readProject } from "./state";

export interface StackOptions {
  readonly stackName: string;
  /** Folder that contains Pulumi.yaml, or a folder below it. */
  readonly workDir: string;
  /** `file://<dir>`. Default: PULUMI_BACKEND_URL, then `backend.url` of Pulumi.yaml, then the project's folder. */
  readonly backendUrl?: string | undefined;
  /** Default: PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE. */
  readonly passphrase?: string | undefined;
  /** Variables added to this process's environment for the program and its providers. Undefined removes a variable. */
  readonly envVars?: Readonly<Record<string, string | undefined>> | undefined;
  /** Content of a Pulumi.yaml, instead of the file in `workDir`. */
  readonly projectSettings?: unknown;
}

/** Opens a stack whose programs, providers and policy packs run on `host`. */
export async function openStackOn(
  { projectSettings, workDir, stackName, backendUrl, passphrase, envVars }: StackOptions,
  mode: NonNullable<OpenStackOptions["mode"]>,
  host: Host = nodeHost,
): Promise<Stack> {
  const env = { ...process.env, ...envVars };
  const project =
    projectSettings === undefined ? await readProject(workDir) : await projectFromSettings(projectSettings, workDir);
  return new Stack(await openStack({ project, stackName, backendUrl, passphrase, env, mode }), env, workDir, host);
}
