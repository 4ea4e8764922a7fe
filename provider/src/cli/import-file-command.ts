import { Option, type Command } from "commander";
import { stackExportHelp } from "./audit/stack-export";
import type { CliCommand } from "./cli-command";
import { defaultApiVersions } from "../schema/api-versions";
import { addGraphOptions, connectionOf, accountTokenHelp, type ConnectionOptions } from "./connection-options";
import { parseIdList } from "./id-list";
import { importFile, type ImportFileFlags } from "./import-file";
import type { CommandIo } from "./io";
import { creatives, sequences } from "./kinds";
import { requireOneStdin } from "./stdin";

interface ImportFileOptions extends ConnectionOptions {
  readonly ids?: readonly string[];
  readonly creatives?: readonly string[];
  readonly unmanaged?: boolean;
  readonly stackExport?: readonly string[];
  readonly outDir?: string;
  readonly importFile?: string;
  readonly program?: string;
  readonly plugin?: boolean;
  readonly force?: boolean;
  readonly skipInvalid?: boolean;
  readonly json?: boolean;
}

export function addImportFileCommand(program: CliCommand, io: CommandIo): void {
  const command = addSelectionOptions(
    program
      .command("import-file")
      .summary("write the import file and the program for sequences or ad creatives of an account")
      .description(description),
  )
    .addOption(
      new Option("--out-dir <folder>", "folder of both files; default: the working folder").conflicts([
        "importFile",
        "program",
      ]),
    )
    .option("--import-file <path>", "path of the import file, instead of --out-dir")
    .option(
      "--program <path>",
      "path of the program, instead of --out-dir; it must not be the main file, whose exports become outputs of the stack",
    )
    .addOption(new Option("--plugin", pluginHelp).conflicts("program"))
    .option("--force", "overwrite files that exist")
    .option("--skip-invalid", "leave out resources that a program cannot declare")
    .option("--json", "print both as one JSON document instead of writing files");
  addGraphOptions(command)
    .option(
      "--marketing-api-version <version>",
      `Marketing API version of --creatives; default: WHATSAPP_MARKETING_API_VERSION, else ${defaultApiVersions.marketing}`,
    )
    .addHelpText("after", `${accountTokenHelp}\n${examples}`)
    .action(async (options: ImportFileOptions, self: CliCommand) => {
      if (options.creatives === undefined && options.adAccount !== undefined) {
        self.error("--ad-account needs --creatives.");
      }
      const { unmanaged = false, stackExport = [] } = options;
      if (unmanaged && stackExport.length === 0) self.error("--unmanaged needs --stack-export.");
      if (!unmanaged && stackExport.length > 0) self.error("--stack-export needs --unmanaged.");
      requireOneStdin(self, stackExport);
      await importFile(io, flagsOf(options));
    });
}

/** Adds the options that select resources of an account. */
function addSelectionOptions(command: Command): Command {
  return command
    .option("--waba <id>", "WhatsApp Business Account id; default: WHATSAPP_WABA_ID")
    .option("--ids <ids>", "only these sequences, separated by commas; may be repeated", append)
    .addOption(
      new Option("--creatives <ids>", "these ad creatives instead of sequences; may be repeated")
        .argParser(append)
        .conflicts(["waba", "ids"]),
    )
    .addOption(
      new Option(
        "--unmanaged",
        "only sequences that no stack of --stack-export manages, with names that these stacks do not use",
      ).conflicts(["ids", "creatives"]),
    )
    .option("--stack-export <file...>", `with --unmanaged: ${stackExportHelp}`)
    .option("--ad-account <id>", "ad account of the creatives, without act_; default: WHATSAPP_AD_ACCOUNT_ID");
}

const pluginHelp =
  "types of the plugin and no program, for YAML, Python, Go, C# and Java; default in a project with such a runtime";

const description = `Writes two files for the sequences of an account, or for a selection: import.json for \`pulumi import --file\`, and sequences.ts, the program that declares them. Load it from your program and import it into the stack: the next \`pulumi preview\` shows no change. Nothing in the account changes. If the stack already manages some of the sequences, select the others with --unmanaged or --ids. --creatives does the same for ad creatives, in creatives.ts; ad accounts are never listed.

For a program in another language, import.json is enough: it then has the plugin's types, and \`pulumi import\` writes the code. The command does this with --plugin, and without it in a project whose Pulumi.yaml names another runtime than nodejs.

Both files are written, or neither. Existing files are not overwritten without --force. If a program cannot declare a sequence (because its text is empty, for example), the command prints the reason and writes nothing; with --skip-invalid it leaves the sequence out with a warning.`;

const examples = `
Examples:
  pulumi-whatsapp import-file --waba 102290129340398
  pulumi-whatsapp import-file --ids 184,185 --out-dir sequences
  pulumi-whatsapp import-file --unmanaged --stack-export prod.json
  pulumi-whatsapp import-file --creatives 120210 --ad-account 1234567890
  pulumi-whatsapp import-file --plugin`;

function append(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function flagsOf(options: ImportFileOptions): ImportFileFlags {
  const { ids, creatives: creativeIds, outDir, importFile: importPath, program } = options;
  const { plugin = false, force = false, skipInvalid = false, json = false } = options;
  return {
    connection: connectionOf(options),
    ids: ids === undefined ? undefined : parseIdList(sequences.idsFlag, sequences.noun, ids),
    stackExports: options.stackExport,
    creativeIds: creativeIds === undefined ? undefined : parseIdList(creatives.idsFlag, creatives.noun, creativeIds),
    ...{ outDir, importFile: importPath, program, plugin, force, skipInvalid, json },
  };
}
