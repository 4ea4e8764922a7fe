/** Memoizes an async load. Rejections are not cached. */
export class CachedPromise<T> {
  readonly #load: () => Promise<T>;
  #promise: Promise<T> | undefined;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  get(): Promise<T> {
    this.#promise ??= this.#load().catch((error: unknown) => {
      this.#promise = undefined;
      throw error;
    });
    return this.#promise;
  }

  /** Makes the next `get` load again. */
  invalidate(): void {
    this.#promise = undefined;
  }
}
