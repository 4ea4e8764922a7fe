import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { lineOf, type CommandIo } from "../io";
import { resolvePackage } from "./load-package";
import { parseSarif, type Finding } from "./sarif";

const packageName = "pulumi-whatsapp-policy";

/** Result of a run of the policy pack's linter. */
export interface LintResult {
  readonly findings: readonly Finding[];
  /** Explains that there are no findings because the linter did not run. */
  readonly problem?: string | undefined;
}

const timeoutMs = 60_000;
const maxReportBytes = 32 * 1024 * 1024;

/** Checks files with the linter of the policy pack, in its own process: the pack loads models of languages, and Pulumi's SDK. */
export async function runPolicyLint(
  io: CommandIo,
  files: readonly string[],
  configuration: string | undefined,
  signal: AbortSignal,
): Promise<LintResult> {
  const manifest = resolvePackage(io.cwd, `${packageName}/package.json`);
  if (manifest === undefined) {
    return {
      findings: [],
      problem: `Install ${packageName} to see its findings: npm install --save-dev ${packageName}`,
    };
  }
  if (files.length === 0) return { findings: [] };
  const command = join(dirname(manifest), "bin", `${packageName}.js`);
  const options = configuration === undefined ? [] : ["--config", configuration];
  const { stdout, stderr } = await runNode(
    [command, "lint", "--format", "sarif", ...options, "--", ...files],
    io,
    signal,
  );
  const report = parseSarif(stdout);
  if (report !== undefined) return { findings: report.findings };
  const [reason = "the linter printed nothing"] = stderr.split("\n").filter((line) => line.trim() !== "");
  return { findings: [], problem: `The policy pack did not run: ${lineOf(io, reason)}` };
}

/** Runs a script. Exit codes do not matter: a finding is one, and the output tells findings from failures. */
function runNode(
  words: readonly string[],
  { cwd, env }: CommandIo,
  signal: AbortSignal,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  // The linter sends nothing, so it gets no settings, and in particular no token.
  const { PATH, HOME, TMPDIR, SystemRoot } = env;
  return new Promise((resolve) => {
    const options = {
      cwd,
      env: { PATH, HOME, TMPDIR, SystemRoot },
      timeout: timeoutMs,
      maxBuffer: maxReportBytes,
      signal,
    };
    try {
      execFile(process.execPath, words, options, (error, stdout, stderr) =>
        resolve({ stdout, stderr: stderr === "" && error !== null ? error.message : stderr }),
      );
    } catch (error) {
      // The names of the files are too long for one command.
      resolve({ stdout: "", stderr: error instanceof Error ? error.message : String(error) });
    }
  });
}
