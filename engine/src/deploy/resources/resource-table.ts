import type { OpenStep, PendingOperation, ResourceState, RunningUpdate, Snapshot } from "../../state";

/** A row of the state a deployment started from; what is known of it may change while its place stays. */
export interface OldResource {
  row: ResourceState;
  /** Nothing is left of it: it was deleted, or another row has taken over. */
  isGone: boolean;
}

const noStep: OpenStep = { done: () => Promise.resolve(), failed: () => undefined };

/** All rows of one deployment, the old and the new; a preview keeps its changes to itself. */
export class ResourceTable {
  readonly oldResources: readonly OldResource[];
  /** Current old row of each URN, pending deletions left out. */
  readonly oldByUrn = new Map<string, OldResource>();
  readonly newByUrn = new Map<string, ResourceState>();
  readonly #update: RunningUpdate | undefined;

  constructor(base: Snapshot, update: RunningUpdate | undefined) {
    this.#update = update;
    this.oldResources = base.resources.map((row) => ({ row, isGone: false }));
    this.reindex();
  }

  /** To be called after resources were revised outside a step (refresh). */
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

  /** Changes an old row where it stands. */
  revise(resource: OldResource, row: ResourceState): void {
    this.#update?.put({ remove: resource.row, add: row, inPlace: true });
    resource.row = row;
  }

  discard(resource: OldResource): void {
    this.#update?.put({ remove: resource.row });
    resource.isGone = true;
  }

  /** Records a row that needed no work in the world; `old` is what it comes instead of. */
  record(row: ResourceState, old: OldResource | undefined): void {
    this.#update?.put({ ...removing(old), add: row });
    this.#keep(row, old);
  }

  async finish(step: OpenStep, row: ResourceState | undefined, old: OldResource | undefined): Promise<void> {
    await step.done({ ...removing(old), ...(row === undefined ? {} : { add: row }) });
    if (row !== undefined) {
      this.#keep(row, old);
    } else if (old !== undefined) {
      old.isGone = true;
    }
  }

  /** New outputs of a row of this deployment. */
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

function removing(old: OldResource | undefined): { readonly remove?: ResourceState } {
  return old === undefined || old.isGone ? {} : { remove: old.row };
}
