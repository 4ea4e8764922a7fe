import type { DeduplicationStore } from "./deduplication-store";
import { eventKey } from "./event-key";
import type { WebhookEvent } from "./events";

/**
 * Marks an event as done: later deliveries of it are duplicates. Call it once the event is handled, also when its claim has ended meanwhile.
 * The event may have been through JSON, and the store may be another process's connection to the same data. When this throws, the event is
 * handled all the same: answer 200. Does nothing for an event without a key (`eventKey`).
 * @throws What the store throws.
 */
export async function confirmHandled(event: WebhookEvent, store: DeduplicationStore): Promise<void> {
  const key = eventKey(event);
  if (key !== undefined) await store.confirm(key);
}

/**
 * Gives an event back after its handling failed, so that the next delivery brings it again. Respond with 500, so that Meta delivers it. Does
 * nothing if the claim has ended and somebody else has claimed the event, if it is done, or if it has no key. When this throws, the claim
 * ends after its `claimTtlMs`: respond with 500 all the same.
 * @throws What the store throws.
 */
export async function releaseClaim(event: WebhookEvent, store: DeduplicationStore): Promise<void> {
  const key = eventKey(event);
  if (key !== undefined) await store.release(key, "claimId" in event ? event.claimId : undefined);
}
