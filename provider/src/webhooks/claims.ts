import type { DeduplicationStore } from "./deduplication-store";
import { eventKey } from "./event-key";
import type { WebhookEvent } from "./events";

/**
 * Marks an event as done: later deliveries of it are duplicates. Call it once the event is handled, even if its claim has ended.
 * The event may have been serialized to JSON, and the store may be another process's connection to the same data. If this throws, the event
 * is handled nevertheless: respond with 200. Does nothing for an event without a key (`eventKey`).
 * @throws errors of the store.
 */
export async function confirmHandled(event: WebhookEvent, store: DeduplicationStore): Promise<void> {
  const key = eventKey(event);
  if (key !== undefined) await store.confirm(key);
}

/**
 * Releases an event after its handling failed, so that the next delivery returns it again. Respond with 500, so that Meta delivers it again.
 * Does nothing if the claim has ended and another worker has claimed the event, if it is done, or if it has no key. If this throws, the
 * claim ends after its `claimTtlMs`: respond with 500 as well.
 * @throws errors of the store.
 */
export async function releaseClaim(event: WebhookEvent, store: DeduplicationStore): Promise<void> {
  const key = eventKey(event);
  if (key !== undefined) await store.release(key, "claimId" in event ? event.claimId : undefined);
}
