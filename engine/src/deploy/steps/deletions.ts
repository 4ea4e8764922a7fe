import type { Deployment } from "./deployment";
import { deletionWaves, transitiveDependencies } from "../resources/dependency-graph";
import type { OldResource } from "../resources/resource-table";
import type { StepExecutor } from "./step-executor";
import type { StepGenerator } from "./step-generator";
import type { Step } from "../resources/step";

/**
 * Deletes resources that the program no longer registers, and the remains of earlier replacements, dependents first.
 * A registered resource whose step failed or was skipped stays.
 */
export async function deleteRemovedResources(
  deployment: Deployment,
  executor: StepExecutor,
  generator: Pick<StepGenerator, "deletes" | "isRegistered">,
): Promise<void> {
  const { oldResources } = deployment.resourceTable;
  const steps = new Map<OldResource, Step>();
  for (const resource of oldResources) {
    const { row, isGone } = resource;
    if (!isGone && (row.delete === true || !generator.isRegistered(row.urn))) {
      steps.set(resource, deleteStep(resource));
      generator.deletes.add(row.urn);
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
  for (const step of [...executor.failedSteps, ...executor.skippedSteps]) {
    const old = "old" in step ? step.old : undefined;
    if (old !== undefined && resources.includes(old)) {
      transitiveDependencies(old, resources).forEach((resource) => needed.add(resource));
    }
  }
  return needed;
}
