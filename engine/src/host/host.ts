import { startNode, type NodeProcess, type StartNode } from "./processes";
import { startPolicyPack, type StartPolicyPack } from "./policy-process";
import { startProgram, type ProgramOptions } from "./program-process";
import { startYamlProgram } from "./yaml-program";
import { startProvider, type ProviderHost, type RunningProvider } from "./provider-process";

/** Starts the processes of an operation. The property tests use in-process implementations. */
export interface Host {
  startProgram(options: ProgramOptions): NodeProcess;
  startProvider(host: ProviderHost, packageName: string): Promise<RunningProvider>;
  readonly startPolicyPack: StartPolicyPack;
}

/** Creates a host that runs the SDK's scripts and plugins with `start`. */
export function createHost(start: StartNode): Host {
  return {
    startProgram: (options) => (options.project.runtime === "yaml" ? startYamlProgram : startProgram)(options, start),
    startProvider: (host, packageName) => startProvider(host, packageName, start),
    startPolicyPack: (host, pack) => startPolicyPack(host, pack, start),
  };
}

export const nodeHost: Host = createHost(startNode);
