import { CommanderError } from "commander";
import { addCompleteCommand, isCompletionRequest, listCompletions } from "./completion";
import { addConfigCommands } from "./definitions/config";
import { addHelpCommand } from "./definitions/help";
import { addStackCommands } from "./definitions/stack";
import { addUpdateCommands } from "./definitions/updates";
import { EngineCommand } from "./engine-command";
import { type ExitCode, exitCodeMeanings, exitCodeOf, exitCodes } from "./exit-codes";
import { escapeControls } from "../terminal-text";
import type { CommandIo } from "./io";
import { engineVersion, programName } from "./version";

/** Runs one command line (without program names) and returns its exit code. */
export async function runCommandLine(words: readonly string[], caller: CommandIo): Promise<ExitCode> {
  // Standard error is never colored, and often contains text from files, locks and names.
  const io: CommandIo = { ...caller, stderr: (text) => caller.stderr(escapeControls(text)) };
  try {
    if (isCompletionRequest(words)) io.stdout(await listCompletions(buildCommands(io), words, io));
    else await buildProgram(io).parseAsync([...words], { from: "user" });
    return exitCodes.success;
  } catch (error) {
    // Commander throws after printing help or the version. "commander.help": printed because no command was given.
    if (error instanceof CommanderError) return error.code === "commander.help" ? exitCodes.usage : exitCodes.success;
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
      "Deploys Pulumi programs with dynamic providers and local plugins, without the Pulumi CLI. State and configuration have the CLI's format.",
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
  addVersionCommand(program.commandsGroup("Other commands:"), io);
  addHelpCommand(program, "help up", "help stack select");
  return program;
}

/** Adds `version`, which the Pulumi CLI has beside `--version`. */
function addVersionCommand(program: EngineCommand, io: CommandIo): void {
  program
    .command("version")
    .description("Print the version.")
    .withExamples("version")
    .runs(() => io.stdout(`${engineVersion()}\n`));
}

function exitCodesText(): string {
  return Object.entries(exitCodeMeanings)
    .map(([code, meaning]) => `  ${code}  ${meaning}`)
    .join("\n");
}
