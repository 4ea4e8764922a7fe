import type { SequenceRow } from "../schema/wire";
import type { Clock } from "./clock";

interface Question {
  /** Undefined asks for the whole list. */
  readonly sequenceId: string | undefined;
  readonly resolve: (rows: readonly SequenceRow[]) => void;
  readonly reject: (error: unknown) => void;
}

/** How the answers are fetched. */
export interface Source {
  readonly find: (sequenceId: string) => Promise<SequenceRow | undefined>;
  readonly list: () => Promise<readonly SequenceRow[]>;
}

const gatherMs = 10;
/** From this many questions at once, one listing is cheaper than a filtered read each. */
const listingFrom = 3;

/**
 * Reads of one account, shared. Questions that come within a moment are answered together: up to two by a filtered read each,
 * more by one listing. An answer never serves a question that was asked after its request went out.
 */
export class SharedReads {
  readonly #waiting: Question[] = [];
  #busy = false;
  constructor(
    private readonly source: Source,
    private readonly clock: Clock,
  ) {}

  async find(sequenceId: string): Promise<SequenceRow | undefined> {
    return (await this.#ask(sequenceId)).find((row) => row.id === sequenceId);
  }

  list(): Promise<readonly SequenceRow[]> {
    return this.#ask(undefined);
  }

  #ask(sequenceId: string | undefined): Promise<readonly SequenceRow[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sequenceId, resolve, reject });
      if (!this.#busy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#busy = true;
    while (this.#waiting.length > 0) {
      await this.clock.sleep(gatherMs);
      await this.#answer(this.#waiting.splice(0));
    }
    this.#busy = false;
  }

  async #answer(questions: readonly Question[]): Promise<void> {
    const ids = new Set(questions.map(({ sequenceId }) => sequenceId));
    if (ids.has(undefined) || ids.size >= listingFrom) return settle(questions, this.source.list());
    await Promise.all(
      [...ids].map((id) =>
        settle(
          questions.filter(({ sequenceId }) => sequenceId === id),
          id === undefined ? this.source.list() : this.source.find(id).then((row) => (row === undefined ? [] : [row])),
        ),
      ),
    );
  }
}

async function settle(questions: readonly Question[], answer: Promise<readonly SequenceRow[]>): Promise<void> {
  try {
    const rows = await answer;
    for (const { resolve } of questions) resolve(rows);
  } catch (error) {
    for (const { reject } of questions) reject(error);
  }
}
