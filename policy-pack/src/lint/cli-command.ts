// The same file in provider/src/cli, simulator/src/cli and policy-pack/src/lint (decisions/0016-command-lines.md).
import { Command, type ErrorOptions, type HelpContext } from "commander";
import { UsageError } from "./io";

/** A command whose usage errors say what is wrong, what was probably meant, and where the help is. */
export class CliCommand extends Command {
  override createCommand(name?: string): CliCommand {
    return new CliCommand(name);
  }

  /** @throws UsageError */
  override error(message: string, { code }: ErrorOptions = {}): never {
    throw new UsageError(`${describeError(this, message, code)} Run ${formatPath(this)} --help.`);
  }

  /** @throws UsageError for the help of an unknown command, where commander shows the help of its parent. */
  override helpInformation(context?: HelpContext): string {
    const [word] = this.args;
    if (word !== undefined && !word.startsWith("-") && isUnknownCommand(this, word)) {
      this.parse([word], { from: "user" });
    }
    return super.helpInformation(context);
  }
}

/** Refuses `--output --json`: commander would take the second option for the value of the first. */
export function refuseForgottenValues(words: readonly string[], command: Command): void {
  const end = words.indexOf("--");
  const given = end < 0 ? words : words.slice(0, end);
  for (const [i, word] of given.entries()) {
    const option = command.options.find(({ long, required }) => required && long === word);
    if (option !== undefined && given[i + 1]?.startsWith("--") === true) {
      command.error(`Option "${option.flags}" needs a value.`);
    }
  }
}

function isUnknownCommand({ commands }: Command, word: string): boolean {
  return commands.length > 0 && word !== "help" && !commands.some((command) => command.name() === word);
}

function describeError(command: Command, message: string, code: string | undefined): string {
  const [reason = "", similar] = message.replace(/^error: (command-argument )?/, "").split("\n(Did you mean ");
  const suggestions = similar?.replace(/^one of |\?\)$/g, "").split(", ") ?? [];
  switch (code) {
    case "commander.unknownCommand": {
      const [word = ""] = command.args;
      const meant = suggestions.length > 0 ? suggestions : findLongerNames(command, word);
      return `Unknown command ${JSON.stringify(word)}.${suggest(meant)}`;
    }
    case "commander.unknownOption":
      return describeUnknownOption(command, reason.slice("unknown option '".length, -1), suggestions);
    case "commander.excessArguments":
      return `Unexpected argument ${JSON.stringify(command.args[command.registeredArguments.length])}.`;
    case "commander.missingArgument": {
      const missing = command.registeredArguments[command.args.length];
      return `Missing argument <${missing?.name() ?? ""}>: ${missing?.description ?? ""}.`;
    }
    case "commander.optionMissingArgument":
      return `Option ${JSON.stringify(/'(.*)'/.exec(reason)?.[1])} needs a value.`;
    default:
      return `${reason.charAt(0).toUpperCase()}${reason.slice(1).replaceAll("'", '"').replace(/\.?$/, ".")}`;
  }
}

function describeUnknownOption(command: Command, word: string, suggestions: readonly string[]): string {
  const flag = /^--[^=]+/.exec(word)?.[0] ?? word;
  if (flag !== word && command.options.some(({ long }) => long === flag)) return `Option "${flag}" takes no value.`;
  // Commander compared the word with its value; without it, it finds what is similar.
  if (flag !== word) command.parse([flag], { from: "user" });
  return `Unknown option ${JSON.stringify(flag)}.${suggest(suggestions)}`;
}

/** Commands and subcommands that begin with the word: `import-file` for `import`, `orders validate` for `validate`. */
function findLongerNames(command: Command, word: string): string[] {
  return word === "" ? [] : listPaths(command).filter((path) => path.split(" ").at(-1)?.startsWith(word) === true);
}

function listPaths(command: Command): string[] {
  return command.commands.flatMap((one) => [one.name(), ...listPaths(one).map((path) => `${one.name()} ${path}`)]);
}

function suggest(names: readonly string[]): string {
  return names.length === 0 ? "" : ` Did you mean ${names.map((name) => JSON.stringify(name)).join(" or ")}?`;
}

export function formatPath(command: Command): string {
  return command.parent === null ? command.name() : `${formatPath(command.parent)} ${command.name()}`;
}
