import { AccessTokenError } from "../client/graph-client";
import { spawn, type ChildProcessByStdio } from "node:child_process";
import type { Readable } from "node:stream";
import { printable } from "../client/redact";
import type { GivenSecret, KnownSecrets } from "../schema/known-secrets";
import { findSecretProblem } from "../schema/pasted-value";

const mostOutputBytes = 64 * 1024;
const mostShownErrors = 500;
/** Time to read what an ended command has printed, if another process holds its output open. */
const drainMs = 200;

type TokenProcess = ChildProcessByStdio<null, Readable, Readable>;

/** Surroundings of a command. */
export interface TokenCommandOptions {
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Gets every line that the command prints. */
  readonly secrets: KnownSecrets;
  readonly timeoutMs: number;
}

/** Output of a command until it ended. */
interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  /** Reason for a failure; undefined after exit code 0. */
  readonly failure: string | undefined;
}

/**
 * Runs the command with the account id as its last argument, without a shell, and returns the first line that it prints. The token becomes
 * a known secret. Throws AccessTokenError.
 */
export async function runTokenCommand(
  command: readonly string[],
  accountId: string,
  options: TokenCommandOptions,
): Promise<string> {
  const { secrets } = options;
  const [program = "", ...args] = command;
  const { stdout, stderr, failure } = await runCommand(program, [...args, accountId], options);
  const lines = stdout.split(/\r?\n/).map((line) => line.trim());
  secrets.add(lines.map((line): GivenSecret => ["accessToken", line]));
  const token = lines[0] ?? "";
  const problem = failure ?? findOutputProblem(token);
  if (problem === undefined) return token;
  const errors = printable(stderr, secrets, mostShownErrors);
  const shown = errors === "" ? "" : `; standard error: ${errors.replace(/\.$/, "")}`;
  throw new AccessTokenError(
    `accessTokenCommand gave no access token for account ${accountId}: ${printable(program, secrets)} ${problem}${shown}.`,
  );
}

function findOutputProblem(token: string): string | undefined {
  if (token === "") return "printed nothing on the first line of its standard output";
  const problem = findSecretProblem(token, "token");
  return problem === undefined ? undefined : `printed a line that is no token: it ${problem}`;
}

function runCommand(
  program: string,
  args: readonly string[],
  { variables: env, timeoutMs }: TokenCommandOptions,
): Promise<CommandResult> {
  // A group of its own, so that a timeout also ends what the command started.
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env,
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  return new Promise((resolve) => {
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []];
    const end = (failure: string | undefined): void => {
      clearTimeout(timer);
      child.stdout.destroy();
      child.stderr.destroy();
      resolve({ stdout: decode(stdout), stderr: decode(stderr), failure });
    };
    const stop = (failure: string): void => {
      killGroup(child);
      end(failure);
    };
    let timer = setTimeout(() => stop(`did not end within ${timeoutMs / 1000} s`), timeoutMs);
    let bytes = 0;
    for (const [stream, chunks] of [
      [child.stdout, stdout],
      [child.stderr, stderr],
    ] as const) {
      stream.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > mostOutputBytes) stop(`printed more than ${mostOutputBytes / 1024} KiB`);
        else chunks.push(chunk);
      });
    }
    child.on("error", (error) => end(describeStartError(error)));
    child.on("close", (code, signal) => end(describeExit(code, signal)));
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      // Timers run before reads: after a blocked moment, one round of reads is still due.
      timer = setTimeout(() => setImmediate(() => end(describeExit(code, signal))), drainMs);
    });
  });
}

function decode(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString("utf8");
}

function describeStartError(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT") return "was not found; check its path";
  return error.code === "EACCES"
    ? "is not executable; run chmod +x on it"
    : `could not be started (${error.code ?? "unknown error"})`;
}

function describeExit(code: number | null, signal: NodeJS.Signals | null): string | undefined {
  if (code === 0) return undefined;
  return code === null ? `was ended by signal ${signal ?? "unknown"}` : `failed with exit code ${code}`;
}

function killGroup(child: TokenProcess): void {
  child.unref();
  try {
    if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // It ended at this moment.
  }
}
