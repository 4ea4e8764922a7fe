import { CommanderError } from "commander";
import { refuseForgottenValues } from "./cli-command";
import { addCompleteCommand, isCompletionRequest, listCompletions } from "./completion";
import { exitCodes, escapeControls, messageOf, type CommandIo, type ExitCode } from "./io";
import { createProgram } from "./program";

/** Runs one command line (without program names) and returns its exit code. */
export async function runCommandLine(words: readonly string[], io: CommandIo): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.success;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    if (isCompletionRequest(words)) {
      io.stdout(await listCompletions(program, words));
      return exitCodes.success;
    }
    addCompleteCommand(program, io);
    program.hook("preAction", (_program, command) => refuseForgottenValues(words, command));
    await program.parseAsync(withHelpOption(words), { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander printed help or the version: as asked for, or because the command is missing.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.success : exitCodes.invalid;
    const lines = messageOf(error).split("\n");
    io.stderr(lines.map((line) => `error: ${escapeControls(line)}\n`).join(""));
    return exitCodes.invalid;
  }
}

/** Rewrites `help lint` to `lint --help`, so that an unknown command is an error. */
function withHelpOption(words: readonly string[]): string[] {
  return words[0] === "help" && words.length > 1 ? [...words.slice(1), "--help"] : [...words];
}
