import { startNode, type NodeProcess, type StartNode } from "./processes";
import { startPolicyPack, type StartPolicyPack } from "./policy-process";
import { startProgram, type ProgramOptions } from "./program-process";
import { startProvider, type ProviderHost, type ProviderProcess } from "./provider-process";

/** Starts what an operation talks to. The property tests run thousands of operations and put peers of their own process here. */
export interface Host {
  startProgram(options: ProgramOptions): NodeProcess;
  startProvider(host: ProviderHost): Promise<ProviderProcess>;
  readonly startPolicyPack: StartPolicyPack;
}

/** A host that runs the SDK's scripts with `start`. */
export function createHost(start: StartNode): Host {
  return {
    startProgram: (options) => startProgram(options, start),
    startProvider: (host) => startProvider(host, start),
    startPolicyPack: (host, pack) => startPolicyPack(host, pack, start),
  };
}

export const nodeHost: Host = createHost(startNode);
