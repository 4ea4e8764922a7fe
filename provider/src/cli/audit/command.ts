import type { CliCommand } from "../cli-command";
import { addGraphOptions, connectionOf, accountTokenHelp, type ConnectionOptions } from "../connection-options";
import { parseIdList } from "../id-list";
import type { CommandIo, ExitCode } from "../io";
import { requireOneStdin } from "../stdin";
import { audit, findings, type Finding } from "./audit";
import { stackExportHelp } from "./stack-export";

interface AuditOptions extends Omit<ConnectionOptions, "waba"> {
  readonly stackExport: readonly string[];
  readonly waba?: readonly string[];
  readonly failOn?: readonly string[];
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Adds `audit`. */
export function addAuditCommand(program: CliCommand, io: CommandIo, finish: (exitCode: ExitCode) => void): void {
  const command = program
    .command("audit")
    .summary("compare accounts with exported stacks")
    .description(description)
    .requiredOption("--stack-export <file...>", `${stackExportHelp} (required)`)
    .option("--waba <id...>", "audit only these accounts; default: all in the exports, and WHATSAPP_WABA_ID")
    .option(
      "--fail-on <findings...>",
      `findings that exit with 4: ${findings.join(", ")}, or none; default: all of them`,
    )
    .option("--all", "also list the managed sequences, which are only counted otherwise")
    .option("--json", "print one JSON document with every sequence instead of tables");
  addGraphOptions(command)
    .addHelpText("after", `${accountTokenHelp}\n${examples}`)
    .action(
      async (
        { stackExport, waba, failOn, all = false, json = false, ...connection }: AuditOptions,
        self: CliCommand,
      ) => {
        requireOneStdin(self, stackExport);
        const exitCode = await audit(io, {
          connection: connectionOf(connection),
          files: stackExport,
          wabaIds: waba === undefined ? undefined : parseIdList("--waba", "account", waba),
          failOn: failOn === undefined ? findings : parseFindings(self, failOn),
          all,
          json,
        });
        finish(exitCode);
      },
    );
}

const description = `Compares the sequences of WhatsApp Business Accounts with exported stacks and shows for each account which are

  changed    managed, but edited outside of Pulumi since the last update or
             refresh
  missing    in an export, but not in the account
  undecided  managed, but the account or the export does not show if they are
             changed or missing
  unmanaged  in the account, but in no export
  managed    managed, and as in the state

Nothing changes. An app sees only the sequences that it created, so sequences of another app are neither unmanaged nor missing. Sends one request for each page of 100, and one for each account.`;

const examples = `
Examples:
  pulumi stack export --stack prod > prod.json
  pulumi-whatsapp audit --stack-export prod.json
  pulumi-whatsapp audit --stack-export exports/*.json --waba 102290129340398
  pulumi-whatsapp audit --stack-export prod.json --fail-on changed,missing

Exit codes:
  0 nothing found, or nothing that --fail-on names
  1 incomplete: an account, a file or a sequence cannot be read
  2 wrong usage or settings
  4 findings`;

function parseFindings(command: CliCommand, lists: readonly string[]): readonly Finding[] {
  const words = [...new Set(lists.flatMap((list) => list.split(",")).map((word) => word.trim()))];
  const unknown = words.filter((word) => word !== "none" && !isFinding(word));
  if (unknown.length > 0 || (words.includes("none") && words.length > 1)) {
    command.error(`--fail-on must be a list of ${findings.join(", ")}, or none.`);
  }
  return words.filter(isFinding);
}

function isFinding(word: string): word is Finding {
  return findings.some((finding) => finding === word);
}
