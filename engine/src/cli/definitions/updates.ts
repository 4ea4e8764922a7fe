/** Commands that change resources or preview changes. */
import { InvalidArgumentError, Option } from "commander";
import type { EngineCommand } from "../engine-command";
import { refuseImport } from "../import-command";
import type { CommandIo } from "../io";
import { runPreview, runUpdate } from "../update-commands";

const heading = "Deployment commands:";

export function addUpdateCommands(program: EngineCommand, io: CommandIo): void {
  program.commandsGroup(heading);
  addPreview(program, io);
  addUp(program, io);
  addRefresh(program, io);
  addDestroy(program, io);
  addImport(program, io);
}

function addPreview(program: EngineCommand, io: CommandIo): void {
  const command = program.command("preview").alias("pre").description("Show what `up` would change.");
  addProgramOptions(addUpdateOptions(addRefreshOption(command)))
    .withExamples(
      "preview                       # what would `up` change?",
      "preview --diff                # with all properties",
      "preview --expect-no-changes   # exit code 7 on changes, for CI",
      "preview --json > plan.json    # for programs",
    )
    .runs(async (flags) => await runPreview(io, flags));
}

function addUp(program: EngineCommand, io: CommandIo): void {
  const command = program
    .command("up")
    .alias("update")
    .description("Create, update and delete resources so that they match the program.");
  addProgramOptions(addContinueOption(addUpdateOptions(addRefreshOption(addConsentOptions(command)))))
    .withExamples(
      "up                            # shows the changes and asks",
      "up --yes --stack prod         # does not ask, for CI",
      "up --replace '**signup'       # replaces what is named signup",
      "up --policy-pack ./policies   # checks policies first",
    )
    .runs(async (flags) => await runUpdate(io, flags, "up"));
}

function addRefresh(program: EngineCommand, io: CommandIo): void {
  const command = program
    .command("refresh")
    .description("Read all resources from their providers and update the state.");
  refusePolicyOptions(addUpdateOptions(addConsentOptions(command)))
    .option("--preview-only", "show the changes and stop")
    .option("--clear-pending-creates", "drop the records of interrupted creates")
    .withExamples(
      "refresh                                 # shows the drift and asks",
      "refresh --preview-only                  # only shows it",
      "refresh --yes --clear-pending-creates   # once you have checked them",
    )
    .runs(async (flags) => await runUpdate(io, flags, "refresh"));
}

function addDestroy(program: EngineCommand, io: CommandIo): void {
  const command = program
    .command("destroy")
    .alias("down")
    .description("Delete all resources of the stack. The stack itself, its history and its configuration stay.");
  refusePolicyOptions(addContinueOption(addUpdateOptions(addRefreshOption(addConsentOptions(command)))))
    .option("--preview-only", "show the changes and stop")
    .withExamples("destroy                       # shows what would be deleted and asks", "destroy --yes --stack test")
    .runs(async (flags) => await runUpdate(io, flags, "destroy"));
}

function addImport(program: EngineCommand, io: CommandIo): void {
  const command = program
    .command("import")
    .argument("[resource...]", "type, name and id of one resource of a plugin")
    .description(
      "Write existing resources into the state, as their provider reads them or an import file describes them.",
    );
  addImportOptions(addRunOptions(command))
    .option("-y, --yes", "do not ask")
    .option("--skip-preview", "start without a preview")
    .option("--preview-only", "show the changes and stop")
    .withExamples(
      "import shop:index:Thing a 1/a --yes            # reads the object 1/a of a plugin",
      "import --file import.json --preview-only",
      "import --file import.json --yes --protect=false",
    )
    .runs(async (flags, operands) => {
      refuseImport(flags, operands);
      await runUpdate(io, { ...flags, operands }, "import");
    });
}

function addImportOptions(command: EngineCommand): EngineCommand {
  return command
    .option("-f, --file <path>", "the import file")
    .option("--protect [true|false]", "protect the resources from deletion; default: true", parseBoolean)
    .option("--generate-code [true|false]", "only false is supported, which is the default", parseBoolean);
}

/** Parses a boolean like Go's flag package. */
function parseBoolean(text: string): boolean {
  if (/^(1|t|T|true|True|TRUE)$/.test(text)) return true;
  if (/^(0|f|F|false|False|FALSE)$/.test(text)) return false;
  throw new InvalidArgumentError("Expected true or false.");
}

function addConsentOptions(command: EngineCommand): EngineCommand {
  return command.option("-y, --yes", "do not ask").option("-f, --skip-preview", "start without a preview");
}

function addRefreshOption(command: EngineCommand): EngineCommand {
  return command.option("-r, --refresh", "read all resources from their providers first");
}

function addContinueOption(command: EngineCommand): EngineCommand {
  return command.option("--continue-on-error", "continue with resources that do not depend on a failed one");
}

function addUpdateOptions(command: EngineCommand): EngineCommand {
  return addRunOptions(command).option("--expect-no-changes", "fail with exit code 7 on changes");
}

function addRunOptions(command: EngineCommand): EngineCommand {
  return command
    .option("-j, --json", "print JSON")
    .option("--diff", "show all properties")
    .option("-p, --parallel <count>", "steps at the same time; default: 4 per processor", parseCount);
}

const policyOptions = ["--policy-pack <folder>", "--policy-pack-config <file>"] as const;

/** Options of commands that run the program. */
function addProgramOptions(command: EngineCommand): EngineCommand {
  const [pack, config] = policyOptions;
  return command
    .option("--replace <urn>", "replace a resource; * and ** are wildcards; repeatable", append)
    .option(pack, "run a policy pack; repeatable", parseList)
    .option(config, "JSON file with a pack's configuration; one for each pack, in order", parseList);
}

/** Rejects policy options on commands that do not run the program, where the CLI has none. */
function refusePolicyOptions(command: EngineCommand): EngineCommand {
  const refuse = (): never => {
    throw new InvalidArgumentError(`${command.name()} runs no policies: policies check what a program registers.`);
  };
  for (const flag of policyOptions) command.addOption(new Option(flag).hideHelp().argParser(refuse));
  return command;
}

function append(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Parses a list: repeated options or, as on the CLI, commas. */
function parseList(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(",")];
}

function parseCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new InvalidArgumentError("Expected a whole number of 1 or more.");
  return count;
}
