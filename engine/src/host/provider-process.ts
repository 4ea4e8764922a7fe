import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Project } from "../state";
import { errorText } from "../state/json";
import { dynamicPackage } from "../state/urn";
import { startListening } from "./listening-process";
import { ProviderClient } from "./provider-client";
import type { NodeProcessOptions, OutputLine, StartNode } from "./processes";
import type { SdkScripts } from "./sdk";

export interface ProviderHost {
  readonly sdk: () => SdkScripts;
  readonly programDir: string;
  readonly projectName: string;
  /** See `Project.plugins`. */
  readonly plugins?: Project["plugins"];
  /** Defined once the server is listening. */
  readonly engineAddress: () => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onLine: OutputLine;
}

export interface RunningProvider {
  readonly client: ProviderClient;
  stop(): Promise<void>;
  /** Sends SIGKILL; running calls are lost. */
  kill(): void;
}

/** Starts the SDK's dynamic provider or the plugin of another package. */
export async function startProvider(
  host: ProviderHost,
  packageName: string,
  start: StartNode,
): Promise<RunningProvider> {
  const isDynamic = packageName === dynamicPackage;
  const program = isDynamic ? dynamicProvider(host) : await pluginProgram(host, packageName);
  const what = isDynamic ? "The dynamic provider process" : `The plugin of package ${packageName}`;
  // Like the CLI, hides the output of a plugin unless it ends by itself.
  const hidden: Parameters<OutputLine>[] = [];
  const onLine: OutputLine = isDynamic ? host.onLine : (...line) => void hidden.push(line);
  const env = { ...host.env, PULUMI_PROJECT: host.projectName, PULUMI_NODEJS_PROJECT: host.projectName };
  const listening = startListening(what, { ...program, cwd: host.programDir, env, onLine }, start);
  const client = new ProviderClient(await listening.port);
  let isEnding = false;
  const shown = listening.exited.then(() => {
    if (!isEnding) hidden.forEach((line) => host.onLine(...line));
  });
  const provider: RunningProvider = {
    client,
    stop: async () => {
      isEnding = (await client.cancel()) || isEnding;
      client.close();
      await listening.stop();
      await shown;
    },
    kill: () => {
      isEnding = true;
      listening.kill();
    },
  };
  const dir = dirname(program.command ?? host.sdk().dynamicProvider);
  await client.handshake(host.engineAddress(), dir).catch(async (error: unknown) => {
    await provider.stop();
    throw new Error(`${what} failed the handshake: ${errorText(error)}`, { cause: error });
  });
  return provider;
}

type ProviderProgram = Pick<NodeProcessOptions, "command" | "args">;

function dynamicProvider({ sdk, engineAddress }: ProviderHost): ProviderProgram {
  return { args: [sdk().dynamicProvider, engineAddress()] };
}

async function pluginProgram({ plugins, engineAddress }: ProviderHost, packageName: string): Promise<ProviderProgram> {
  return { command: await findExecutable(plugins?.[packageName], packageName), args: [engineAddress()] };
}

const extensions = process.platform === "win32" ? [".exe", ".cmd"] : [""];

/** `path` is the executable, or a folder that contains `pulumi-resource-<package>`. */
async function findExecutable(path: string | undefined, packageName: string): Promise<string> {
  if (path === undefined) {
    throw new Error(`Pulumi.yaml names no plugin of package ${packageName}: add its folder under packages.`);
  }
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) {
    throw new Error(`${path} does not exist: install package ${packageName}, or correct its path in Pulumi.yaml.`);
  }
  if (!found.isDirectory()) return path;
  const name = `pulumi-resource-${packageName}`;
  for (const extension of extensions) {
    const executable = join(path, name + extension);
    if ((await stat(executable).catch(() => undefined)) !== undefined) return executable;
  }
  throw new Error(
    `${path} has no executable ${name}: name the folder of a plugin of package ${packageName} in Pulumi.yaml.`,
  );
}
