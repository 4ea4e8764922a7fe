/** Number of waits in which nothing further started, after which the engine counts as fully busy. */
const quietWaitsNeeded = 2;

/** Learns how many operations the engine runs in parallel, which it does not tell providers. */
export class Parallelism {
  #running = 0;
  #most = 0;
  /** Waits with as many running operations as ever in which no further one started. */
  #quietWaits = 0;

  /** Runs one operation of the engine. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    this.#running++;
    if (this.#running > this.#most) [this.#most, this.#quietWaits] = [this.#running, 0];
    try {
      return await task();
    } finally {
      this.#running--;
    }
  }

  /** True if the engine may start further operations beside those that run now. A single operation that is alone counts as the only one. */
  get mayStart(): boolean {
    return this.#running < this.#most || (this.#most > 1 && this.#quietWaits < quietWaitsNeeded);
  }

  /** Notes that a wait for further operations was in vain. */
  noteQuietWait(): void {
    if (this.#running === this.#most) this.#quietWaits++;
  }
}
