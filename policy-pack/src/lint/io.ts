import { unicodeEscape } from "../finding";

/** What a command needs of the process it runs in; tests give their own. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly stdin: () => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  /** Whether standard output is a terminal. */
  readonly isTerminal: boolean;
  readonly now: () => Date;
}

export const exitCodes = { clean: 0, found: 1, wrong: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The words of the command line, or the configuration, are wrong: nothing was checked. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

const invisible = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A line of a report with what acts on a terminal, or shows text in another place than it stands, written as `\uXXXX`. */
export function harmless(line: string): string {
  return line.replace(invisible, unicodeEscape);
}

/** The same within the strings of a JSON text, where it means the same; its lines stay. */
export function harmlessJson(json: string): string {
  return json.replace(invisible, (sign) => (sign === "\n" ? sign : unicodeEscape(sign)));
}

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function hasText<Key extends string>(error: unknown, key: Key): error is Record<Key, string> {
  return typeof error === "object" && error !== null && typeof Reflect.get(error, key) === "string";
}

/** The system's code alone for a file that cannot be used: its message holds the absolute path. */
export function codeOf(error: unknown): string {
  return hasText(error, "code") ? error.code : "unknown error";
}

export function messageOf(error: unknown): string {
  return hasText(error, "message") ? error.message : String(error);
}
