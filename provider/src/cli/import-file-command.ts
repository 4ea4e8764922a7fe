import { Option } from "commander";
import { graphId } from "../schema/ids";
import type { CliCommand } from "./cli-command";
import { defaultApiVersions } from "../schema/api-versions";
import { addGraphOptions, connectionOf, tokenHelp, type ConnectionOptions } from "./connection-options";
import { importFile, type ImportFileFlags } from "./import-file";
import { UsageError, type CommandIo } from "./io";
import { creatives, sequences, type ImportableKind } from "./kinds";

interface ImportFileOptions extends ConnectionOptions {
  readonly ids?: readonly string[];
  readonly creatives?: readonly string[];
  readonly outDir?: string;
  readonly importFile?: string;
  readonly program?: string;
  readonly plugin?: boolean;
  readonly force?: boolean;
  readonly skipInvalid?: boolean;
  readonly json?: boolean;
}

export function addImportFileCommand(program: CliCommand, io: CommandIo): void {
  const command = program
    .command("import-file")
    .summary("write the import file and the program for sequences or ad creatives of an account")
    .description(description)
    .option("--waba <id>", "WhatsApp Business Account id; default: WHATSAPP_WABA_ID")
    .option("--ids <ids>", "only these sequences, separated by commas; may be repeated", append)
    .addOption(
      new Option("--creatives <ids>", "these ad creatives instead of sequences; may be repeated")
        .argParser(append)
        .conflicts(["waba", "ids"]),
    )
    .option("--ad-account <id>", "ad account of the creatives, without act_; default: WHATSAPP_AD_ACCOUNT_ID")
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
    .addHelpText("after", `${tokenHelp}\n${examples}`)
    .action(async (options: ImportFileOptions, self: CliCommand) => {
      if (options.creatives === undefined && options.adAccount !== undefined) {
        self.error("--ad-account needs --creatives.");
      }
      await importFile(io, flagsOf(options));
    });
}

const pluginHelp =
  "types of the plugin and no program, for YAML, Python, Go, C# and Java; default in a project with such a runtime";

const description = `Writes two files for the sequences of an account, or for a selection: import.json for \`pulumi import --file\`, and sequences.ts, the program that declares them. Load it from your program and import it into the stack: the next \`pulumi preview\` shows no change. Nothing in the account changes. If the stack already manages some of the sequences, select the others with --ids. --creatives does the same for ad creatives, in creatives.ts; ad accounts are never listed.

For a program in another language, import.json is enough: it then has the plugin's types, and \`pulumi import\` writes the code. The command does this with --plugin, and without it in a project whose Pulumi.yaml names another runtime than nodejs.

Both files are written, or neither. Existing files are not overwritten without --force. If a program cannot declare a sequence (because its text is empty, for example), the command prints the reason and writes nothing; with --skip-invalid it leaves the sequence out with a warning.`;

const examples = `
Examples:
  pulumi-whatsapp import-file --waba 102290129340398
  pulumi-whatsapp import-file --ids 184,185 --out-dir sequences
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
    ids: ids === undefined ? undefined : parseIds(ids, sequences),
    creativeIds: creativeIds === undefined ? undefined : parseIds(creativeIds, creatives),
    ...{ outDir, importFile: importPath, program, plugin, force, skipInvalid, json },
  };
}

function parseIds(lists: readonly string[], { idsFlag, noun }: ImportableKind): string[] {
  const ids = [...new Set(lists.flatMap((list) => list.split(",")).map((id) => id.trim()))];
  const malformed = ids.filter((id) => !graphId.safeParse(id).success);
  if (malformed.length === 0) return ids;
  throw new UsageError(
    `${idsFlag} ${malformed.map((id) => JSON.stringify(id)).join(", ")}: must be ${noun} ids, 1 to 32 digits each, separated by commas`,
  );
}
