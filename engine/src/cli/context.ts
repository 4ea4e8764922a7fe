import { resolve } from "node:path";
import { openStack, type OpenStackOptions, type Project, readProject, type StackStore } from "../state";
import { findBackend } from "../state/backend";
import { CommandError, EXIT } from "./exit-codes";
import type { CommandIo } from "./io";
import { selectedStack } from "./selection";

/** Flags every command has. */
export interface GlobalFlags {
  readonly cwd?: string;
  readonly stack?: string;
  readonly color?: string;
  readonly nonInteractive?: boolean;
}

export interface Workspace {
  readonly project: Project;
  readonly backendUrl: string;
}

export async function openWorkspace(io: CommandIo, flags: GlobalFlags): Promise<Workspace> {
  const project = await readProject(resolve(io.cwd, flags.cwd ?? "."));
  return { project, backendUrl: findBackend(project, undefined, io.env).url };
}

/** The stack that `--stack`, PULUMI_STACK or `stack select` names. */
export async function openNamedStack(
  io: CommandIo,
  flags: GlobalFlags,
  mode: OpenStackOptions["mode"] = "select",
): Promise<StackStore> {
  const { project, backendUrl } = await openWorkspace(io, flags);
  const stackName = flags.stack ?? (await selectedStack(project, backendUrl, io.env));
  if (stackName === undefined)
    throw new CommandError(
      "no stack selected: name one with --stack, or run `stack select` or `stack init`.",
      EXIT.usage,
    );
  return await openStack({ project, stackName, env: io.env, mode });
}

export function useColor(io: CommandIo, flags: GlobalFlags): boolean {
  switch (flags.color ?? "auto") {
    case "always":
      return true;
    case "never":
    case "raw":
      return false;
    case "auto":
      return io.isColorTerminal;
    default:
      throw new CommandError(`--color ${String(flags.color)}: expected auto, always or never.`, EXIT.usage);
  }
}
