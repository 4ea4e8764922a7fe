import { Option } from "commander";
import { presets, type Preset } from "../presets";
import { CliCommand } from "./cli-command";
import { configurationName } from "./list-files";
import type { CommandIo, ExitCode } from "./io";
import { isLanguage, languages } from "../text/language";
import { formats, lint, printDigests, type Format, type LintFlags } from "./commands";
import { readVersion } from "./version";

type Finish = (exitCode: ExitCode) => void;

/** Maximum line length of the generated help, on any terminal. */
const helpWidth = 80;

/** Builds the program without its `complete` command. `finish` receives the exit code of a command that did not throw. */
export function createProgram(io: CommandIo, finish: Finish): CliCommand {
  const program = new CliCommand("pulumi-whatsapp-policy")
    .description("Checks welcome messages and orders against the rules of the policy pack, without Pulumi.")
    .version(readVersion())
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      ...{ writeOut: io.stdout, writeErr: io.stderr },
      ...{ getOutHelpWidth: () => helpWidth, getErrHelpWidth: () => helpWidth },
    })
    .addHelpText("after", `${examples}\n${exitCodes}`);
  addLint(program, io, finish);
  addDigest(program, io, finish);
  return program;
}

const examples = `
Examples:
  pulumi-whatsapp-policy lint content
  pulumi-whatsapp-policy digest content/driver-signup.yaml`;

const exitCodes = `
Exit codes:
  0 no findings, or warnings only
  1 an error, an expired waiver, or more warnings than --max-warnings
  2 invalid files, options or configuration`;

const filesHelp = `
Files:
  A sequence file is YAML or JSON with the arguments of the resource: one
  sequence (text, name, autofillMessage, iceBreakers), a list of sequences, or a
  mapping \`sequences\` of resource names to sequences. Only text is required:
  the resource has a default name. A YAML file can have several documents,
  separated by ---. An order file is the JSON body of a request to /messages, or
  a list of them, with \`interactive.type\` order_details or order_status. The
  output of \`pulumi stack export\` also works.
  A folder means every *.yaml, *.yml and *.json in it and its subfolders, also
  behind links; notes name the hidden folders, installed packages and templates
  (*.yaml.j2) that are skipped. - means standard input. The maximum file size is
  32 MiB.`;

interface LintOptions {
  readonly preset?: string;
  readonly config?: string;
  readonly format: string;
  readonly output?: string;
  readonly maxWarnings?: string;
  readonly lang?: string;
  readonly verbose?: boolean;
  readonly color: boolean;
}

function addLint(program: CliCommand, io: CommandIo, finish: Finish): void {
  program
    .command("lint")
    .summary("check sequence files, order messages, or an exported stack")
    .description("Checks the sequences of all files together, and each order message separately. Sends nothing.")
    .argument("<file...>", "files, folders, or - for standard input")
    .addOption(
      createClosedOption(
        "--preset <name>",
        "set of rules; overrides the preset of the configuration",
        Object.keys(presets),
      ),
    )
    .option(
      "--config <file>",
      `YAML or JSON with preset, overrides and waivers; default: ${configurationName}, if it exists`,
    )
    .addOption(
      createClosedOption("--format <name>", "format of the report; sarif is SARIF 2.1.0", formats).default("text"),
    )
    .option("--output <file>", "write the report to a file; with sarif, the text is also printed")
    .option("--max-warnings <number>", "fail if there are more warnings than this")
    .addOption(
      createClosedOption(
        "--lang <language>",
        "language of the text report; default: your locale's on a terminal, otherwise en; sarif is in English",
        languages,
      ),
    )
    .option("--verbose", "also list the rules that do not apply, with the reasons")
    .option("--no-color", "print no colors, as NO_COLOR does")
    .addHelpText("after", `${filesHelp}\n${lintExamples}\n${exitCodes}`)
    .action(async (inputs: readonly string[], options: LintOptions, self: CliCommand) =>
      finish(await lint(io, { inputs, ...readFlags(self, options) })),
    );
}

const lintExamples = `
Examples:
  pulumi-whatsapp-policy lint content --preset brazil
  pulumi-whatsapp-policy lint content --lang pt
  pulumi-whatsapp-policy lint content --format sarif --output policy.sarif
  pulumi stack export | pulumi-whatsapp-policy lint -`;

function addDigest(program: CliCommand, io: CommandIo, finish: Finish): void {
  program
    .command("digest")
    .summary("print the digests of contents, for lists of approved content")
    .description(
      "Prints a line for each sequence: SHA-256 of its content, file and name. Prints a warning for encrypted content of an exported stack, which has no digest.",
    )
    .argument("<file...>", "files, folders, or - for standard input")
    .addHelpText("after", `${filesHelp}\n${digestExamples}`)
    .action(async (inputs: readonly string[]) => finish(await printDigests(io, inputs)));
}

const digestExamples = `
Examples:
  pulumi-whatsapp-policy digest content/driver-signup.yaml
  pulumi stack export | pulumi-whatsapp-policy digest -

Exit codes:
  0 success
  2 invalid files or options`;

/** Creates an option whose values are known to help and completion. The command rejects other values later, together with other errors. */
function createClosedOption(flags: string, description: string, values: readonly string[]): Option {
  return new Option(flags, description).choices(values).argParser((value) => value);
}

function isPreset(word: string): word is Preset {
  return Object.hasOwn(presets, word);
}
function isFormat(word: string): word is Format {
  return formats.some((format) => format === word);
}

function readFlags(command: CliCommand, options: LintOptions): Omit<LintFlags, "inputs"> {
  const { preset, format, maxWarnings, lang, ...rest } = options;
  const problems: string[] = [];
  if (preset !== undefined && !isPreset(preset)) {
    problems.push(`--preset ${JSON.stringify(preset)}: must be one of ${Object.keys(presets).join(", ")}.`);
  }
  if (!isFormat(format)) problems.push(`--format ${JSON.stringify(format)}: must be one of ${formats.join(", ")}.`);
  if (maxWarnings !== undefined && !/^\d{1,9}$/.test(maxWarnings)) {
    problems.push(`--max-warnings ${JSON.stringify(maxWarnings)}: must be a number, 0 or more.`);
  }
  if (lang !== undefined && !isLanguage(lang)) {
    problems.push(`--lang ${JSON.stringify(lang)}: must be one of ${languages.join(", ")}.`);
  }
  if (problems.length > 0) command.error(problems.join("\n"));
  return {
    preset: preset !== undefined && isPreset(preset) ? preset : undefined,
    format: isFormat(format) ? format : "text",
    maxWarnings: maxWarnings === undefined ? Infinity : Number(maxWarnings),
    language: lang !== undefined && isLanguage(lang) ? lang : undefined,
    verbose: rest.verbose ?? false,
    config: rest.config,
    output: rest.output,
    color: rest.color,
  };
}
