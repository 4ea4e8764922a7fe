import { Command, type ErrorOptions, Option } from "commander";
import type { ConfigFlags } from "./config-commands";
import { CommandError, exitCodes } from "./exit-codes";
import type { StackFlags } from "./stack-commands";
import type { UpdateFlags } from "./update-commands";
import { describeUsageError } from "./usage-errors";
import { programName } from "./version";

/** Flags of all commands. Each command's options define which of them it accepts. */
type AnyFlags = UpdateFlags & StackFlags & ConfigFlags;
type CommandAction = (flags: AnyFlags, operands: readonly string[]) => Promise<void> | void;

/** A command with global options, examples in its help, and usage errors that say what to do next. */
export class EngineCommand extends Command {
  /** Command lines without the program's name. */
  readonly examples: string[] = [];

  constructor(name?: string) {
    super(name);
    // Global options may come before the command, after it, or between it and its subcommand.
    this.enablePositionalOptions();
    this.addHelpOption(globalOption("-h, --help", "show help"));
  }

  override createCommand(name?: string): EngineCommand {
    return new EngineCommand(name);
  }

  withExamples(...lines: readonly string[]): this {
    this.examples.push(...lines);
    return this.addHelpText("after", ["", "Examples:", ...lines.map((line) => `  ${programName} ${line}`)].join("\n"));
  }

  /** Adds the global options. Call it after the command's own options, so that the help lists those first. */
  withGlobalOptions(): this {
    return this.addOption(
      globalOption("-s, --stack <name>", "stack to work on; default: PULUMI_STACK, or the selected one"),
    )
      .addOption(globalOption("-C, --cwd <folder>", "run as if started in this folder"))
      .addOption(globalOption("--color <when>", "color the output").choices(["auto", "always", "never", "raw"]))
      .addOption(globalOption("--non-interactive", "never ask"));
  }

  /** Calls `handler` with the options of this command and its parents. */
  runs(handler: CommandAction): this {
    return this.withGlobalOptions().action(async () => await handler(this.optsWithGlobals<AnyFlags>(), this.args));
  }

  /** Called by commander for every usage error. */
  override error(message: string, { code }: ErrorOptions = {}): never {
    throw new CommandError(describeUsageError(this, message, code), exitCodes.usage);
  }
}

function globalOption(flags: string, description: string): Option {
  return new Option(flags, description).helpGroup("Global options:");
}
