import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { configGet, type ConfigFlags, configList, configRemove, configSet } from "./config-commands";
import { EXIT, exitCodeOf, type ExitCode } from "./exit-codes";
import { importFlags, refuseImport } from "./import-command";
import type { CommandIo } from "./io";
import { refuseUnsupported } from "./refusals";
import {
  cancel,
  stackExport,
  type StackFlags,
  stackImport,
  stackInit,
  stackList,
  stackOutput,
  stackRemove,
  stackSelect,
  stackShow,
} from "./stack-commands";
import { runPreview, runUpdate, type UpdateFlags, type UpdateVerb } from "./update-commands";
import { engineName, engineVersion } from "./version";

/** Runs one command line (without program names) and gives its exit code. */
export async function runCommandLine(words: readonly string[], io: CommandIo): Promise<ExitCode> {
  try {
    refuseUnsupported(words);
    await buildProgram(io).parseAsync([...words], { from: "user" });
    return EXIT.success;
  } catch (error) {
    // Commander has printed its own message, or help was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.error;
    const message = error instanceof Error ? error.message : String(error);
    if (message !== "") io.stderr(`error: ${message}\n`);
    return exitCodeOf(error);
  }
}

function buildProgram(io: CommandIo): Command {
  const program = new Command("pulumi-whatsapp-engine");
  globalFlags(program)
    .description(`${engineName()}.\nRuns programs with dynamic providers and keeps the CLI's own file-backend state.`)
    .version(engineVersion())
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr });
  addUpdates(program, io);
  addStack(program, io);
  addConfig(program, io);
  verb(program, "cancel [stack]", "clear the lock of an update that will never finish")
    .option("-y, --yes", "do not ask")
    .action(
      async (name: string | undefined, _flags: unknown, command: Command) => await cancel(io, flagsOf(command), name),
    );
  return program;
}

/** A command with the flags every command has. */
function verb(parent: Command, nameAndArguments: string, description: string): Command {
  return globalFlags(parent.command(nameAndArguments).description(description));
}

/** They may stand before the verb, after it, or between it and the second one. */
function globalFlags(command: Command): Command {
  return command
    .enablePositionalOptions()
    .option("-s, --stack <name>", "the stack to work on")
    .option("-C, --cwd <folder>", "run as if started in this folder")
    .option("--color <when>", "auto, always or never")
    .option("--non-interactive", "never ask");
}

/** Every flag a command line can have; each command's options say which of them it takes. */
type AnyFlags = UpdateFlags & StackFlags & ConfigFlags;

function flagsOf(command: Command): AnyFlags {
  return command.optsWithGlobals<AnyFlags>();
}

function addUpdates(program: Command, io: CommandIo): void {
  programFlags(updateFlags(verb(program, "preview", "show what `up` would do").alias("pre")))
    .option("-r, --refresh", "read all resources from their providers first")
    .action(async (_flags: unknown, command: Command) => await runPreview(io, flagsOf(command)));
  const updates: readonly (readonly [UpdateVerb, string, string])[] = [
    ["up", "update", "create, update and delete resources as the program says"],
    ["refresh", "", "take what the providers say into the state"],
    ["destroy", "down", "delete all resources of the stack"],
  ];
  for (const [name, alias, description] of updates) {
    const command = updateFlags(verb(program, name, description))
      .option("-y, --yes", "do not ask")
      .option("-f, --skip-preview", "do it without a preview first")
      .action(async (_flags: unknown, command: Command) => await runUpdate(io, flagsOf(command), name));
    if (name === "up") programFlags(command);
    else refusePolicyFlags(command);
    if (alias !== "") command.alias(alias);
    if (name !== "up") command.option("--preview-only", "show it and stop");
    if (name === "refresh") command.option("--clear-pending-creates", "drop the records of creates that were cut off");
    if (name !== "refresh") command.option("-r, --refresh", "read all resources from their providers first");
  }
  importFlags(runFlags(verb(program, "import [resource...]", "take resources that exist already into the state")))
    .option("-y, --yes", "do not ask")
    .option("--skip-preview", "do it without a preview first")
    .option("--preview-only", "show it and stop")
    .action(async (inline: readonly string[], _flags: unknown, command: Command) => {
      refuseImport(flagsOf(command), inline);
      await runUpdate(io, flagsOf(command), "import");
    });
}

function updateFlags(command: Command): Command {
  return runFlags(command).option("--expect-no-changes", "fail when there are changes");
}

function runFlags(command: Command): Command {
  return command
    .option("-j, --json", "for machines")
    .option("--diff", "show properties in full")
    .option("-p, --parallel <count>", "steps at the same time", parseCount);
}

