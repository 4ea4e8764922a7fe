/** What a command needs of the process it runs in; tests give their own. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Everything that standard input holds. */
  readonly stdin: () => Promise<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
}

/** `unknown`: a message left and what became of it is not known. */
export const exit = { success: 0, failed: 1, usage: 2, unknown: 3 } as const;
export type ExitCode = (typeof exit)[keyof typeof exit];

/** The words of the command line, or the settings beside them, are wrong: nothing was asked and nothing written. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
