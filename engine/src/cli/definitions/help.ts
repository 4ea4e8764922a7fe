import { EngineCommand } from "../engine-command";

/** Adds a `help` command that accepts subcommands: `help stack init`. Commander's own accepts one name. */
export function addHelpCommand(parent: EngineCommand, ...examples: readonly string[]): void {
  parent
    .helpCommand(false)
    .command("help")
    .argument("[command...]", "names of a command and its subcommand")
    .description("Show the help of a command.")
    .withExamples(...examples)
    .runs((_flags, names) => findCommand(parent, names).outputHelp());
}

function findCommand(parent: EngineCommand, [name, ...rest]: readonly string[]): EngineCommand {
  if (name === undefined) return parent;
  const command = parent.commands.find((one) => one.name() === name || one.aliases().includes(name));
  if (command instanceof EngineCommand) return findCommand(command, rest);
  parent.args = [name];
  return parent.error(name, { code: "commander.unknownCommand" });
}
