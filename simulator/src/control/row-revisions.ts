export interface ChangedRows {
  /** True if rows were removed since, so that the listed ones are all there are. */
  readonly isReplaced: boolean;
  readonly ids: readonly string[];
}

/** Remembers in which revision each row changed last, so that a client can ask for the rows after the revision that it has. */
export class RowRevisions {
  /** In the order of the last change. */
  readonly #revisions = new Map<string, number>();
  #clearedIn = 0;

  touch(id: string, revision: number): void {
    this.#revisions.delete(id);
    this.#revisions.set(id, revision);
  }

  /** Forgets all rows: they were removed. */
  clear(revision: number): void {
    this.#revisions.clear();
    this.#clearedIn = revision;
  }

  /** Lists rows that changed after a revision; all rows for undefined. */
  since(revision: number | undefined): ChangedRows {
    const isReplaced = revision === undefined || revision < this.#clearedIn;
    const ids = [...this.#revisions].flatMap(([id, changed]) => (isReplaced || changed > revision ? [id] : []));
    return { isReplaced, ids };
  }
}
