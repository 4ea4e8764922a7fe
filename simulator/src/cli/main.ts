import { runCommandLine } from "./command-line";

// A closed pipe (`... | head`) is not a failure.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);

void runCommandLine(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
