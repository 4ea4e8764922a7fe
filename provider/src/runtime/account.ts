import { SharedReads } from "../client/shared-reads";
import type { SequenceRow } from "../schema/wire";
import type { Session } from "./session";

/** One WhatsApp Business Account as this process sees it. */
export class Account {
  readonly #reads: SharedReads;
  #first: Promise<readonly SequenceRow[]> | undefined;

  constructor(
    readonly wabaId: string,
    session: Session,
  ) {
    this.#reads = new SharedReads(
      {
        find: (sequenceId) => session.reading((deadline) => session.api.find(wabaId, sequenceId, deadline)),
        list: () => session.reading((deadline) => session.api.list(wabaId, deadline)),
      },
      session.clock,
    );
  }

  find(sequenceId: string): Promise<SequenceRow | undefined> {
    return this.#reads.find(sequenceId);
  }

  list(): Promise<readonly SequenceRow[]> {
    return this.#reads.list();
  }

  /** The rows as they were before this process created any; listed once. */
  rowsBefore(): Promise<readonly SequenceRow[]> {
    this.#first ??= this.list().catch((error: unknown) => {
      this.#first = undefined;
      throw error;
    });
    return this.#first;
  }
}
