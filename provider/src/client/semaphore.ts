/** Runs at most `permits` tasks at once, in FIFO order. */
export class Semaphore {
  #free: number;
  readonly #waiting: (() => void)[] = [];
  /** Running tasks that gave back their permit for a while; they come before those that have not started. */
  readonly #returning: (() => void)[] = [];
  constructor(permits: number) {
    this.#free = permits;
  }
  async run<T>(task: (permit: Permit) => Promise<T>): Promise<T> {
    await this.#acquire(this.#waiting);
    try {
      return await task(
        new Permit(
          () => this.#release(),
          () => this.#acquire(this.#returning),
        ),
      );
    } finally {
      this.#release();
    }
  }

  async #acquire(queue: (() => void)[]): Promise<void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => queue.push(resolve));
  }

  #release(): void {
    const next = this.#returning.shift() ?? this.#waiting.shift();
    if (next === undefined) this.#free++;
    else next();
  }
}

/** The permit of a running task. */
export class Permit {
  readonly #release: () => void;
  readonly #acquire: () => Promise<void>;
  #waits = 0;
  constructor(release: () => void, acquire: () => Promise<void>) {
    this.#release = release;
    this.#acquire = acquire;
  }

  /** Waits for something without the permit, so that other tasks can run meanwhile. */
  async waitOutside<T>(wait: () => Promise<T>): Promise<T> {
    this.#waits++;
    if (this.#waits === 1) this.#release();
    try {
      return await wait();
    } finally {
      this.#waits--;
      if (this.#waits === 0) await this.#acquire();
    }
  }
}

/**
 * Runs at most `permits` tasks at once, in FIFO order. A task that waits outside its slot still counts for its own key, so that one key
 * never has more than `permits` tasks under way.
 */
export class KeyedSemaphore {
  readonly #permits: number;
  readonly #all: Semaphore;
  readonly #byKey = new Map<string, Semaphore>();
  constructor(permits: number) {
    this.#permits = permits;
    this.#all = new Semaphore(permits);
  }

  run<T>(key: string, task: (permit: Permit) => Promise<T>): Promise<T> {
    const own = this.#byKey.get(key) ?? new Semaphore(this.#permits);
    this.#byKey.set(key, own);
    return own.run(() => this.#all.run(task));
  }
}

/** Serializes tasks with the same key. */
export class KeyedMutex {
  readonly #tails = new Map<string, Promise<unknown>>();
  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const mine = before.then(task, task);
    const tail = mine.catch(() => undefined);
    this.#tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
