/** The parts of the process that a command uses. */
export interface CommandIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** Exit codes, as in docs/command-lines.md. */
export const exitCodes = { success: 0, failed: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The command line is wrong: nothing was started. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
