import { sep } from "node:path";
import { AnalyzerClient } from "./analyzer-client";
import type { AnalyzedStack } from "./analyzer-types";
import { startListening } from "./listening-process";
import type { NodeProcessOptions, OutputLine, StartNode } from "./processes";
import { plainErrors } from "./program-process";
import { resolvePackRunner } from "./sdk";

export interface PolicyHost {
  readonly stack: AnalyzedStack;
  /** Defined once the server is listening. */
  readonly engineAddress: () => string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onLine: OutputLine;
}
/** Folder of a policy pack, and the runtime options of its PulumiPolicy.yaml. */
export interface PackProgram {
  readonly dir: string;
  readonly typescript: boolean;
  readonly nodeArgs: readonly string[];
}
export interface PolicyProcess {
  /** Rejects, with the pack's output, if the pack exits before it listens. */
  readonly client: Promise<AnalyzerClient>;
  stop(): Promise<void>;
  kill(): void;
}

export type StartPolicyPack = (host: PolicyHost, program: PackProgram) => PolicyProcess;

/** Runs a policy pack like the CLI's Node.js language host, with the SDK installed in the pack's folder. */
export function startPolicyPack(host: PolicyHost, program: PackProgram, start: StartNode): PolicyProcess {
  const options: NodeProcessOptions = {
    // The trailing separator makes Node load the folder `pack`, not a file `pack.json` beside it.
    args: [
      ...plainErrors,
      resolvePackRunner(program.dir),
      ...program.nodeArgs,
      host.engineAddress(),
      program.dir + sep,
    ],
    cwd: program.dir,
    env: { ...host.env, ...packEnvironment(host.stack, program) },
    onLine: host.onLine,
  };
  const listening = startListening("The policy pack's process", options, start);
  const client = listening.port.then((port) => new AnalyzerClient(port));
  const close = (): void => void client.then((each) => each.close()).catch(() => undefined);
  return {
    client,
    stop: () => {
      close();
      return listening.stop();
    },
    kill: () => listening.kill(),
  };
}

function packEnvironment(stack: AnalyzedStack, { typescript }: PackProgram): Record<string, string> {
  const config = Object.entries(stack.config).map(([key, { value }]) => [key, value] as const);
  return {
    ...(typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
    PULUMI_NODEJS_ORGANIZATION: stack.organization,
    PULUMI_NODEJS_PROJECT: stack.projectName,
    PULUMI_NODEJS_STACK: stack.stackName,
    PULUMI_NODEJS_DRY_RUN: String(stack.dryRun),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(config)),
  };
}
