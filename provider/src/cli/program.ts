import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ErrorOptions } from "commander";
import { z } from "zod";
import { addAuditCommand } from "./audit/command";
import { CliCommand, formatPath } from "./cli-command";
import { addGraphOptions, connectionOf, accountTokenHelp, type ConnectionOptions } from "./connection-options";
import { addForecastCommand } from "./forecast/command";
import { addImportFileCommand } from "./import-file-command";
import { UsageError, type CommandIo, type ExitCode } from "./io";
import { printSequences } from "./list";
import { addOrdersCommand } from "./orders/commands";
import { addReviewCommand } from "./review/command";
import { addShowCommand } from "./show/command";

/** Width of the help text, independent of the terminal. */
const helpWidth = 80;

/** A command that explains why the access token has no option. */
class WhatsappCommand extends CliCommand {
  override createCommand(name?: string): CliCommand {
    return new WhatsappCommand(name);
  }

  override error(message: string, options?: ErrorOptions): never {
    const [, flag] = /^error: unknown option '(--?[^'=]*)/.exec(message) ?? [];
    if (flag === undefined || !/token/i.test(flag)) return super.error(message, options);
    throw new UsageError(
      `Unknown option ${JSON.stringify(flag)}: the token is never a flag, set WHATSAPP_ACCESS_TOKEN. Run ${formatPath(this)} --help.`,
    );
  }
}

/** Builds the program without its `complete` command. `finish` receives the exit code of a command that did not throw. */
export function createProgram(io: CommandIo, finish: (exitCode: ExitCode) => void): CliCommand {
  const program = new WhatsappCommand("pulumi-whatsapp")
    .description(
      "Imports existing sequences and ad creatives into a Pulumi stack, audits accounts, sends order messages, shows messages and their changes as chats, and counts the calls of an update.",
    )
    .version(ownVersion())
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      ...{ writeOut: io.stdout, writeErr: io.stderr },
      ...{ getOutHelpWidth: () => helpWidth, getErrHelpWidth: () => helpWidth },
    })
    .addHelpText("after", `${accountTokenHelp}\n${programHelp}`);
  addListCommand(program, io);
  addImportFileCommand(program, io);
  addAuditCommand(program, io, finish);
  addOrdersCommand(program, io, finish);
  addShowCommand(program, io);
  addReviewCommand(program, io);
  addForecastCommand(program, io, finish);
  return program;
}

const manifestShape = z.object({ version: z.string() });

/** Reads the version from the package's manifest, two folders above both the sources and the build. */
function ownVersion(): string {
  return manifestShape.parse(JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"))).version;
}

const programHelp = `
Other settings of the provider are read from their WHATSAPP_ variables too. The
configuration of a stack is not read.

Examples:
  pulumi-whatsapp list --waba 102290129340398
  pulumi-whatsapp import-file --out-dir sequences
  pulumi-whatsapp audit --stack-export prod.json
  pulumi-whatsapp orders validate order.json
  pulumi-whatsapp show content

Exit codes:
  0 success, 1 failure, 2 wrong usage or settings,
  3 unknown outcome of an order message, 4 findings of an audit or a forecast`;

function addListCommand(program: CliCommand, io: CommandIo): void {
  const command = program
    .command("list")
    .summary("show the sequences of an account")
    .description(
      "Shows the sequences of an account: id, name, whether an ad uses it, and the first words of the text. Sends one request for each page of 100. An app sees only the sequences that it created. Rows that cannot be read are listed on standard error, and the exit code is 1.",
    )
    .option("--waba <id>", "WhatsApp Business Account id; default: WHATSAPP_WABA_ID")
    .option("--json", "print every field as a JSON array");
  addGraphOptions(command)
    .addHelpText("after", `${accountTokenHelp}\n${listExamples}`)
    .action(async ({ json = false, ...connection }: ConnectionOptions & { readonly json?: boolean }) =>
      printSequences(io, { connection: connectionOf(connection), json }),
    );
}

const listExamples = `
Examples:
  pulumi-whatsapp list
  pulumi-whatsapp list --waba 102290129340398 --json`;
