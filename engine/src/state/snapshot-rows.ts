/** Resources during a running update, in the order in which they will be written. */
import { followRenames } from "./renames";
import type { PendingOperation, ResourceState, RowChange, Snapshot } from "./stack-state";

/** `b3` is the fourth resource of the base snapshot, `n0` the first one that this update added. */
export type RowReference = `b${number}` | `n${number}`;

/** A change whose removed resource is a reference, as the journal stores it. */
export interface ReferencedChange {
  readonly remove?: RowReference;
  readonly add?: ResourceState;
  readonly inPlace?: true;
}

export type UpdateJournalEntry =
  | { readonly kind: "begin"; readonly step: number; readonly operation: PendingOperation }
  | { readonly kind: "done"; readonly step: number; readonly change: ReferencedChange }
  | { readonly kind: "failed"; readonly step: number }
  | { readonly kind: "put"; readonly change: ReferencedChange };

export class SnapshotRows {
  readonly #start: Snapshot;
  readonly #base: (ResourceState | undefined)[];
  readonly #added: (ResourceState | undefined)[] = [];
  readonly #references = new Map<ResourceState, RowReference>();
  readonly #open = new Map<number, PendingOperation>();
  /** New URNs by old URN. */
  readonly #renamed = new Map<string, string>();

  constructor(start: Snapshot) {
    this.#start = start;
    this.#base = [...start.resources];
    this.#base.forEach((row, index) => row !== undefined && this.#references.set(row, `b${index}`));
  }

  /** Throws if the resource is not current: the step would be lost silently. */
  reference(change: RowChange): ReferencedChange {
    const { remove, ...rest } = change;
    if (remove === undefined) return rest;
    const reference = this.#references.get(remove);
    if (reference === undefined) {
      throw new TypeError(`The row to remove is not a current row of this update: ${remove.urn}`);
    }
    return { ...rest, remove: reference };
  }

  apply(entry: UpdateJournalEntry): void {
    switch (entry.kind) {
      case "begin":
        this.#open.set(entry.step, entry.operation);
        return;
      case "failed":
        this.#open.delete(entry.step);
        return;
      case "done":
        this.#open.delete(entry.step);
        this.#change(entry.change);
        return;
      case "put":
        this.#change(entry.change);
        return;
      default: {
        const never: never = entry;
        return never;
      }
    }
  }

  /** Resources of this update in order of registration, then the remaining ones of the base snapshot. */
  rows(): readonly ResourceState[] {
    const base = this.#base.filter((row) => row !== undefined);
    return [...this.#added.filter((row) => row !== undefined), ...followRenames(base, this.#renamed)];
  }

  /** Open steps of this update, and unresolved creates of the base snapshot, which only `clearPendingCreates` drops. */
  pendingOperations(clearPendingCreates = false): readonly PendingOperation[] {
    const kept = clearPendingCreates ? [] : this.#start.pendingOperations.filter(({ type }) => type === "creating");
    return [...this.#open.values(), ...kept];
  }

  #change(change: ReferencedChange): void {
    const { remove, add, inPlace } = change;
    const removed = remove === undefined ? undefined : this.#take(remove);
    if (add === undefined) return;
    if (removed !== undefined && removed.row.urn !== add.urn) this.#renamed.set(removed.row.urn, add.urn);
    const staysInBase = removed !== undefined && (removed.rows === this.#added || inPlace === true);
    const { rows, index } = staysInBase ? removed : { rows: this.#added, index: this.#added.length };
    rows[index] = add;
    this.#references.set(add, `${rows === this.#added ? "n" : "b"}${index}`);
  }

  #take(reference: RowReference): {
    readonly row: ResourceState;
    readonly rows: (ResourceState | undefined)[];
    readonly index: number;
  } {
    const rows = reference.startsWith("b") ? this.#base : this.#added;
    const index = Number(reference.slice(1));
    const row = rows[index];
    if (row === undefined) throw new TypeError(`The row ${reference} is not a current row of this update.`);
    rows[index] = undefined;
    this.#references.delete(row);
    return { row, rows, index };
  }
}
