import type { Deployment } from "./deployment";
import { deletionWaves, transitiveDependencies } from "./graph";
import type { Slot } from "./ledger";
import type { StepExecutor } from "./step-executor";
import type { Step } from "./steps";

/** Removes what the program no longer wants and what earlier replacements left behind, dependents first. */
export async function deleteWhatIsLeft(
  deployment: Deployment,
  executor: StepExecutor,
  deletes: Set<string>,
): Promise<void> {
  const { slots } = deployment.ledger;
  const steps = new Map<Slot, Step>();
  for (const slot of slots) {
    if (!slot.isGone) {
      steps.set(slot, deleteStep(slot));
      deletes.add(slot.row.urn);
    }
  }
  const graphSlots = slots.filter((slot) => steps.has(slot) || !slot.isGone);
  for (const wave of deletionWaves(new Set(steps.keys()), graphSlots)) {
    const spared = neededByFailed(executor, graphSlots);
    const wanted = wave.filter((slot) => !spared.has(slot));
    await executor.runAll(wanted.flatMap((slot) => steps.get(slot) ?? []));
  }
}

function deleteStep(slot: Slot): Step {
  if (slot.row.delete === true) {
    return { kind: "delete", old: slot, reason: "replaced" };
  }
  return slot.row.pendingReplacement === true
    ? { kind: "forget", old: slot }
    : { kind: "delete", old: slot, reason: "removed" };
}

function neededByFailed(executor: StepExecutor, slots: readonly Slot[]): ReadonlySet<Slot> {
  const needed = new Set<Slot>();
  for (const step of executor.failedSteps) {
    if (step.kind === "delete" && slots.includes(step.old)) {
      transitiveDependencies(step.old, slots).forEach((slot) => needed.add(slot));
    }
  }
  return needed;
}
