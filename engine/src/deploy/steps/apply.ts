import { ProviderError, ProviderLostError, type PartialResult } from "../../host/provider-errors";
import type { OpenStep, ResourceState } from "../../state";
import { providerFor, type Deployment } from "./deployment";
import { equal, unknownValue } from "../../state/property-value";
import {
  currentTimestamp,
  withSecretOutputs,
  valuesOf,
  withId,
  withInitErrors,
  withInputs,
  withOutputs,
  withTimes,
} from "../resources/resource-state";
import type { Step } from "../resources/step";
import { isProviderType } from "../../state/urn";

type StepOf<K extends Step["kind"]> = Extract<Step, { readonly kind: K }>;

export class ProtectedError extends Error {
  constructor(urn: string) {
    super(
      `resource "${urn}" cannot be deleted\nbecause it is protected. To unprotect the resource, either remove the ` +
        "`protect` flag from the resource in your Pulumi program and run `pulumi up`, or use the command:\n" +
        `\`pulumi state unprotect '${urn}'\``,
    );
    this.name = "ProtectedError";
  }
}

/** Updates options only: id and outputs stay. */
export function applySame(deployment: Deployment, step: StepOf<"same">): ResourceState {
  const old = step.old.row;
  const kept = withTimes(withId(step.row, old.id), old.created, old.modified);
  const row = withSecretOutputs(withOutputs(kept, old.outputs));
  if (isProviderType(row.type)) {
    deployment.providers.register(row.urn, row.id ?? "", old.inputs ?? {});
  }
  deployment.resourceTable.record(row, step.old);
  return row;
}

export async function applyCreate(deployment: Deployment, step: StepOf<"create">): Promise<ResourceState> {
  const { resourceTable, dryRun } = deployment;
  const { row: planned, replaced } = step;
  const open = await resourceTable.begin({ resource: planned, type: "creating" });
  try {
    const result = await createResource(deployment, planned);
    const time = currentTimestamp();
    const row = withSecretOutputs(withTimes(withOutputs(withId(planned, result.id), result.outputs), time, time));
    markReplaced(deployment, replaced);
    if (isProviderType(row.type)) {
      deployment.providers.register(row.urn, row.id ?? "", row.inputs ?? {});
    }
    await resourceTable.finish(open, row, replaced?.then === "already-deleted" ? replaced.old : undefined);
    return row;
  } catch (error) {
    const partial = dryRun ? undefined : partialOf(error);
    if (partial !== undefined) {
      markReplaced(deployment, replaced);
      const time = currentTimestamp();
      const row = withTimes(partialRow(planned, partial), time, time);
      await resourceTable.finish(open, row, replaced?.then === "already-deleted" ? replaced.old : undefined);
    } else {
      closeFailedStep(open, error);
    }
    throw error;
  }
}

/** Leaves a step open if its outcome is unknown, so that it becomes a pending operation. */
function closeFailedStep(open: OpenStep, error: unknown): void {
  if (!(error instanceof ProviderLostError)) {
    open.fail();
  }
}

async function createResource(
  deployment: Deployment,
  planned: ResourceState,
): Promise<{ readonly id?: string; readonly outputs?: ResourceState["outputs"] }> {
  if (!planned.custom) return {};
  const provider = await providerFor(deployment, planned);
  return provider.create(planned.urn, planned.inputs ?? {}, deployment.dryRun);
}

/**
 * Marks the old resource for deletion before the new one is recorded, so that a crash cannot leave two live resources
 * with one URN.
 */
function markReplaced(deployment: Deployment, replaced: StepOf<"create">["replaced"]): void {
  if (replaced?.then === "delete-later") {
    deployment.resourceTable.revise(replaced.old, { ...replaced.old.row, delete: true });
  }
}

