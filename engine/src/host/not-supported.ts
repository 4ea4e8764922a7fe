/** The program uses a Pulumi feature that this engine does not support. */
export class NotSupportedError extends Error {
  readonly feature: string;
  constructor(feature: string, subject?: string) {
    const where = subject === undefined ? "" : ` (${subject})`;
    super(`${feature}${where}: not supported by the embedded engine; use the Pulumi CLI for this program.`);
    this.name = "NotSupportedError";
    this.feature = feature;
  }
}
