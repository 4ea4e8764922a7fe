import { createHash } from "node:crypto";
import type { Failure } from "../schema/failures";
import type { MessageEvent, StatusEvent, WebhookEvent } from "./events";
import { requireNone } from "./invalid-arguments";

/**
 * Remembers what was seen. Bring your own where several processes share the work; with Redis: `SET key 1 NX PX <age>` and `DEL key`.
 */
export interface SeenStore {
  /** True at the first sight of a key, false again. Must be atomic: of two deliveries at once one is the first. */
  readonly add: (key: string) => boolean | Promise<boolean>;
  /** The next sight is a first one again. */
  readonly forget: (key: string) => unknown;
}

export interface MemoryStoreOptions {
  /** How many keys are kept; the oldest make room. Default 100,000, some 20 MB. */
  readonly maxKeys?: number;
  /** How long a key is kept, in milliseconds. Default 7 days: the longest time over which Meta's pages say it tries again. */
  readonly maxAgeMs?: number;
  /** The time in milliseconds; default `Date.now`. */
  readonly now?: () => number;
}

const dayMs = 86_400_000;

/**
 * Keys in this process's memory: enough for one process that may see a message twice after its restart.
 * @throws InvalidArguments when a limit is not a positive integer.
 */
export function memoryStore(options: MemoryStoreOptions = {}): SeenStore {
  const { maxKeys = 100_000, maxAgeMs = 7 * dayMs, now = Date.now } = options;
  requireNone([...limitFailures("maxKeys", maxKeys), ...limitFailures("maxAgeMs", maxAgeMs)]);
  // In order of first sight.
  const seenAt = new Map<string, number>();
  const dropExpired = (): void => {
    for (const [key, at] of seenAt) {
      if (now() - at < maxAgeMs) return;
      seenAt.delete(key);
    }
  };
  return {
    add: (key) => {
      dropExpired();
      if (seenAt.has(key)) return false;
      const [oldest] = seenAt.keys();
      if (seenAt.size >= maxKeys && oldest !== undefined) seenAt.delete(oldest);
      seenAt.set(key, now());
      return true;
    },
    forget: (key) => seenAt.delete(key),
  };
}

export const limitFailures = (path: string, limit: number): Failure[] =>
  Number.isSafeInteger(limit) && limit > 0 ? [] : [{ path, reason: "must be a positive integer" }];

/**
 * Tells an event from its repetition; undefined for an event that counts as new each time. In doubt two events are different:
 * - A message is its id, at one business number, with its type, sender and group. A placeholder (`isPlaceholder`) has no key, so that
 *   the real message is no repetition of it.
 * - Meta gives a status no id, so it is all that Meta wrote in it: message, status, time, recipient and participant, errors, payment
 *   attempt.
 * - Errors, contacts and other events have no key.
 */
export function eventKey(event: WebhookEvent): string | undefined {
  switch (event.kind) {
    case "message":
      return event.message.isPlaceholder ? undefined : messageKey(event);
    case "status":
      return statusKey(event);
    case "error":
    case "contact":
    case "other":
      return undefined;
    default:
      return event satisfies never;
  }
}

function messageKey({ phoneNumberId, message }: MessageEvent): string {
  const { id, type, from, fromUserId, fromParentUserId, groupId } = message;
  return `message:${id}:${digestOf([id, phoneNumberId, type, from, fromUserId, fromParentUserId, groupId])}`;
}

function statusKey({ phoneNumberId, status }: StatusEvent): string | undefined {
  try {
    return `status:${status.id}:${status.status}:${digestOf([phoneNumberId, status.raw])}`;
  } catch (error) {
    // Nested so deeply that JSON cannot be written.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const digestOf = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("base64url");

/**
 * The events that are seen for the first time, and those without a key. When the store fails for one of them none counts as seen, and the failure is thrown.
 */
export async function deduplicate<Event extends WebhookEvent>(
  events: readonly Event[],
  seen: SeenStore,
): Promise<Event[]> {
  const sights = await Promise.allSettled(events.map(async (event) => isFirst(event, seen)));
  const fresh = events.filter((_event, i) => isTrue(sights[i]));
  const failed = sights.find((sight) => sight.status === "rejected");
  if (failed === undefined) return fresh;
  await Promise.allSettled(fresh.map((event) => forget(event, seen)));
  throw failed.reason;
}

const isTrue = (sight: PromiseSettledResult<boolean> | undefined): boolean =>
  sight?.status === "fulfilled" && sight.value;

async function isFirst(event: WebhookEvent, seen: SeenStore): Promise<boolean> {
  const key = eventKey(event);
  return key === undefined || (await seen.add(key));
}

/**
 * After a handler failed: Meta's next delivery of the event counts as its first. Answer this one with 500, so that there is a next. A
 * repetition that comes while the first is still being handled counts as seen and is answered 200; so be quicker than Meta's patience,
 * or put events into a queue of yours and handle them from there.
 */
export async function forget(event: WebhookEvent, seen: SeenStore): Promise<void> {
  const key = eventKey(event);
  if (key !== undefined) await seen.forget(key);
}
