/** An answer that is asked for once and kept. A failure is not kept: the next question asks again. */
export class CachedPromise<T> {
  readonly #ask: () => Promise<T>;
  #answer: Promise<T> | undefined;
  constructor(ask: () => Promise<T>) {
    this.#ask = ask;
  }

  get(): Promise<T> {
    this.#answer ??= this.#ask().catch((error: unknown) => {
      this.#answer = undefined;
      throw error;
    });
    return this.#answer;
  }

  /** The next question asks again. */
  invalidate(): void {
    this.#answer = undefined;
  }
}
