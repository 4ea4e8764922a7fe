/** Commands that show and change a stack's configuration. */
import { Option } from "commander";
import { configGet, configList, configRemove, configSet } from "../config-commands";
import type { EngineCommand } from "../engine-command";
import type { CommandIo } from "../io";
import { addHelpCommand } from "./help";

const keyHelp = "name, or namespace:name";

export function addConfigCommands(program: EngineCommand, io: CommandIo): void {
  program.commandsGroup("Stack commands:");
  const config = addListOptions(program.command("config").description("List the stack's configuration, or change it."))
    .withExamples("config", "config --show-secrets --json")
    .runs(async (flags) => await configList(io, flags));
  addListOptions(config.command("ls").description("List all values."))
    .withExamples("config ls")
    .runs(async (flags) => await configList(io, flags));
  addSet(config, io);
  config
    .command("get")
    .argument("<key>", keyHelp)
    .description("Print a value, also a secret one, in plain text.")
    .option("-j, --json", "print JSON")
    .withExamples("config get whatsapp:wabaId")
    .runs(async (flags, [key = ""]) => await configGet(io, flags, key));
  config
    .command("rm")
    .argument("<key>", keyHelp)
    .description("Remove a value.")
    .withExamples("config rm whatsapp:wabaId")
    .runs(async (flags, [key = ""]) => await configRemove(io, flags, key));
  addHelpCommand(config, "config help set");
}

function addListOptions(command: EngineCommand): EngineCommand {
  return command.option("-j, --json", "print JSON").option("--show-secrets", "show secrets in plain text");
}

function addSet(config: EngineCommand, io: CommandIo): void {
  config
    .command("set")
    .argument("<key>", keyHelp)
    .argument("[value]", "default: asks on a terminal, otherwise reads standard input")
    .description("Set a value. Leave a secret value out of the command line, where the shell would record it.")
    .addOption(new Option("--secret", "encrypt the value").conflicts("plaintext"))
    .option("--plaintext", "store the value in plain text even if it looks like a secret")
    .withExamples(
      "config set whatsapp:wabaId 102290129340398",
      "config set --secret whatsapp:accessToken                # asks for the token",
      "config set --secret whatsapp:accessToken < token.txt",
    )
    .runs(async (flags, [key = "", value]) => await configSet(io, flags, key, value));
}
