import { runCommandLine } from "./command-line";
import { textOf } from "./inputs";

// A closed pipe (`... | head`) is no failure.
process.stdout.on("error", () => undefined);
process.stderr.on("error", () => undefined);

async function stdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return textOf(Buffer.concat(chunks));
}

void runCommandLine(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  stdin,
  env: process.env,
  cwd: process.cwd(),
  isTerminal: process.stdout.isTTY,
  now: () => new Date(),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
