const hourMs = 60 * 60 * 1000;

/** Times of the calls of the last hour, by quota, and the users of each app. */
export class RecentCalls {
  readonly #times = new Map<string, number[]>();
  readonly #users = new Map<string, Set<string>>();

  /** Adds a call. Returns the times of the quota's calls in the last hour, oldest first, this one included. */
  add(quota: string, nowMs: number): readonly number[] {
    const recent = (this.#times.get(quota) ?? []).filter((timeMs) => this.endOf(timeMs) > nowMs);
    recent.push(nowMs);
    this.#times.set(quota, recent);
    return recent;
  }

  /** Returns the time from which a call no longer counts. */
  endOf(timeMs: number): number {
    return timeMs + hourMs;
  }

  addUser(appId: string, userId: string): void {
    const users = this.#users.get(appId) ?? new Set();
    this.#users.set(appId, users.add(userId));
  }

  userCount(appId: string): number {
    return this.#users.get(appId)?.size ?? 0;
  }

  clear(): void {
    this.#times.clear();
    this.#users.clear();
  }
}
