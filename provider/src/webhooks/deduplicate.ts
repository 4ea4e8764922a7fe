import { randomBytes } from "node:crypto";
import type { ClaimResult, DeduplicationStore } from "./deduplication-store";
import { eventKey } from "./event-key";
import type { WebhookEvent } from "./events";
import { limitFailures, requireNone } from "./invalid-arguments";

export interface ClaimOptions {
  /**
   * Milliseconds after which a claim ends by itself. Default 5 minutes, at most 12 hours. All events of a delivery are claimed at once, so it
   * must be longer than your slowest handling of a whole delivery, or an event is handled twice. After a crash, the events of the process
   * wait this long; Meta retries for 36 hours or 7 days (its pages disagree).
   */
  readonly claimTtlMs?: number;
}

export interface Deduplicated {
  /** Events to handle now: claimed, or without a key. In the order of the input. */
  readonly events: readonly WebhookEvent[];
  /** Number of events that are done, or repeated in the input. */
  readonly duplicates: number;
  /** Number of events that another worker is handling. */
  readonly inProgress: number;
}

const defaultClaimTtlMs = 5 * 60_000;
/** A third of Meta's minimum retry time, so that a retry comes after the claim of a dead process has ended. */
const maxClaimTtlMs = 12 * 3_600_000;

export function claimTtlFailures({ claimTtlMs = defaultClaimTtlMs }: ClaimOptions) {
  return limitFailures("claimTtlMs", claimTtlMs, maxClaimTtlMs);
}

/**
 * Claims events and returns those to handle now. Call `confirmHandled` or `releaseClaim` for each of them. If the store fails for one event,
 * releases the other claims and rethrows the error.
 * @throws InvalidArguments if `claimTtlMs` is out of range; errors of the store; TypeError if it does not return a `ClaimResult`.
 */
export async function deduplicate(
  events: readonly WebhookEvent[],
  store: DeduplicationStore,
  options: ClaimOptions = {},
): Promise<Deduplicated> {
  requireNone(claimTtlFailures(options));
  const { claimTtlMs = defaultClaimTtlMs } = options;
  const claimId = randomBytes(16).toString("base64url");
  const keyed = events.map((event) => ({ event, key: eventKey(event) }));
  const keys = [...new Set(keyed.flatMap(({ key }) => key ?? []))];
  const results = new Map<string, ClaimResult>();
  const claims = await Promise.allSettled(
    keys.map(async (key) => results.set(key, requireClaimResult(await store.claim(key, claimTtlMs, claimId)))),
  );
  const failed = claims.find((claim) => claim.status === "rejected");
  if (failed !== undefined) {
    // The store may have recorded a claim that failed. Releasing it by its id is safe either way.
    await Promise.allSettled(
      keys.map(async (key) => {
        await store.release(key, claimId);
      }),
    );
    throw failed.reason;
  }

  const toHandle: WebhookEvent[] = [];
  let duplicates = 0;
  let inProgress = 0;
  for (const { event, key } of keyed) {
    const result = key === undefined ? undefined : results.get(key);
    if (key === undefined) toHandle.push(event);
    else if (result === "claimed") {
      const claimedEvent = { ...event, claimId };
      toHandle.push(claimedEvent);
      // Later copies of the event in this delivery are duplicates.
      results.set(key, "done");
    } else if (result === "in_progress") inProgress += 1;
    else duplicates += 1;
  }
  return { events: toHandle, duplicates, inProgress };
}

function requireClaimResult(result: unknown): ClaimResult {
  if (result === "claimed" || result === "in_progress" || result === "done") return result;
  throw new TypeError(
    `The store's claim returned ${String(result)}: it must return "claimed", "in_progress" or "done"`,
  );
}
