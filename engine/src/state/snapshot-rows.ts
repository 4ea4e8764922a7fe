/** The rows of one running update: what each step adds, replaces and removes, and in which order they will be written. */
import { followRenames } from "./renames";
import type { PendingOperation, ResourceState, RowChange, Snapshot } from "./stack-state";

/** `b3` is the fourth row of the base snapshot, `n0` the first row this update has added. */
export type RowReference = `b${number}` | `n${number}`;

/** A change with the removed row by reference: what a journal can hold. */
export interface ReferencedChange {
  readonly remove?: RowReference;
  readonly add?: ResourceState;
  readonly inPlace?: true;
}

export type JournalEntry =
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
  /** URNs that rows had before, to the ones they have now. */
  readonly #renamed = new Map<string, string>();

  constructor(start: Snapshot) {
    this.#start = start;
    this.#base = [...start.resources];
    this.#base.forEach((row, index) => row !== undefined && this.#references.set(row, `b${index}`));
  }

  /** Throws when the row is not current: a step would otherwise be lost silently. */
  reference(change: RowChange): ReferencedChange {
    const { remove, ...rest } = change;
    if (remove === undefined) return rest;
    const reference = this.#references.get(remove);
    if (reference === undefined) {
      throw new TypeError(`The row to remove is not a current row of this update: ${remove.urn}`);
    }
    return { ...rest, remove: reference };
  }

  apply(entry: JournalEntry): void {
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

  /** New rows in the order they came, then what is left of the base. */
  rows(): readonly ResourceState[] {
    const base = this.#base.filter((row) => row !== undefined);
    return [...this.#added.filter((row) => row !== undefined), ...followRenames(base, this.#renamed)];
  }

  /** Steps still open; and creates of the base nobody has resolved, which only a person may drop. */
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
