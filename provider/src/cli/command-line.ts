import { printable } from "../client/redact";
import { environmentName } from "../schema/settings";
import { readCommand, type Command } from "./arguments";
import { importFile } from "./import-file";
import { EXIT, UsageError, type CommandIo, type ExitCode } from "./io";
import { list } from "./list";
import { ownVersion } from "./version";

/** Runs one command line (without program names) and gives its exit code. */
export async function runCommandLine(words: readonly string[], io: CommandIo): Promise<ExitCode> {
  try {
    await run(readCommand(words), io);
    return EXIT.success;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const token = io.env[environmentName("accessToken")];
    const lines = `error: ${message}`.split("\n").map((line) => printable(line, token, Infinity));
    io.stderr(lines.map((line) => `${line}\n`).join(""));
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

async function run(command: Command, io: CommandIo): Promise<void> {
  switch (command.kind) {
    case "help":
      io.stdout(command.text);
      return;
    case "version":
      io.stdout(`${ownVersion()}\n`);
      return;
    case "list":
      return list(io, command.flags);
    case "import-file":
      return importFile(io, command.flags);
    default:
      return command satisfies never;
  }
}
