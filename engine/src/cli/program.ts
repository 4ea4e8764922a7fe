import { CommanderError } from "commander";
import { addCompleteCommand, isCompletionRequest, listCompletions } from "./completion";
import { addConfigCommands } from "./definitions/config";
import { addStackCommands } from "./definitions/stack";
import { addUpdateCommands } from "./definitions/updates";
import { EngineCommand } from "./engine-command";
import { type ExitCode, exitCodeMeanings, exitCodeOf, exitCodes } from "./exit-codes";
import type { CommandIo } from "./io";
import { engineVersion, programName } from "./version";

/** Runs one command line (without program names) and returns its exit code. */
export async function runCommandLine(words: readonly string[], io: CommandIo): Promise<ExitCode> {
  try {
    if (isCompletionRequest(words)) io.stdout(await listCompletions(buildCommands(io), words, io));
    else await buildProgram(io).parseAsync([...words], { from: "user" });
    return exitCodes.success;
  } catch (error) {
    // Help or the version was printed: as asked, or because no command was given.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
    const message = error instanceof Error ? error.message : String(error);
    if (message !== "") io.stderr(`error: ${message}\n`);
    return exitCodeOf(error);
  }
}

export function buildProgram(io: CommandIo): EngineCommand {
  const program = buildCommands(io);
  addCompleteCommand(program, io);
  return program;
}

/** All commands but `complete`. */
function buildCommands(io: CommandIo): EngineCommand {
  const program = new EngineCommand(programName)
    .description(
      "Deploys Pulumi programs with dynamic providers, without the Pulumi CLI. State and configuration have the CLI's format.",
    )
    .usage("<command> [options]")
    .version(engineVersion(), "-V, --version", "print the version")
    .withGlobalOptions()
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .addHelpText("after", `\nExit codes:\n${exitCodesText()}`)
    .withExamples("stack init dev", "config set --secret whatsapp:accessToken", "up", "help stack init");
  addUpdateCommands(program, io);
  addStackCommands(program, io);
  addConfigCommands(program, io);
  addHelpCommand(program);
  return program;
}

/** `help stack init`: commander's own help command knows one name only. */
function addHelpCommand(program: EngineCommand): void {
  program.commandsGroup("Other commands:");
  program
    .helpCommand(false)
    .command("help")
    .argument("[command...]", "names of a command and its subcommand")
    .description("Show the help of a command.")
    .withExamples("help up", "help stack select")
    .runs((_flags, names) => findCommand(program, names).help());
}

function findCommand(program: EngineCommand, [name, ...rest]: readonly string[]): EngineCommand {
  if (name === undefined) return program;
  const command = program.commands.find((one) => one.name() === name || one.aliases().includes(name));
  if (command instanceof EngineCommand) return findCommand(command, rest);
  program.args = [name];
  return program.error(name, { code: "commander.unknownCommand" });
}

function exitCodesText(): string {
  return Object.entries(exitCodeMeanings)
    .map(([code, meaning]) => `  ${code}  ${meaning}`)
    .join("\n");
}
