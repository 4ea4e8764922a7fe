const printedAs = { error: "pulumi-whatsapp", stack: "see the error of the resource" } as const;

/** The line that the SDK's runner prints for a user error: `${error}: ${error.stack}`. The process drops it (`dropPrintedFailures`). */
export const printedFailure = `${printedAs.error}: ${printedAs.stack}`;

/**
 * An error that a user can act on, not a bug. The SDK's runner prints `${error}: ${error.stack}` of some verbs beside the
 * engine's own diagnostic, so both are kept to one constant line. No numeric `code`, `details`, `metadata` or `id`: gRPC and the
 * runner read those (facts: the dynamic-provider runner).
 */
export class UserError extends Error {
  override readonly name = "ExpectedFailure";
  constructor(message: string) {
    super(message);
    Object.defineProperty(this, "stack", { value: printedAs.stack, enumerable: false });
  }
  override toString(): string {
    return printedAs.error;
  }
}

/** The object exists, but not as requested: the engine records `id` and `properties` and calls update in the next run. */
export class PartialFailure extends UserError {
  /** The runner shows the reasons and not the message. */
  readonly reasons: readonly string[];
  constructor(
    readonly id: string,
    /** Outputs to record; must contain `__provider` and no undefined value. */
    readonly properties: Readonly<Record<string, unknown>>,
    reason: string,
  ) {
    super(reason);
    this.reasons = [reason];
  }
}
