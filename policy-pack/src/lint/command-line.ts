import { readCommand, type Command } from "./arguments";
import { digest } from "./digest";
import { EXIT, harmless, messageOf, type CommandIo, type ExitCode } from "./io";
import { lint } from "./lint";
import { ownVersion } from "./version";

/** Runs one command line (without program names) and gives its exit code. */
export async function runCommandLine(words: readonly string[], io: CommandIo): Promise<ExitCode> {
  try {
    return await run(readCommand(words), io);
  } catch (error) {
    io.stderr(
      messageOf(error)
        .split("\n")
        .map((line) => `error: ${harmless(line)}\n`)
        .join(""),
    );
    return EXIT.wrong;
  }
}

async function run(command: Command, io: CommandIo): Promise<ExitCode> {
  switch (command.kind) {
    case "help":
      io.stdout(command.text);
      return EXIT.clean;
    case "version":
      io.stdout(`${ownVersion()}\n`);
      return EXIT.clean;
    case "lint":
      return lint(io, command.flags);
    case "digest":
      return digest(io, command.inputs);
    default:
      return command satisfies never;
  }
}
