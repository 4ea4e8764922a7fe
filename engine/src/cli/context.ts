import { resolve } from "node:path";
import { openStack, type OpenStackOptions, type Project, readProject, type StackStore } from "../state";
import { findBackend } from "../state/backend";
import { CommandError, exitCodes } from "./exit-codes";
import type { CommandIo } from "./io";
import { readSelectedStack } from "./selection";

/** Flags that every command has. */
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

/** Opens the stack named by `--stack`, PULUMI_STACK or `stack select`. */
export async function openNamedStack(
  io: CommandIo,
  flags: GlobalFlags,
  mode: OpenStackOptions["mode"] = "select",
): Promise<StackStore> {
  const { project, backendUrl } = await openWorkspace(io, flags);
  const stackName = flags.stack ?? (await readSelectedStack(project, backendUrl, io.env));
  if (stackName === undefined) {
    throw new CommandError(
      "no stack selected: name one with --stack, or run `stack select` or `stack init`.",
      exitCodes.usage,
    );
  }
  return await openStack({ project, stackName, env: io.env, mode, askPassphrase: passphrasePrompt(io, flags) });
}

/** Returns a prompt for the passphrase, with the CLI's texts, or undefined without a terminal. */
export function passphrasePrompt(
  io: CommandIo,
  { nonInteractive }: GlobalFlags,
): ((isNew: boolean) => Promise<string>) | undefined {
  const { ask } = io;
  if (ask === undefined || nonInteractive === true) return undefined;
  return async (isNew) => {
    if (!isNew) {
      return await ask(
        "Enter your passphrase to unlock config/secrets\n    (set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to remember): ",
        { hidden: true },
      );
    }
    const passphrase = await ask("Enter your passphrase to protect config/secrets: ", { hidden: true });
    const repeated = await ask("Re-enter your passphrase to confirm: ", { hidden: true });
    if (repeated !== passphrase) throw new CommandError("passphrases do not match");
    return passphrase;
  };
}

/** True if a person sees standard output and can confirm it. */
export function canConfirm(io: CommandIo, { nonInteractive }: GlobalFlags): boolean {
  return io.ask !== undefined && io.isOutputVisible && nonInteractive !== true;
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
      throw new CommandError(`--color ${String(flags.color)}: expected auto, always or never.`, exitCodes.usage);
  }
}
