// The same file in provider/src/cli, simulator/src/cli and policy-pack/src/lint (decisions/0016-command-lines.md).
import { Argument, type Command } from "commander";
import type { CommandIo } from "./io";

const shells = ["bash", "zsh", "fish"] as const;
const summary = "print the script that completes commands and options in a shell";

/** Adds `complete`, which prints the completion script of a shell. */
export function addCompleteCommand(program: Command, io: CommandIo): void {
  const name = program.name();
  program
    .command("complete")
    .summary(summary)
    .description("Prints a script that completes commands, options and their values in a shell.")
    .addArgument(new Argument("<shell>", "bash, zsh or fish").choices(shells))
    .addHelpText(
      "after",
      `
Examples:
  # bash, in ~/.bashrc
  source <(${name} complete bash)
  # zsh, in ~/.zshrc after compinit
  source <(${name} complete zsh)
  # fish, in ~/.config/fish/config.fish
  ${name} complete fish | source`,
    )
    .action(async (shell: string) => io.stdout(await renderScript(name, shell)));
}

/** True if a completion script asks what may follow: `complete -- <words>`. */
export function isCompletionRequest(words: readonly string[]): boolean {
  return words[0] === "complete" && words[1] === "--";
}

/** Lists what may follow the words of a completion request, in the format that the scripts read. */
export async function listCompletions(program: Command, [, , ...words]: readonly string[]): Promise<string> {
  const { default: tab } = await import("@bomb.sh/tab/commander");
  shortenDescriptions(program);
  const root = tab(program);
  root.command("complete", summary).argument("shell", (add) => shells.forEach((shell) => add(shell, "")));
  const answer = captureConsole(() => root.parse(words));
  // ":4" keeps the shell from completing file names; where nothing else is known, it should. A tab begins a description.
  return answer === ":4\n" ? ":0\n" : answer.replace(/\t$/gm, "");
}

/** A shell shows one line for each candidate. */
function shortenDescriptions(command: Command): void {
  command.description(command.summary());
  command.commands.forEach(shortenDescriptions);
}

async function renderScript(name: string, shell: string): Promise<string> {
  const { script } = await import("@bomb.sh/tab");
  const text = captureConsole(() => script(shell, name, name));
  return shell === "bash" ? adaptToBash(text) : text;
}

function adaptToBash(script: string): string {
  return (
    script
      // A second script, or the same one again, could not set these variables.
      .replace(/^readonly /gm, "")
      .replace(/^( *)(_get_comp_words_by_ref .*)$/m, (_line, indent: string, call: string) =>
        [
          "if declare -F _get_comp_words_by_ref > /dev/null; then",
          `    ${call}`,
          "else # without the package bash-completion",
          '    cur=${COMP_WORDS[COMP_CWORD]} words=("${COMP_WORDS[@]}")',
          "fi",
        ]
          .map((line) => indent + line)
          .join("\n"),
      )
      // File names, where the program knows nothing.
      .replace(/^complete -F/m, "complete -o default -F")
  );
}

/** Returns what @bomb.sh/tab prints; it has no other way to give it. */
function captureConsole(print: () => void): string {
  const lines: string[] = [];
  const { log } = console;
  Object.assign(console, { log: (line: string) => lines.push(line) });
  try {
    print();
  } finally {
    Object.assign(console, { log });
  }
  return lines.map((line) => `${line}\n`).join("");
}
