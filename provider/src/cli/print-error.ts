import { printable } from "../client/redact";
import { KnownSecrets, secretsInEnvironment } from "../schema/known-secrets";
import { escapeInvisible } from "../schema/terminal-text";
import type { CommandIo } from "./io";

/** Collects the secrets in the command's environment. */
export function knownSecretsOf({ env }: CommandIo): KnownSecrets {
  return new KnownSecrets(secretsInEnvironment(env));
}

/** Formats remote text as one line, without secrets and control characters. */
export function lineOf(io: CommandIo, text: string): string {
  return escapeInvisible(printable(text, knownSecretsOf(io), Infinity));
}

/** Prints an error on standard error. */
export function printError(io: CommandIo, message: string): void {
  const lines = `error: ${message}`.split("\n").map((line) => lineOf(io, line));
  io.stderr(lines.map((line) => `${line}\n`).join(""));
}
