import type { NodeProcess } from "./processes";
import { startProgram, type ProgramOptions } from "./program";
import { startProvider, type ProviderHost, type ProviderProcess } from "./provider-process";

/** Who starts what an operation talks to. The property tests run thousands of operations and put peers of their own process here. */
export interface Host {
  startProgram(options: ProgramOptions): NodeProcess;
  startProvider(host: ProviderHost): Promise<ProviderProcess>;
}

export const NODE_HOST: Host = { startProgram, startProvider };
