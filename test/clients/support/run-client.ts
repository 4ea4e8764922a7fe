import { spawn } from "node:child_process";
import { join } from "node:path";

const clientsDir = join(__dirname, "../../../tools/clients");
const isWindows = process.platform === "win32";
const python = join(clientsDir, ".venv", ...(isWindows ? ["Scripts", "python.exe"] : ["bin", "python"]));

/** Runs a Python script of this folder: JSON on standard input, JSON on standard output. */
export function runPython<Output>(script: string, input: unknown): Promise<Output> {
  // -I: neither the caller's PYTHONPATH nor its user packages.
  return run<Output>(python, ["-I", join(__dirname, "..", script)], input);
}

/** Runs an ES module of this folder in a Node process of its own; Jest would load it as CommonJS. */
export function runModule<Output>(script: string, input: unknown): Promise<Output> {
  return run<Output>(process.execPath, [join(__dirname, "..", script), clientsDir], input);
}

/** Rejects with the output on standard error when the client fails. */
async function run<Output>(command: string, args: readonly string[], input: unknown): Promise<Output> {
  const child = spawn(command, args, { stdio: "pipe" });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.end(JSON.stringify(input));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${args.join(" ")} ended with code ${code}:\n${stderr}`);
  return JSON.parse(stdout) as Output;
}
