import { escapeUnicode } from "../finding";

/** The parts of the process that a command uses. Tests pass their own. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly stdin: () => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Working folder. */
  readonly cwd: string;
  /** True if standard output is a terminal. */
  readonly isTerminal: boolean;
  readonly now: () => Date;
}

export const exitCodes = { success: 0, findings: 1, invalid: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** An error in the command line or the configuration, before anything was checked. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

const invisible = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Escapes control and direction characters as `\uXXXX`, so that a text cannot act on a terminal. */
export function escapeControls(line: string): string {
  return line.replace(invisible, escapeUnicode);
}

/** Escapes these characters in JSON, where the escapes are equivalent. Keeps line breaks. */
export function escapeJsonControls(json: string): string {
  return json.replace(invisible, (character) => (character === "\n" ? character : escapeUnicode(character)));
}

function hasText<Key extends string>(error: unknown, key: Key): error is Record<Key, string> {
  return typeof error === "object" && error !== null && typeof Reflect.get(error, key) === "string";
}

/** Returns the code of a file system error. The message contains the absolute path, so reports do not show it. */
export function getErrorCode(error: unknown): string {
  return hasText(error, "code") ? error.code : "unknown error";
}

export function messageOf(error: unknown): string {
  return hasText(error, "message") ? error.message : String(error);
}
