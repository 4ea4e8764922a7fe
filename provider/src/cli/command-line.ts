import { CommanderError } from "commander";
import { refuseForgottenValues } from "./cli-command";
import { addCompleteCommand, isCompletionRequest, listCompletions } from "./completion";
import { printError, exit, UsageError, type CommandIo, type ExitCode } from "./io";
import { createProgram } from "./program";

/** Runs one command line (without program names) and returns its exit code. */
export async function runCommandLine(words: readonly string[], io: CommandIo): Promise<ExitCode> {
  let exitCode: ExitCode = exit.success;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    if (isCompletionRequest(words)) {
      io.stdout(await listCompletions(program, words));
      return exit.success;
    }
    addCompleteCommand(program, io);
    program.hook("preAction", (_program, command) => refuseForgottenValues(words, command));
    await program.parseAsync(withHelpOption(words), { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander printed help or the version: as asked for, or because the command is missing.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.success : exit.usage;
    printError(io, error instanceof Error ? error.message : String(error));
    return error instanceof UsageError ? exit.usage : exit.failed;
  }
}

/** Rewrites `help orders send` to `orders send --help`: commander's help command supports one level of commands only. */
function withHelpOption(words: readonly string[]): string[] {
  return words[0] === "help" && words.length > 1 ? [...words.slice(1), "--help"] : [...words];
}
