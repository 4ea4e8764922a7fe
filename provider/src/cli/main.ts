import { buffer } from "node:stream/consumers";
import { runCommandLine } from "./command-line";

// A closed pipe (`... | head`) is not an error.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);

void runCommandLine(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  stdin: () => buffer(process.stdin),
  env: process.env,
  cwd: process.cwd(),
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
}).then((exitCode) => {
  process.exitCode = exitCode;
});
