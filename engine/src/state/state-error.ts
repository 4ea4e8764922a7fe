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

/** Something a person can put right; the message says how. Everything else that is thrown is a defect. */
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
