import type { OpMap } from "@pulumi/pulumi/automation";
import type { Diagnostic } from "./reporter";

export interface FailureDetails {
  readonly kind: "update" | "preview" | "refresh" | "destroy" | "import";
  readonly stdout: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly resourceChanges: OpMap;
}

/** A failed operation, with the diagnostics of each resource and the changes made before the failure. */
export class DeploymentError extends Error {
  readonly kind: FailureDetails["kind"];
  readonly stdout: string;
  /** Errors only. `urn` is empty for errors of no particular resource. */
  readonly diagnostics: readonly Diagnostic[];
  readonly resourceChanges: OpMap;
  constructor(details: FailureDetails) {
    const errors = details.diagnostics.filter(({ severity }) => severity === "error");
    super(summaryOf(details.kind, errors));
    this.name = "DeploymentError";
    this.kind = details.kind;
    this.stdout = details.stdout;
    this.diagnostics = errors;
    this.resourceChanges = details.resourceChanges;
  }
}

/** An operation with `expectNoChanges` changed something, or would. Applied changes are not undone. */
export class ExpectedNoChangesError extends Error {
  readonly resourceChanges: OpMap;
  readonly stdout: string;
  constructor(details: Omit<FailureDetails, "diagnostics">) {
    super(`no changes were expected for ${details.kind} but changes were proposed`);
    this.name = "ExpectedNoChangesError";
    this.resourceChanges = details.resourceChanges;
    this.stdout = details.stdout;
  }
}

/** Lists the causes. "update failed" is omitted when a resource reported its own error. */
function summaryOf(kind: string, errors: readonly Diagnostic[]): string {
  const causes = errors.filter(({ message }) => !/^(update|preview) (failed|canceled)$/.test(message));
  const lines = causes.map(({ urn, message }) => (urn === "" ? message : `${message} (${urn})`));
  return [`${kind} failed`, ...lines].join("\n");
}
