/** The CLI's exit codes (sdk/go/common/util/cmdutil/exit.go). */
import { StateError } from "../state";

export const EXIT = { success: 0, error: 1, usage: 2, stackNotFound: 6, changesNotExpected: 7, cancelled: 8 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command that ends with a message and a code of its own. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  constructor(
    message: string,
    readonly exitCode: ExitCode = EXIT.error,
  ) {
    super(message);
  }
}

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommandError) return error.exitCode;
  if (error instanceof StateError && error.kind === "stackNotFound") return EXIT.stackNotFound;
  if (error instanceof StateError && error.kind === "stackName") return EXIT.usage;
  if (error instanceof Error && error.name === "ExpectedNoChangesError") return EXIT.changesNotExpected;
  return EXIT.error;
}
