import type { StepEventMetadata } from "@pulumi/pulumi/automation";
import type { DetailedDiff } from "../../host/provider-types";
import type { ResourceState } from "../../state";
import { withTimes } from "../resources/resource-state";
import type { Step } from "../resources/step";

/** Resource states of a step for the preview document. Events contain less. */
export interface StepRows {
  readonly old: ResourceState | undefined;
  readonly new: ResourceState | undefined;
  readonly detailedDiff: DetailedDiff | undefined;
}

/** Stored beside the events, because the states contain secrets and every event listener sees the events. */
const shown = new WeakMap<StepEventMetadata, StepRows>();

export function attachRows(metadata: StepEventMetadata, rows: StepRows): void {
  shown.set(metadata, rows);
}

export function rowsOf(metadata: StepEventMetadata): StepRows | undefined {
  return shown.get(metadata);
}

/** Returns the states as the CLI has them when a step begins. */
export function rowsOfStep(step: Step, old: ResourceState | undefined, created: ResourceState | undefined): StepRows {
  return { old, new: newRow(step, created), detailedDiff: "diff" in step ? step.diff.detailedDiff : undefined };
}

function newRow(step: Step, created: ResourceState | undefined): ResourceState | undefined {
  switch (step.kind) {
    case "create":
    case "read":
    case "import":
      return step.row;
    case "same":
    case "update":
      return withTimes(step.row, step.old.row.created, step.old.row.modified);
    case "replace":
      return created ?? withTimes(step.row, step.old.row.created, step.old.row.modified);
    case "refresh":
      return step.old.row;
    case "delete":
    case "forget":
      return undefined;
    default:
      return step satisfies never;
  }
}
