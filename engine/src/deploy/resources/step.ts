import type { OpType } from "@pulumi/pulumi/automation";
import type { DetailedDiff } from "../../host/provider-types";
import type { ResourceState } from "../../state";
import type { OldResource } from "./resource-table";

/** Changes that the provider's diff reported. */
export interface StepDiff {
  readonly replaceKeys: readonly string[];
  readonly changedKeys: readonly string[];
  readonly detailedDiff?: DetailedDiff;
}
export const noDiff: StepDiff = { replaceKeys: [], changedKeys: [] };

/** Result of a registration. A skipped resource depends on one that failed. */
export type RegistrationResult = "succeeded" | "failed" | "skipped";

/** Receives the new state of a resource when its step is applied, or the planned one if it failed or was skipped. */
export type OnApplied = (row: ResourceState, result: RegistrationResult) => void;

/** One step of a deployment. `row` is the planned state; applying the step yields the actual one. */
export type Step =
  | { readonly kind: "same"; readonly row: ResourceState; readonly old: OldResource; readonly onApplied: OnApplied }
  | {
      readonly kind: "create";
      readonly row: ResourceState;
      /** The resource that this one replaces: deleted later, or deleted already. */
      readonly replaced?: { readonly old: OldResource; readonly then: "delete-later" | "already-deleted" };
      readonly diff: StepDiff;
      readonly onApplied: OnApplied;
    }
  | {
      readonly kind: "update";
      readonly row: ResourceState;
      readonly old: OldResource;
      readonly diff: StepDiff;
      readonly onApplied: OnApplied;
    }
  | { readonly kind: "replace"; readonly row: ResourceState; readonly old: OldResource; readonly diff: StepDiff }
  | {
      readonly kind: "delete";
      readonly old: OldResource;
      readonly reason: "removed" | "replaced" | "to-be-replaced";
    }
  | { readonly kind: "forget"; readonly old: OldResource }
  | {
      readonly kind: "read";
      readonly row: ResourceState;
      readonly old: OldResource | undefined;
      readonly isReplacement: boolean;
      readonly onApplied: OnApplied;
    }
  | { readonly kind: "refresh"; readonly old: OldResource }
  | {
      readonly kind: "import";
      readonly row: ResourceState;
      /** False if a registration checks the inputs anyway. */
      readonly isChecked: boolean;
    };

/** Ends the registration of a chain whose steps are not applied. */
export function endRegistration(chain: readonly Step[], result: "failed" | "skipped"): void {
  for (const step of chain) {
    if ("onApplied" in step) step.onApplied(step.row, result);
  }
}

export function urnOfStep(step: Step): string {
  return "row" in step ? step.row.urn : step.old.row.urn;
}

export function oldRow(step: Step): ResourceState | undefined {
  if (step.kind === "create") return step.replaced?.old.row;
  return step.kind === "import" ? undefined : step.old?.row;
}

export function opOf(step: Step): OpType {
  switch (step.kind) {
    case "same":
    case "update":
    case "replace":
    case "refresh":
    case "import":
      return step.kind;
    case "create":
      return step.replaced === undefined ? "create" : "create-replacement";
    case "read":
      return step.isReplacement ? "read-replacement" : "read";
    case "delete":
      return deleteOp(step.old.row.external === true, step.reason !== "removed");
    case "forget":
      return "remove-pending-replace";
    default:
      return step satisfies never;
  }
}

function deleteOp(isExternal: boolean, isReplacement: boolean): OpType {
  if (isExternal) return isReplacement ? "discard-replaced" : "discard";
  return isReplacement ? "delete-replaced" : "delete";
}

/** Result of a step. */
export interface StepOutcome {
  /** May differ from the step's own op: a refresh reports what it found. */
  readonly op: OpType;
  readonly row: ResourceState | undefined;
  /** Default: `isLogical(step)`. */
  readonly isCounted?: boolean;
  /** Default: the step's own diff. */
  readonly diff?: StepDiff;
}

/** True for steps that users see as one change. The create and delete of a replacement are not logical. */
export function isLogical(step: Step): boolean {
  switch (step.kind) {
    case "same":
    case "update":
    case "replace":
    case "import":
      return true;
    case "create":
      return step.replaced === undefined;
    case "read":
      return !step.isReplacement;
    case "delete":
      return step.reason === "removed";
    case "forget":
    case "refresh":
      return false;
    default:
      return step satisfies never;
  }
}
