import type { Clock } from "./clock";

interface Question<Row> {
  readonly id: string;
  readonly resolve: (row: Row | undefined) => void;
  readonly reject: (error: unknown) => void;
}

const gatherMs = 10;
/** Graph answers at most so many ids at once (`GET /?ids=`). */
const mostIds = 50;

/** Reads of single objects, shared: questions that come within a moment go out together. An answer serves only questions asked before it. */
export class NodeReads<Row> {
  #waiting: Question<Row>[] = [];
  #isGathering = false;
  constructor(
    private readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, Row>>,
    private readonly clock: Clock,
  ) {}

  /** Undefined when Meta does not show it, which is no proof of absence. */
  find(id: string): Promise<Row | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ id, resolve, reject });
      if (!this.#isGathering) void this.#gather();
    });
  }

  async #gather(): Promise<void> {
    this.#isGathering = true;
    await this.clock.sleep(gatherMs);
    this.#isGathering = false;
    const questions = this.#waiting.splice(0);
    const ids = [...new Set(questions.map(({ id }) => id))];
    for (let start = 0; start < ids.length; start += mostIds) {
      const some = ids.slice(start, start + mostIds);
      void this.#answer(
        some,
        questions.filter(({ id }) => some.includes(id)),
      );
    }
  }

  async #answer(ids: readonly string[], questions: readonly Question<Row>[]): Promise<void> {
    try {
      const rows = await this.read(ids);
      for (const { id, resolve } of questions) resolve(rows.get(id));
    } catch (error) {
      for (const { reject } of questions) reject(error);
    }
  }
}
