import { printable } from "../client/redact";
import { KnownSecrets, secretsInEnvironment } from "../schema/known-secrets";
import { escapeInvisible } from "../schema/terminal-text";
import type { CommandIo } from "./io";

/** The secrets of the environment that a command runs in. */
export function knownSecretsOf({ env }: CommandIo): KnownSecrets {
  return new KnownSecrets(secretsInEnvironment(env));
}

/** Text of others as one line, with no secret and nothing that draws on a terminal. */
export function lineOf(io: CommandIo, text: string): string {
  return escapeInvisible(printable(text, knownSecretsOf(io), Infinity));
}

/** Says on standard error what is wrong. */
export function printError(io: CommandIo, message: string): void {
  const lines = `error: ${message}`.split("\n").map((line) => lineOf(io, line));
  io.stderr(lines.map((line) => `${line}\n`).join(""));
}
