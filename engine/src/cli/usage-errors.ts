/** Converts commander's errors to sentences: what is wrong, the likely correction, and how to get help. */
import type { Command } from "commander";
import { countEdits } from "./typos";
import { describeUnsupportedCommand, describeUnsupportedFlag } from "./unsupported-flags";

export function describeUsageError(command: Command, message: string, code: string | undefined): string {
  const reason = message.replace(/^error: /, "");
  switch (code) {
    case "commander.unknownCommand":
      return describeUnknownCommand(command);
    case "commander.excessArguments":
      // `stack` and `config` have an action of their own, so commander takes a misspelled subcommand for an
      // argument.
      return command.commands.length > 0 ? describeUnknownCommand(command) : describeExcess(command);
    case "commander.unknownOption":
      return describeUnknownOption(command, /'(.*)'/s.exec(reason)?.[1] ?? "");
    case "commander.missingArgument":
      return withHelp(command, `Missing argument <${command.registeredArguments[command.args.length]?.name() ?? ""}>.`);
    default:
      return withHelp(command, `${reason.charAt(0).toUpperCase()}${reason.slice(1).replace(/\.?$/, ".")}`);
  }
}

function describeUnknownCommand(command: Command): string {
  const [word = ""] = command.args;
  const unsupported = describeUnsupportedCommand([...pathOf(command).slice(1), word]);
  if (unsupported !== undefined) return unsupported;
  const names = command.commands.flatMap((one) => [one.name(), ...one.aliases()]);
  return withHelp(command, `Unknown command ${JSON.stringify(word)}.${suggest(word, names)}`);
}

function describeExcess(command: Command): string {
  const excess = command.args[command.registeredArguments.length] ?? "";
  return withHelp(command, `Unexpected argument ${JSON.stringify(excess)}.`);
}

function describeUnknownOption(command: Command, word: string): string {
  const [flag = ""] = word.split("=");
  const unsupported = describeUnsupportedFlag(flag);
  if (unsupported !== undefined) return unsupported;
  if (command.options.some(({ long }) => long === flag)) return withHelp(command, `Option ${flag} takes no value.`);
  const names = command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long }) => long ?? []);
  return withHelp(command, `Unknown option ${JSON.stringify(flag)}.${suggest(flag, names)}`);
}

/** Suggests names that differ by a few letters or begin with the word. */
function suggest(word: string, names: readonly string[]): string {
  const bare = word.replace(/^-+/, "");
  const similar = names.filter((name) => {
    const target = name.replace(/^-+/, "");
    const isClose = countEdits(bare, target) <= Math.max(1, Math.floor(Math.min(bare.length, target.length) / 3));
    return isClose || (bare.length > 1 && target.startsWith(bare));
  });
  if (similar.length === 0) return "";
  return ` Did you mean ${similar.map((name) => JSON.stringify(name)).join(" or ")}?`;
}

function withHelp(command: Command, sentence: string): string {
  return `${sentence} Run ${pathOf(command).join(" ")} --help.`;
}

/** Returns the names of the program, the parent commands and the command. */
function pathOf(command: Command): readonly string[] {
  return command.parent === null ? [command.name()] : [...pathOf(command.parent), command.name()];
}
