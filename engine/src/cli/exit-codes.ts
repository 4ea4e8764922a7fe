/** Exit codes as the Pulumi CLI defines them (sdk/go/common/util/cmdutil/exit.go). */
import { StateError, type StateErrorKind } from "../state";

export const exitCodes = {
  success: 0,
  error: 1,
  usage: 2,
  stackNotFound: 6,
  changesNotExpected: 7,
  cancelled: 8,
} as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Shown by `--help`. A test compares them with docs/command-lines.md. */
export const exitCodeMeanings: Readonly<Record<ExitCode, string>> = {
  0: "success",
  1: "the operation failed or was declined",
  2: "the command line is wrong, or asks for something that this engine does not support",
  6: "the stack does not exist",
  7: "`--expect-no-changes` was given, and there are changes",
  8: "cancelled: Ctrl-C at a prompt, or twice during an operation",
};

/** An error with its own exit code. */
export class CommandError extends Error {
  override readonly name = "CommandError";
  constructor(
    message: string,
    readonly exitCode: ExitCode = exitCodes.error,
  ) {
    super(message);
  }
}

const codesOfState: Partial<Record<StateErrorKind, ExitCode>> = {
  stackNotFound: exitCodes.stackNotFound,
  stackName: exitCodes.usage,
  configKey: exitCodes.usage,
};

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommandError) return error.exitCode;
  if (error instanceof StateError) return codesOfState[error.kind] ?? exitCodes.error;
  if (error instanceof Error && error.name === "ExpectedNoChangesError") return exitCodes.changesNotExpected;
  return exitCodes.error;
}
