import { requireNoToken } from "./leaks";
import { runCommandLine } from "../../provider/src/cli/command-line";

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `pulumi-whatsapp` with this environment alone, and this on standard input. */
export async function runCommand(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  cwd = "/nowhere",
  stdin: string | Uint8Array = "",
): Promise<Ran> {
  let [out, err] = ["", ""];
  const code = await runCommandLine(words, {
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    stdin: () => Promise.resolve(Buffer.from(stdin)),
    env,
    cwd,
  });
  requireNoToken("what the command printed", out + err);
  return { code, out, err };
}
