/** Shell completion for bash, zsh and fish. @bomb.sh/tab is loaded on demand. */
import { resolve } from "node:path";
import type { RootCommand } from "@bomb.sh/tab" with { "resolution-mode": "import" };
import { Argument } from "commander";
import { findBackend, findStacks, listConfigKeys, type Project, readProject } from "../state";
import { bashScript } from "./bash-completion";
import type { EngineCommand } from "./engine-command";
import type { CommandIo } from "./io";
import { readSelectedStack } from "./selection";
import { programName } from "./version";

const shells = ["bash", "zsh", "fish"];

/** Adds `complete`, which prints the completion script of a shell. */
export function addCompleteCommand(program: EngineCommand, io: CommandIo): void {
  program
    .command("complete")
    // The Pulumi CLI's name for it.
    .alias("gen-completion")
    .addArgument(new Argument("<shell>", "your shell").choices(shells))
    .description("Print a script that completes commands, options, stacks and configuration keys.")
    .addHelpText("after", `\nSetup:\n${setupText()}`)
    .withExamples("complete bash")
    .runs(async (_flags, [shell = ""]) => io.stdout(await completionScript(shell)));
}

function setupText(): string {
  const lines = [
    `bash  add \`source <(${programName} complete bash)\` to ~/.bashrc`,
    `zsh   add \`source <(${programName} complete zsh)\` to ~/.zshrc, after compinit`,
    `fish  add \`${programName} complete fish | source\` to ~/.config/fish/config.fish`,
  ];
  return lines.map((line) => `  ${line}`).join("\n");
}

/** True for the command line with which a completion script asks for candidates. */
export function isCompletionRequest(words: readonly string[]): boolean {
  return words[0] === "complete" && words[1] === "--";
}

/** Lists candidates in the format of the completion scripts. */
export async function listCompletions(
  program: EngineCommand,
  [, , ...words]: readonly string[],
  io: CommandIo,
): Promise<string> {
  const { default: describeProgram } = await import("@bomb.sh/tab/commander");
  const root = describeProgram(program);
  addCandidates(root, await readNames(words, io));
  const answer = captureConsole(() => root.parse([...words]));
  // ":4" keeps the shell from completing file names. Without other candidates, it should.
  return answer === ":4\n" ? ":0\n" : answer;
}

interface CompletionNames {
  readonly stacks: readonly string[];
  readonly configKeys: readonly string[];
}

/** Adds the names of this project's stacks and configuration keys. */
function addCandidates(root: RootCommand, { stacks, configKeys }: CompletionNames): void {
  for (const command of [root, ...root.commands.values()]) {
    const option = command.options.get("stack");
    if (option !== undefined) option.handler = (add) => stacks.forEach((name) => add(name, ""));
  }
  const operands = [
    ...["stack select", "stack rm"].map((command) => ({ command, argument: "name", names: stacks })),
    { command: "cancel", argument: "stack", names: stacks },
    ...["config set", "config get", "config rm"].map((command) => ({ command, argument: "key", names: configKeys })),
    { command: "complete", argument: "shell", names: shells },
  ];
  for (const { command, argument, names } of operands) {
    const operand = root.commands.get(command)?.arguments.get(argument);
    if (operand !== undefined) operand.handler = (add) => names.forEach((name) => add(name, ""));
  }
}

/** Returns nothing if there is no project, or if its files cannot be read. */
async function readNames(words: readonly string[], io: CommandIo): Promise<CompletionNames> {
  try {
    const project = await readProject(resolve(io.cwd, findValue(words, ["-C", "--cwd"]) ?? "."));
    const found = (await findStacks(project, undefined, io.env)).filter(
      ({ projectName }) => projectName === project.name,
    );
    const stacks = found.map(({ stackName }) => stackName);
    return { stacks, configKeys: await readConfigKeys(project, findValue(words, ["-s", "--stack"]), io) };
  } catch {
    return { stacks: [], configKeys: [] };
  }
}

async function readConfigKeys(project: Project, given: string | undefined, io: CommandIo): Promise<readonly string[]> {
  try {
    const { url } = findBackend(project, undefined, io.env);
    const stackName = given ?? (await readSelectedStack(project, url, io.env));
    const keys = stackName === undefined ? [] : await listConfigKeys(project, stackName);
    // A project's file is untrusted, and the shell evaluates candidates.
    return keys.filter((key) => /^[\w.:-]+$/.test(key));
  } catch {
    return [];
  }
}

/** Returns the value of an option that is already complete. */
function findValue(words: readonly string[], flags: readonly string[]): string | undefined {
  const values = words.slice(0, -1).flatMap((word, at) => {
    const [flag = "", joined] = word.split("=");
    return flags.includes(flag) ? [joined ?? words[at + 1]] : [];
  });
  const value = values.at(-1);
  return value === "" ? undefined : value;
}

async function completionScript(shell: string): Promise<string> {
  if (shell === "bash") return bashScript(programName);
  const { script } = await import("@bomb.sh/tab");
  const text = captureConsole(() => script(shell, programName, programName));
  // In zsh a colon in a configuration key would start its description.
  return text.replace("comp=${comp//:/\\:}", "comp=${comp//:/\\\\:}");
}

/** Captures the output of @bomb.sh/tab, which only prints its result. */
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
