import { CommanderError } from "commander";
import { refuseForgottenValues } from "./cli-command";
import { addCompleteCommand, isCompletionRequest, listCompletions } from "./completion";
import { exitCodes, UsageError, type CommandIo, type ExitCode } from "./io";
import { escapeControls } from "./terminal-text";
import { createProgram } from "./program";

/** Runs one command line (without program names). Returns its exit code as soon as the simulator is ready, or has failed. */
export async function runCommandLine(words: readonly string[], io: CommandIo): Promise<ExitCode> {
  const program = createProgram(words, io);
  try {
    if (isCompletionRequest(words)) {
      io.stdout(await listCompletions(program, words));
      return exitCodes.success;
    }
    addCompleteCommand(program, io);
    program.hook("preAction", (_program, command) => refuseForgottenValues(words, command));
    await program.parseAsync(withHelpOption(words), { from: "user" });
    return exitCodes.success;
  } catch (error) {
    // Commander printed help or the version.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.usage;
    io.stderr(`error: ${escapeControls(error instanceof Error ? error.message : String(error))}\n`);
    return error instanceof UsageError ? exitCodes.usage : exitCodes.failed;
  }
}

/** `help complete` as `complete --help`, so that an unknown command is an error. */
function withHelpOption(words: readonly string[]): string[] {
  return words[0] === "help" && words.length > 1 ? [...words.slice(1), "--help"] : [...words];
}
