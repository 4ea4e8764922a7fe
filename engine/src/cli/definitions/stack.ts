/** Commands that show and manage stacks. */
import type { EngineCommand } from "../engine-command";
import type { CommandIo } from "../io";
import { addHelpCommand } from "./help";
import {
  cancel,
  stackExport,
  stackImport,
  stackInit,
  stackList,
  stackOutput,
  stackRemove,
  stackSelect,
  stackShow,
} from "../stack-commands";

export function addStackCommands(program: EngineCommand, io: CommandIo): void {
  program.commandsGroup("Stack commands:");
  const stack = program
    .command("stack")
    .description("Show the stack's resources and outputs, or manage stacks.")
    .option("--show-secrets", "show secret outputs")
    .withExamples(
      "stack                        # resources and outputs of the selected stack",
      "stack --stack prod           # of another one",
    )
    .runs(async (flags) => await stackShow(io, flags));
  addInit(stack, io);
  addSelect(stack, io);
  addList(stack, io);
  addRemove(stack, io);
  addOutput(stack.command("output"), io, "stack output");
  addExport(stack.command("export"), io, "stack export");
  addStateImport(stack, io);
  addHelpCommand(stack, "stack help init");
  addOutput(program.command("outputs"), io, "outputs");
  addExport(program.command("export"), io, "export");
  addCancel(program, io);
}

function addInit(stack: EngineCommand, io: CommandIo): void {
  stack
    .command("init")
    .argument("[name]", "name of the new stack: letters, digits, dots, dashes and underscores")
    .description("Create an empty stack and select it.")
    .option("--no-select", "do not select it")
    .withExamples("stack init dev", "stack init prod --no-select")
    .runs(async (flags, [stackName]) => await stackInit(io, flags, stackName));
}

function addSelect(stack: EngineCommand, io: CommandIo): void {
  stack
    .command("select")
    .argument("[name]", "name of the stack")
    .description("Select the stack that other commands work on.")
    .option("-c, --create", "create it if it does not exist")
    .withExamples("stack select prod", "stack select --create dev")
    .runs(async (flags, [stackName]) => await stackSelect(io, flags, stackName));
}

function addList(stack: EngineCommand, io: CommandIo): void {
  stack
    .command("ls")
    .description("List the stacks of the project; * marks the selected one.")
    .option("-j, --json", "print JSON")
    .withExamples("stack ls")
    .runs(async (flags) => await stackList(io, flags));
}

function addRemove(stack: EngineCommand, io: CommandIo): void {
  stack
    .command("rm")
    .argument("[name]", "name of the stack; default: the selected one")
    .description("Delete a stack with its history and configuration. Run `destroy` first.")
    .option("-y, --yes", "do not ask")
    .option("-f, --force", "even if it has resources; they keep existing, unmanaged")
    .option("--preserve-config", "keep the stack's configuration file")
    .withExamples("stack rm test --yes")
    .runs(async (flags, [stackName]) => await stackRemove(io, flags, stackName));
}

function addOutput(command: EngineCommand, io: CommandIo, path: string): void {
  command
    .argument("[name]", "one output; default: all")
    .description("Show the stack's outputs.")
    .option("-j, --json", "print JSON")
    .option("--show-secrets", "show secrets in plain text")
    .withExamples(`${path} sequenceId           # the bare value of one output`, `${path} --json`)
    .runs(async (flags, [output]) => await stackOutput(io, flags, output));
}

function addExport(command: EngineCommand, io: CommandIo, path: string): void {
  command
    .description("Print the stack's state as JSON, secrets encrypted.")
    .option("--file <path>", "write it to a file that only you can read")
    .option("--show-secrets", "secrets in plain text")
    .withExamples(`${path} --file state.json`)
    .runs(async (flags) => await stackExport(io, flags));
}

function addStateImport(stack: EngineCommand, io: CommandIo): void {
  stack
    .command("import")
    .description("Replace the stack's state with an exported one, read from standard input.")
    .option("--file <path>", "read it from a file")
    .withExamples("stack import --file state.json")
    .runs(async (flags) => await stackImport(io, flags));
}

function addCancel(program: EngineCommand, io: CommandIo): void {
  program
    .command("cancel")
    .argument("[stack]", "name of the stack; default: the selected one")
    .description("Clear the lock of an update that will never finish.")
    .option("-y, --yes", "do not ask")
    .withExamples("cancel dev --yes")
    .runs(async (flags, [stackName]) => await cancel(io, flags, stackName));
}