const POLICY_FLAGS = ["--policy-pack <folder>", "--policy-pack-config <file>"] as const;

/** Of verbs that run the program. */
function programFlags(command: Command): Command {
  const [pack, config] = POLICY_FLAGS;
  return command
    .option("--replace <urn>", "replace a resource, * and ** being wildcards; may be given again", append)
    .option(pack, "run a policy pack; may be given again", parseList)
    .option(config, "JSON file with its configuration; one for each pack, in their order", parseList);
}

/** As on the CLI they are no flags of verbs that run no program. */
function refusePolicyFlags(command: Command): void {
  const refuse = (): never => {
    throw new InvalidArgumentError(`${command.name()} runs no policies: they look at what a program registers.`);
  };
  for (const flag of POLICY_FLAGS) command.addOption(new Option(flag).hideHelp().argParser(refuse));
}

function append(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Given several times or, as the CLI allows, with commas. */
function parseList(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(",")];
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("Expected a whole number of 1 or more.");
  return count;
}

function addStack(program: Command, io: CommandIo): void {
  const stack = verb(program, "stack", "show and manage stacks")
    .option("--show-secrets", "show secret outputs")
    .action(async (_flags: unknown, command: Command) => await stackShow(io, flagsOf(command)));
  const named = (nameAndArguments: string, description: string): Command => verb(stack, nameAndArguments, description);
  named("init [name]", "make a stack and select it")
    .option("--no-select", "do not select it")
    .action(
      async (name: string | undefined, _flags: unknown, command: Command) =>
        await stackInit(io, flagsOf(command), name),
    );
  named("select [name]", "select the stack other commands work on")
    .option("-c, --create", "make it if it is not there")
    .action(
      async (name: string | undefined, _flags: unknown, command: Command) =>
        await stackSelect(io, flagsOf(command), name),
    );
  named("ls", "list the project's stacks")
    .option("-j, --json", "for machines")
    .action(async (_flags: unknown, command: Command) => await stackList(io, flagsOf(command)));
  named("rm [name]", "remove a stack")
    .option("-y, --yes", "do not ask")
    .option("-f, --force", "also when it still has resources, which are then forgotten")
    .option("--preserve-config", "keep the stack's configuration file")
    .action(
      async (name: string | undefined, _flags: unknown, command: Command) =>
        await stackRemove(io, flagsOf(command), name),
    );
  addOutput(named("output [name]", "show the stack's outputs"), io);
  addOutput(verb(program, "outputs [name]", "short for `stack output`"), io);
  addExport(named("export", "print the stack's state"), io);
  addExport(verb(program, "export", "short for `stack export`"), io);
  named("import", "replace the stack's state by an exported one")
    .option("--file <path>", "read it from a file")
    .action(async (_flags: unknown, command: Command) => await stackImport(io, flagsOf(command)));
}

function addOutput(command: Command, io: CommandIo): void {
  command
    .option("-j, --json", "for machines")
    .option("--show-secrets", "show secrets")
    .action(
      async (name: string | undefined, _flags: unknown, command: Command) =>
        await stackOutput(io, flagsOf(command), name),
    );
}

function addExport(command: Command, io: CommandIo): void {
  command
    .option("--file <path>", "write it to a file")
    .option("--show-secrets", "secrets in clear")
    .action(async (_flags: unknown, command: Command) => await stackExport(io, flagsOf(command)));
}

function addConfig(program: Command, io: CommandIo): void {
  const listFlags = (command: Command): Command =>
    command.option("-j, --json", "for machines").option("--show-secrets", "show secrets");
  const config = listFlags(verb(program, "config", "show and change the stack's configuration")).action(
    async (_flags: unknown, command: Command) => await configList(io, flagsOf(command)),
  );
  listFlags(verb(config, "ls", "list all values")).action(
    async (_flags: unknown, command: Command) => await configList(io, flagsOf(command)),
  );
  verb(config, "set <key> [value]", "set a value; without one it is read from standard input")
    .option("--secret", "encrypt it")
    .option("--plaintext", "do not encrypt it (the default)")
    .action(
      async (key: string, value: string | undefined, _flags: unknown, command: Command) =>
        await configSet(io, flagsOf(command), key, value),
    );
  verb(config, "get <key>", "print a value")
    .option("-j, --json", "for machines")
    .action(async (key: string, _flags: unknown, command: Command) => await configGet(io, flagsOf(command), key));
  verb(config, "rm <key>", "remove a value").action(
    async (key: string, _flags: unknown, command: Command) => await configRemove(io, flagsOf(command), key),
  );
}
