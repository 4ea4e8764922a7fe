/** An answer that is asked for once and kept. A failure is not kept: the next question asks again. */
export class Once<T> {
  #answer: Promise<T> | undefined;
  constructor(private readonly ask: () => Promise<T>) {}

  get(): Promise<T> {
    this.#answer ??= this.ask().catch((error: unknown) => {
      this.#answer = undefined;
      throw error;
    });
    return this.#answer;
  }

  /** The next question asks again. */
  forget(): void {
    this.#answer = undefined;
  }
}
