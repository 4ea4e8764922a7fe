import { runCommandLine } from "./command-line";
import { readStandardInput } from "./read-text";

// A closed pipe (`... | head`) is not a failure.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);

void runCommandLine(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  stdin: () => readStandardInput(process.stdin, process.stdin.isTTY),
  env: process.env,
  cwd: process.cwd(),
  isTerminal: process.stdout.isTTY,
  now: () => new Date(),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
