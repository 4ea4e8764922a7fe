export type StateErrorKind =
  | "project"
  | "config"
  | "configKey"
  | "passphrase"
  | "backend"
  | "stack"
  | "stackName"
  | "stackNotFound"
  | "checkpoint"
  | "locked"
  | "journal"
  | "import";

/** An error that the user can fix; the message says how. */
export class StateError extends Error {
  override readonly name = "StateError";
  constructor(
    readonly kind: StateErrorKind,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}
