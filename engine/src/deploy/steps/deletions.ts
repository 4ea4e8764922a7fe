import type { Deployment } from "./deployment";
import { deletionWaves, transitiveDependencies } from "../resources/dependency-graph";
import type { OldResource } from "../resources/resource-table";
import type { StepExecutor } from "./step-executor";
import type { Step } from "../resources/step";

/**
 * Deletes resources that the program no longer registers, and the remains of earlier replacements, dependents first.
 */
export async function deleteRemovedResources(
  deployment: Deployment,
  executor: StepExecutor,
  deletes: Set<string>,
): Promise<void> {
  const { oldResources } = deployment.resourceTable;
  const steps = new Map<OldResource, Step>();
  for (const resource of oldResources) {
    if (!resource.isGone) {
      steps.set(resource, deleteStep(resource));
      deletes.add(resource.row.urn);
    }
  }
  const graphResources = oldResources.filter((resource) => steps.has(resource) || !resource.isGone);
  for (const wave of deletionWaves(new Set(steps.keys()), graphResources)) {
    const kept = neededByFailed(executor, graphResources);
    const wanted = wave.filter((resource) => !kept.has(resource));
    await executor.runAll(wanted.flatMap((resource) => steps.get(resource) ?? []));
  }
}

function deleteStep(resource: OldResource): Step {
  if (resource.row.delete === true) return { kind: "delete", old: resource, reason: "replaced" };
  return resource.row.pendingReplacement === true
    ? { kind: "forget", old: resource }
    : { kind: "delete", old: resource, reason: "removed" };
}

function neededByFailed(executor: StepExecutor, resources: readonly OldResource[]): ReadonlySet<OldResource> {
  const needed = new Set<OldResource>();
  for (const step of executor.failedSteps) {
    if (step.kind === "delete" && resources.includes(step.old)) {
      transitiveDependencies(step.old, resources).forEach((resource) => needed.add(resource));
    }
  }
  return needed;
}
