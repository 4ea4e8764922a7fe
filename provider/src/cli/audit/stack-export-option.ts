import type { CliCommand } from "../cli-command";

export const stackExportHelp = "output of `pulumi stack export`, or - for standard input; may be repeated";

export function requireOneStdin(command: CliCommand, files: readonly string[]): void {
  if (files.filter((file) => file === "-").length > 1) command.error("Standard input (-) can be read only once.");
}
