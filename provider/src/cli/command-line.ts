import { readCommand, type Command } from "./arguments";
import { complain } from "./complain";
import { importFile } from "./import-file";
import { EXIT, UsageError, type CommandIo, type ExitCode } from "./io";
import { list } from "./list";
import { sendFile } from "./orders/send-file";
import { sendStatus } from "./orders/send-status";
import { validate } from "./orders/validate";
import { ownVersion } from "./version";

/** Runs one command line (without program names) and gives its exit code. */
export async function runCommandLine(words: readonly string[], io: CommandIo): Promise<ExitCode> {
  try {
    return await run(readCommand(words), io);
  } catch (error) {
    complain(io, error instanceof Error ? error.message : String(error));
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
}

async function run(command: Command, io: CommandIo): Promise<ExitCode> {
  switch (command.kind) {
    case "help":
      io.stdout(command.text);
      return EXIT.success;
    case "version":
      io.stdout(`${ownVersion()}\n`);
      return EXIT.success;
    case "list":
      await list(io, command.flags);
      return EXIT.success;
    case "import-file":
      await importFile(io, command.flags);
      return EXIT.success;
    case "orders validate":
      return validate(io, command.flags);
    case "orders send":
      return sendFile(io, command.flags);
    case "orders status":
      return sendStatus(io, command.flags);
    default:
      return command satisfies never;
  }
}
