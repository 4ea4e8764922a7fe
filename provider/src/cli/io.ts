import { printable } from "../client/redact";
import { exactJsonText } from "../schema/exact-json";
import { KnownSecrets, secretsInEnvironment } from "../schema/known-secrets";
import { escapeInvisible } from "../schema/terminal-text";

/** Process streams and environment of a command. Tests replace them. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Reads standard input to its end. */
  readonly stdin: () => Promise<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Base folder of relative paths. */
  readonly cwd: string;
  /** Columns of the terminal. Default: standard output is not a terminal. */
  readonly columns?: number | undefined;
}

/** Exit codes. `unknown`: a message was sent and its outcome is not known. `findings`: a check that the user asked for has findings. */
export const exit = { success: 0, failed: 1, usage: 2, unknown: 3, findings: 4 } as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** Invalid command line or settings. The command has called nothing and written nothing. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Formats indented JSON with a final newline. Invisible characters are escaped, and bigint becomes an integer. */
export function jsonText(value: unknown): string {
  return `${escapeInvisible(exactJsonText(value, 2))}\n`;
}

/** Collects the secrets in the command's environment. */
export function knownSecretsOf({ env }: CommandIo): KnownSecrets {
  return new KnownSecrets(secretsInEnvironment(env));
}

/** Formats remote text as one line, without secrets and control characters. */
export function lineOf(io: CommandIo, text: string): string {
  return escapeInvisible(printable(text, knownSecretsOf(io), Infinity));
}

/** Prints a warning on standard error, in one line. */
export function printWarning(io: CommandIo, text: string): void {
  io.stderr(`${lineOf(io, `warning: ${text}`)}\n`);
}

/** Prints an error on standard error. */
export function printError(io: CommandIo, message: string): void {
  const lines = `error: ${message}`.split("\n").map((line) => lineOf(io, line));
  io.stderr(lines.map((line) => `${line}\n`).join(""));
}
