/**
 * Result of a claim:
 * - `claimed`: the event is yours until you confirm or release it, or until the claim ends.
 * - `in_progress`: another worker has claimed the event and may still be handling it.
 * - `done`: the event was handled.
 */
export type ClaimResult = "claimed" | "in_progress" | "done";

/**
 * Remembers which events are being handled and which are done. `memoryStore` serves one process; several processes need a store that they
 * share, such as the Redis store in examples/webhook-receiver. A method that cannot reach the store must throw.
 */
export interface DeduplicationStore {
  /**
   * Claims a key unless it is claimed or done. Must be atomic: of several claims at once, one gets `claimed`.
   * `ttlMs`: milliseconds after which the claim ends by itself, as if it were released.
   * `claimId`: unique to this claim. Store it with the claim, so that `release` can recognize it.
   */
  readonly claim: (key: string, ttlMs: number, claimId?: string) => ClaimResult | Promise<ClaimResult>;
  /** Marks a key as done, for longer than Meta delivers an event again (7 days), even if another worker has claimed it or the claim has ended. */
  readonly confirm: (key: string) => unknown;
  /**
   * Ends the claim with this id, so that the next claim of the key gets `claimed`. Must not end a claim with another id, which another worker
   * made after this one ended, and must not change a done key. Without an id it ends any claim.
   */
  readonly release: (key: string, claimId?: string) => unknown;
}
