import type { OpenStep, PendingOperation, ResourceState, RunningUpdate, Snapshot } from "../../state";

/** A resource of the old state. Its state may change while its position stays. */
export interface OldResource {
  row: ResourceState;
  /** True after it was deleted or replaced by another state. */
  isGone: boolean;
}

const noStep: OpenStep = { complete: () => Promise.resolve(), fail: () => undefined };

/** Old and new resources of one deployment. A preview writes none of its changes to the state. */
export class ResourceTable {
  readonly oldResources: readonly OldResource[];
  /** Current old resource by URN, without pending deletions. */
  readonly oldByUrn = new Map<string, OldResource>();
  readonly newByUrn = new Map<string, ResourceState>();
  readonly #update: RunningUpdate | undefined;

  constructor(base: Snapshot, update: RunningUpdate | undefined) {
    this.#update = update;
    this.oldResources = base.resources.map((row) => ({ row, isGone: false }));
    this.reindex();
  }

  /** Rebuilds the index after a refresh changed resources outside a step. */
  reindex(): void {
    this.oldByUrn.clear();
    for (const resource of this.oldResources) {
      if (!resource.isGone && resource.row.delete !== true) {
        this.oldByUrn.set(resource.row.urn, resource);
      }
    }
  }

  begin(operation: PendingOperation): Promise<OpenStep> {
    return this.#update?.begin(operation) ?? Promise.resolve(noStep);
  }

  /** Changes an old resource in its position. */
  revise(resource: OldResource, row: ResourceState): void {
    this.#update?.put({ remove: resource.row, add: row, inPlace: true });
    resource.row = row;
  }

  discard(resource: OldResource): void {
    this.#update?.put({ remove: resource.row });
    resource.isGone = true;
  }

  /** Records a resource that needed no provider call. `old` is the one it replaces. */
  record(row: ResourceState, old: OldResource | undefined): void {
    this.#update?.put({ ...removalOf(old), add: row });
    this.#keep(row, old);
  }

  async finish(step: OpenStep, row: ResourceState | undefined, old: OldResource | undefined): Promise<void> {
    await step.complete({ ...removalOf(old), ...(row === undefined ? {} : { add: row }) });
    if (row !== undefined) {
      this.#keep(row, old);
    } else if (old !== undefined) {
      old.isGone = true;
    }
  }

  /** Changes a resource of this deployment, for example its registered outputs. */
  replaceNew(urn: string, change: (row: ResourceState) => ResourceState): ResourceState | undefined {
    const row = this.newByUrn.get(urn);
    if (row === undefined) return undefined;
    const changed = change(row);
    this.#update?.put({ remove: row, add: changed });
    this.newByUrn.set(urn, changed);
    return changed;
  }

  #keep(row: ResourceState, old: OldResource | undefined): void {
    this.newByUrn.set(row.urn, row);
    if (old !== undefined) {
      old.isGone = true;
    }
  }
}

function removalOf(old: OldResource | undefined): { readonly remove?: ResourceState } {
  return old === undefined || old.isGone ? {} : { remove: old.row };
}
