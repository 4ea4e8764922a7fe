import type { CliCommand } from "./cli-command";

/** Refuses a second `-`: standard input has one end. @throws UsageError */
export function requireOneStdin(command: CliCommand, words: readonly string[]): void {
  if (words.filter((word) => word === "-").length > 1) command.error("Standard input (-) can be read only once.");
}
