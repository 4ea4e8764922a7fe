import { join } from "node:path";
import type { NodeProcess, OutputLine, ProcessEnd, StartNode } from "./processes";
import type { SdkScripts } from "./sdk";
import type { ConfigValue, Project } from "../state";

/** Exit code of the SDK's runner after it has reported the error itself (cmd/run in @pulumi/pulumi). */
export const exitCodeAlreadyReported = 32;

/** Node arguments for processes that run user code; see preload/plain-errors.js. */
export const plainErrors = ["--require", join(__dirname, "../../preload/plain-errors.js")] as const;

export interface ProgramOptions {
  readonly sdk: () => SdkScripts;
  readonly project: Project;
  readonly stackName: string;
  readonly organization: string;
  readonly address: string;
  readonly dryRun: boolean;
  readonly parallel: number;
  readonly config: Readonly<Record<string, ConfigValue>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly onLine: OutputLine;
}

/** Runs the program like the CLI's Node.js language host. */
export function startProgram(options: ProgramOptions, start: StartNode): NodeProcess {
  const { project } = options;
  const flags = [
    `--monitor=${options.address}`,
    `--engine=${options.address}`,
    `--organization=${options.organization}`,
    `--root-directory=${project.root}`,
    `--project=${project.name}`,
    `--stack=${options.stackName}`,
    `--pwd=${project.programDir}`,
    `--parallel=${String(options.parallel)}`,
    ...(options.dryRun ? ["--dry-run"] : []),
  ];
  return start({
    args: [...plainErrors, ...project.nodeArgs, options.sdk().run, ...flags, project.entry],
    cwd: project.programDir,
    env: { ...options.env, ...configEnvironment(options.config), PULUMI_NODEJS_TYPESCRIPT: String(project.typescript) },
    onLine: options.onLine,
  });
}

function configEnvironment(config: Readonly<Record<string, ConfigValue>>): Record<string, string> {
  const entries = Object.entries(config);
  const values = Object.fromEntries(entries.map(([key, { value }]) => [key, value]));
  const secretKeys = entries.filter(([, { secret }]) => secret).map(([key]) => key);
  return { PULUMI_CONFIG: JSON.stringify(values), PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(secretKeys) };
}

/** Describes failures that the program has not reported itself. `address` is the engine's. */
export function problemsOfEnd({ code, signal, error }: ProcessEnd, address: string, hasConnected: boolean): string[] {
  if (error !== undefined) return [error];
  const problems: string[] = [];
  if (!hasConnected) {
    problems.push(
      `The program ended before it connected to the engine at ${address}. If its output names no other cause, something ` +
        "on this machine (a proxy setting, a firewall, a sandbox) blocks connections to 127.0.0.1.",
    );
  }
  if (signal !== null) {
    problems.push(`The program was killed (${signal}).`);
  } else if (code !== exitCodeAlreadyReported) {
    problems.push(`Program exited with non-zero exit code: ${String(code)}`);
  }
  return problems;
}
