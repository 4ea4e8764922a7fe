import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EngineCommand } from "./engine-command";
import { exitCodeMeanings } from "./exit-codes";
import type { CommandIo } from "./io";
import { buildProgram } from "./command-line";

const io: CommandIo = {
  ...{ stdout: () => undefined, stderr: () => undefined, env: {}, cwd: "/", ask: undefined },
  ...{ isOutputVisible: false, isColorTerminal: false },
  readStdin: () => Promise.resolve(""),
  onInterrupt: () => () => undefined,
};

function listCommands(command: EngineCommand): readonly EngineCommand[] {
  const below = command.commands.filter((one) => one instanceof EngineCommand);
  return [command, ...below.flatMap(listCommands)];
}

/** The words of an example, without its comment and without what the shell does with it. */
function wordsOf(example: string): readonly string[] {
  const [command = ""] = example.split(/ [#<>]/);
  return (command.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replaceAll("'", ""));
}

test("every command has a description and valid examples", () => {
  const commands = listCommands(buildProgram(io));
  expect(commands.map((command) => command.name())).toEqual(
    expect.arrayContaining(["up", "select", "set", "complete"]),
  );
  for (const command of commands) {
    expect(command.description()).toMatch(/^[A-Z].*\.$/);
    expect(command.examples).not.toEqual([]);
    for (const example of command.examples) {
      const program = buildProgram(io);
      listCommands(program).forEach((one) => one.action(() => undefined));
      expect(() => program.parse([...wordsOf(example)], { from: "user" })).not.toThrow();
    }
  }
});

test("the documentation and the help list the same exit codes", () => {
  const page = readFileSync(join(__dirname, "../../../docs/command-lines.md"), "utf8");
  const [section = ""] = page.split("\n## ").filter((text) => text.startsWith("pulumi-whatsapp-engine\n"));
  const rows = [...section.matchAll(/^\| (\d) +\| (.*?) +\|/gm)].map(([, code, meaning]) => [code, meaning]);
  expect(rows).toEqual(Object.entries(exitCodeMeanings));
});