export async function applyUpdate(deployment: Deployment, step: StepOf<"update">): Promise<ResourceState> {
  const old = step.old.row;
  const planned = withTimes(withId(step.row, old.id), old.created, old.modified);
  const open = await deployment.resourceTable.begin({ resource: planned, type: "updating" });
  try {
    const outputs = await updateResource(deployment, planned, old);
    const done = planned.custom ? withTimes(planned, old.created, currentTimestamp()) : planned;
    const row = withSecretOutputs(withOutputs(done, outputs));
    if (isProviderType(row.type)) {
      deployment.providers.register(row.urn, row.id ?? "", row.inputs ?? {});
    }
    await deployment.resourceTable.finish(open, row, step.old);
    return row;
  } catch (error) {
    const partial = partialOf(error);
    if (partial === undefined) {
      closeFailedStep(open, error);
    } else {
      const row = withTimes(
        partialRow(withInputs(planned, old.inputs ?? {}), partial),
        old.created,
        currentTimestamp(),
      );
      await deployment.resourceTable.finish(open, row, step.old);
    }
    throw error;
  }
}

async function updateResource(
  deployment: Deployment,
  planned: ResourceState,
  old: ResourceState,
): Promise<ResourceState["outputs"]> {
  if (!planned.custom) return old.outputs;
  const provider = await providerFor(deployment, planned);
  const ref = { urn: planned.urn, id: old.id ?? "" };
  return provider.update(ref, valuesOf(old), planned.inputs ?? {}, deployment.dryRun);
}

export async function applyDelete(deployment: Deployment, step: StepOf<"delete">, deletes: DeletedUrns): Promise<void> {
  const { row } = step.old;
  if (step.reason === "removed" && row.protect === true) throw new ProtectedError(row.urn);
  const open = await deployment.resourceTable.begin({ resource: row, type: "deleting" });
  try {
    const isKept = row.external === true || row.retainOnDelete === true || deletes.has(row.deletedWith);
    if (!deployment.dryRun && row.custom && !isKept) {
      const provider = await providerFor(deployment, row);
      await provider.delete({ urn: row.urn, id: row.id ?? "" }, valuesOf(row));
    }
  } catch (error) {
    closeFailedStep(open, error);
    throw error;
  }
  await recordDelete(deployment, step, open);
}

/**
 * Keeps a resource that was deleted before its replacement, with `pendingReplacement`, until the replacement exists.
 */
async function recordDelete(deployment: Deployment, step: StepOf<"delete">, open: OpenStep): Promise<void> {
  const { row } = step.old;
  if (step.reason !== "to-be-replaced") {
    await deployment.resourceTable.finish(open, undefined, step.old);
    return;
  }
  const pending: ResourceState = { ...row, pendingReplacement: true };
  await open.complete({ remove: row, add: pending, inPlace: true });
  step.old.row = pending;
}

export async function applyRead(deployment: Deployment, step: StepOf<"read">): Promise<ResourceState> {
  const { row: planned, old } = step;
  const open = await deployment.resourceTable.begin({ resource: planned, type: "reading" });
  try {
    const row = await readResource(deployment, planned);
    if (step.isReplacement && old !== undefined) {
      deployment.resourceTable.revise(old, { ...old.row, delete: true });
    }
    const isChanged = old !== undefined && !(equal(old.row.inputs, row.inputs) && equal(old.row.outputs, row.outputs));
    const timed = withTimes(row, old?.row.created, isChanged ? currentTimestamp() : old?.row.modified);
    await deployment.resourceTable.finish(open, timed, step.isReplacement ? undefined : old);
    return timed;
  } catch (error) {
    open.fail();
    throw error;
  }
}

async function readResource(deployment: Deployment, planned: ResourceState): Promise<ResourceState> {
  if (planned.id === unknownValue) return planned;
  const provider = await providerFor(deployment, planned);
  const inputs = planned.inputs ?? {};
  const result = await provider.read({ urn: planned.urn, id: planned.id ?? "" }, { inputs, outputs: inputs });
  return withSecretOutputs(withOutputs(withId(planned, result.id === "" ? planned.id : result.id), result.outputs));
}

/** URNs that this deployment deletes. */
export interface DeletedUrns {
  has(urn: string | undefined): boolean;
}

function partialOf(error: unknown): PartialResult | undefined {
  return error instanceof ProviderError ? error.partial : undefined;
}

function partialRow(planned: ResourceState, partial: PartialResult): ResourceState {
  return withSecretOutputs(withInitErrors(withOutputs(withId(planned, partial.id), partial.outputs), partial.reasons));
}
