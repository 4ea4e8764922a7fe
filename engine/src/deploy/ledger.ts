import type { OpenStep, PendingOperation, ResourceState, RunningUpdate, Snapshot } from "../state";

/** A row of the state a deployment started from; what is known of it may change while its place stays. */
export interface Slot {
  row: ResourceState;
  /** Nothing is left of it: it was deleted, or another row has taken over. */
  isGone: boolean;
}

const noStep: OpenStep = { done: () => Promise.resolve(), failed: () => undefined };

/** All rows of one deployment, the old and the new; a preview keeps its changes to itself. */
export class Ledger {
  readonly slots: readonly Slot[];
  /** Current old row of each URN, pending deletions left out. */
  readonly olds = new Map<string, Slot>();
  readonly news = new Map<string, ResourceState>();
  readonly #update: RunningUpdate | undefined;

  constructor(base: Snapshot, update: RunningUpdate | undefined) {
    this.#update = update;
    this.slots = base.resources.map((row) => ({ row, isGone: false }));
    this.index();
  }

  /** To be called after slots were revised outside a step (refresh). */
  index(): void {
    this.olds.clear();
    for (const slot of this.slots) {
      if (!slot.isGone && slot.row.delete !== true) {
        this.olds.set(slot.row.urn, slot);
      }
    }
  }

  begin(operation: PendingOperation): Promise<OpenStep> {
    return this.#update?.begin(operation) ?? Promise.resolve(noStep);
  }

  /** Changes an old row where it stands. */
  revise(slot: Slot, row: ResourceState): void {
    this.#update?.put({ remove: slot.row, add: row, inPlace: true });
    slot.row = row;
  }

  discard(slot: Slot): void {
    this.#update?.put({ remove: slot.row });
    slot.isGone = true;
  }

  /** Records a row that needed no work in the world; `old` is what it comes instead of. */
  settle(row: ResourceState, old: Slot | undefined): void {
    this.#update?.put({ ...removing(old), add: row });
    this.#keep(row, old);
  }

  async finish(step: OpenStep, row: ResourceState | undefined, old: Slot | undefined): Promise<void> {
    await step.done({ ...removing(old), ...(row === undefined ? {} : { add: row }) });
    if (row !== undefined) {
      this.#keep(row, old);
    } else if (old !== undefined) {
      old.isGone = true;
    }
  }

  /** New outputs of a row of this deployment. */
  replaceNew(urn: string, change: (row: ResourceState) => ResourceState): ResourceState | undefined {
    const row = this.news.get(urn);
    if (row === undefined) {
      return undefined;
    }
    const changed = change(row);
    this.#update?.put({ remove: row, add: changed });
    this.news.set(urn, changed);
    return changed;
  }

  #keep(row: ResourceState, old: Slot | undefined): void {
    this.news.set(row.urn, row);
    if (old !== undefined) {
      old.isGone = true;
    }
  }
}

function removing(old: Slot | undefined): { readonly remove?: ResourceState } {
  return old === undefined || old.isGone ? {} : { remove: old.row };
}
